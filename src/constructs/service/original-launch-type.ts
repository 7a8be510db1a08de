import { Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { capacityMove, CapacitySetting, LaunchType, OTHER_CONTROLLER } from '../../facts/capacity-moves';
import { INCOMPATIBLE } from '../../facts/compute';
import { Compute } from '../capacity/compute';
import { DeploymentKind } from '../deployment/deployment-kind';

/** Why a service that was created with a launch type cannot move to this compute without a replacement. */
export function originalLaunchTypeProblems(original: ecs.LaunchType | undefined, compute: Compute, { controller }: DeploymentKind): string[] {
  if (original === undefined) { return []; }
  const { result, why } = capacityMove({ launchType: original }, settingOf(original, compute));
  const prop = `originalLaunchType (${original})`;
  return [
    ...(controller ? [`${prop} cannot be combined with Deployment.${controller.factory}: ${OTHER_CONTROLLER.why}; remove it`] : []),
    ...(result === 'replaced' ? [`${prop} and capacity (launch type ${compute.placement.launchType}) differ: ${why}, so the service is replaced; remove originalLaunchType`] : []),
    ...(result === 'refused' ? [`${prop}: ${why}, so the service must be replaced; remove originalLaunchType`] : []),
  ];
}

/**
 * Keeps the launch type of a deployed service beside a strategy, so that CloudFormation updates the service instead of replacing it. An empty list removes
 * the strategy of a service that goes back to the launch type.
 */
export function keepLaunchType({ node: { defaultChild } }: ecs.BaseService, original: ecs.LaunchType | undefined, compute: Compute): void {
  if (original === undefined || !(defaultChild instanceof ecs.CfnService)) { return; }
  if (compute.placement.launchType !== undefined) {
    defaultChild.capacityProviderStrategy = [];
    return;
  }
  defaultChild.launchType = original;
  const reason = 'originalLaunchType: the service exists, and an update sends only the strategy to ECS';
  const rules = ['launch-type-or-strategy', ...(INCOMPATIBLE[original][compute.name] ? ['task-definition-fits-launch-type'] : [])];
  Validations.of(defaultChild).acknowledge(...rules.map(rule => ({ id: `EcsShipshape::${rule}`, reason })));
}

function settingOf(original: LaunchType, { name, placement: { launchType } }: Compute): CapacitySetting {
  if (launchType !== undefined) { return { launchType }; }
  return { launchType: original, strategy: name === 'EXTERNAL' ? undefined : name };
}
