import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { renderedProperties } from '../rendered-properties';

/** Properties that require the deployment controller ECS, and the CDK prop or method that sets each. */
const OF_ECS: readonly (readonly [string, string])[] = [
  ['ForceNewDeployment', 'forceNewDeployment'],
  ['VolumeConfigurations', 'addVolume'],
  ['ServiceConnectConfiguration', 'enableServiceConnect'],
  ['VpcLatticeConfigurations', 'vpcLatticeConfigurations'],
];

/** Checks the L2 service at synthesis, because the L2 accepts some settings that ECS refuses with another deployment controller. */
export function refuseSettingsOfEcs({ scope, service }: { readonly scope: Construct; readonly service: ecs.BaseService }, factory: string): void {
  const resource = service.node.defaultChild;
  if (!(resource instanceof ecs.CfnService)) { return; }
  scope.node.addValidation({
    validate: () => {
      const properties = renderedProperties(resource);
      const { LoadBalancers } = properties;
      const targetGroups = Array.isArray(LoadBalancers) ? LoadBalancers.length : 0;
      return [
        ...OF_ECS.filter(([key]) => properties[key] !== undefined).map(([key, source]) => `Deployment.${factory}: ECS accepts ${key} only with the deployment controller ECS; remove ${source}`),
        ...(targetGroups > 1 ? [`Deployment.${factory}: the service has ${targetGroups} target groups, and only one is possible; remove the others`] : []),
      ];
    },
  });
}
