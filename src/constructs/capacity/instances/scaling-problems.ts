import { Token } from 'aws-cdk-lib';
import { InstanceGroupProps } from './instance-group-props';
import { warmPoolProblems } from './warm-pool-problems';
import { CAPACITY_PROVIDER_NAME } from '../../../facts/capacity-provider-name';
import { MANAGED_SCALING, REFRESH_PERCENT } from '../../../facts/capacity-providers';
import { formatProblem, secondsProblem, wholeNumberProblem } from '../../checks';

/** Problems of the numbers of instances and of the capacity provider. */
export function scalingProblems(props: InstanceGroupProps): string[] {
  return [...sizeProblems(props), ...managedProblems(props), ...refreshProblems(props), ...warmPoolProblems(props)];
}

function sizeProblems({ minInstances = 0, maxInstances }: InstanceGroupProps): string[] {
  const isKnown = !Token.isUnresolved(minInstances) && !Token.isUnresolved(maxInstances);
  return [
    ...wholeNumberProblem('minInstances', minInstances, { min: 0 }),
    ...maxInstances === undefined ? ['maxInstances is required, such as 10'] : wholeNumberProblem('maxInstances', maxInstances, { min: 1 }),
    ...isKnown && minInstances > maxInstances ? [`minInstances (${minInstances}) must be at most maxInstances (${maxInstances})`] : [],
  ];
}

function managedProblems(props: InstanceGroupProps): string[] {
  const { targetCapacityPercent, instanceWarmup, minScalingStepSize, maxScalingStepSize } = props;
  return [
    ...formatProblem('capacityProviderName', props.capacityProviderName, CAPACITY_PROVIDER_NAME),
    ...wholeNumberProblem('targetCapacityPercent', targetCapacityPercent, MANAGED_SCALING.targetCapacity),
    ...secondsProblem('instanceWarmup', instanceWarmup, MANAGED_SCALING.instanceWarmup),
    ...secondsProblem('defaultInstanceWarmup', props.defaultInstanceWarmup, { min: 0 }),
    ...wholeNumberProblem('minScalingStepSize', minScalingStepSize, MANAGED_SCALING.stepSize),
    ...wholeNumberProblem('maxScalingStepSize', maxScalingStepSize, MANAGED_SCALING.stepSize),
    ...minScalingStepSize !== undefined && maxScalingStepSize !== undefined && minScalingStepSize > maxScalingStepSize
      ? [`minScalingStepSize (${minScalingStepSize}) must be at most maxScalingStepSize (${maxScalingStepSize})`]
      : [],
    ...unmanagedProblems(props),
  ];
}

/** Settings of managed scaling that have no effect without it. */
function unmanagedProblems(props: InstanceGroupProps): string[] {
  if (props.managedScaling !== false) { return []; }
  const { targetCapacityPercent, instanceWarmup, minScalingStepSize, maxScalingStepSize } = props;
  const given = Object.entries({ targetCapacityPercent, instanceWarmup: instanceWarmup?.toString(), minScalingStepSize, maxScalingStepSize })
    .filter(([, value]) => value !== undefined);
  return [
    ...given.map(([name, value]) => `${name} (${value}) has no effect without managed scaling; remove it, or set managedScaling to true`),
    ...props.managedTerminationProtection ? ['managedTerminationProtection (true) requires managed scaling; remove it, or set managedScaling to true'] : [],
  ];
}

function refreshProblems({ instanceRefresh, managedDraining }: InstanceGroupProps): string[] {
  if (!instanceRefresh) { return []; }
  const { minHealthyPercent = 100, maxHealthyPercent = 110 } = instanceRefresh;
  return [
    ...wholeNumberProblem('instanceRefresh.minHealthyPercent', minHealthyPercent, REFRESH_PERCENT.healthy),
    ...wholeNumberProblem('instanceRefresh.maxHealthyPercent', maxHealthyPercent, REFRESH_PERCENT.most),
    ...maxHealthyPercent - minHealthyPercent > REFRESH_PERCENT.difference
      ? [`instanceRefresh.maxHealthyPercent (${maxHealthyPercent}) must be at most ${REFRESH_PERCENT.difference} above minHealthyPercent (${minHealthyPercent})`]
      : [],
    ...minHealthyPercent === 100 && maxHealthyPercent === 100
      ? ['instanceRefresh.minHealthyPercent (100) and maxHealthyPercent (100) let no instance be replaced; raise maxHealthyPercent']
      : [],
    ...managedDraining === false ? ['instanceRefresh with managedDraining (false) stops tasks without draining them; remove managedDraining'] : [],
  ];
}
