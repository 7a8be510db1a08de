import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { renderedProperties } from '../rendered-properties';

/** Properties that only a service which ECS deploys can have, and what sets them. */
const OF_ECS: readonly (readonly [string, string])[] = [
  ['ForceNewDeployment', 'forceNewDeployment'],
  ['VolumeConfigurations', 'addVolume'],
  ['ServiceConnectConfiguration', 'enableServiceConnect'],
  ['VpcLatticeConfigurations', 'vpcLatticeConfigurations'],
];

/** Checks at synthesis what was done with the L2 service, which takes some settings that ECS refuses with another controller. */
export function refuseSettingsOfEcs({ scope, service }: { readonly scope: Construct; readonly service: ecs.BaseService }, factory: string): void {
  const resource = service.node.defaultChild;
  if (!(resource instanceof ecs.CfnService)) { return; }
  scope.node.addValidation({
    validate: () => {
      const properties = renderedProperties(resource);
      const { LoadBalancers } = properties;
      const targetGroups = Array.isArray(LoadBalancers) ? LoadBalancers.length : 0;
      return [
        ...OF_ECS.filter(([key]) => properties[key] !== undefined).map(([key, source]) => `Deployment.${factory}: ECS accepts ${key} only of services that it deploys itself; remove ${source}`),
        ...(targetGroups > 1 ? [`Deployment.${factory}: the service has ${targetGroups} target groups, and one is possible; remove the others`] : []),
      ];
    },
  });
}
