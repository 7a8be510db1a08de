import { Token } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import { InstanceGroupProps } from './instance-group-props';
import { WarmPoolProps } from './warm-pool-props';
import { wholeNumberProblem } from '../../checks';

const { HIBERNATED, STOPPED } = autoscaling.PoolState;

/**
 * Why the group cannot have the warm pool, or why it would have no effect.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html
 */
export function warmPoolProblems(props: InstanceGroupProps): string[] {
  const { warmPool } = props;
  if (!warmPool) { return []; }
  return [
    ...wholeNumberProblem('warmPool.minSize', warmPool.minSize, { min: 0 }),
    ...wholeNumberProblem('warmPool.maxGroupPreparedCapacity', warmPool.maxGroupPreparedCapacity, { min: 0 }),
    ...sizeProblems(warmPool, props),
    ...stateProblems(warmPool, props),
    ...mixedProblems(props),
  ];
}

function sizeProblems({ minSize, maxGroupPreparedCapacity: most }: WarmPoolProps, { minInstances }: InstanceGroupProps): string[] {
  if (isAbove(minSize, most)) { return [`warmPool.minSize (${minSize}) must be at most maxGroupPreparedCapacity (${most}), which counts the instances of the group too`]; }
  return !minSize && isAbove(minInstances, most)
    ? [`warmPool.maxGroupPreparedCapacity (${most}) is below minInstances (${minInstances}), so the warm pool stays empty; raise it, or set warmPool.minSize`]
    : [];
}

/** False for values that are known only at deployment. */
function isAbove(value: number | undefined, limit: number | undefined): boolean {
  return value !== undefined && limit !== undefined && !Token.isUnresolved(value) && !Token.isUnresolved(limit) && value > limit;
}

function stateProblems({ state = STOPPED }: WarmPoolProps, { image }: InstanceGroupProps): string[] {
  if (state === HIBERNATED) { return [`warmPool.state (${state}) requires hibernation, which the launch template does not configure; use STOPPED or RUNNING`]; }
  return image?._kind.system === 'WINDOWS' && state !== STOPPED
    ? [`warmPool.state (${state}) is not supported on Windows, where the agent starts when a stopped instance leaves the warm pool; use STOPPED`]
    : [];
}

function mixedProblems({ spot, instanceTypes = [], instanceRequirements }: InstanceGroupProps): string[] {
  const mixed = [
    ...spot ? ['spot'] : [],
    ...instanceTypes.length > 1 ? [`several instanceTypes (${instanceTypes.join(', ')})`] : [],
    ...instanceRequirements ? ['instanceRequirements'] : [],
  ];
  return mixed.length > 0 ? [`warmPool cannot be combined with ${mixed.join(' and ')}; use one instance type on demand`] : [];
}
