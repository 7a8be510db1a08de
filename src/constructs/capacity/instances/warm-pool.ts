import { Duration } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IDependable } from 'constructs';
import { WarmPoolProps } from './warm-pool-props';
import { acknowledgeWildcardArns } from '../../nag/acknowledgements';

/** The name of the lifecycle hook that instances with Windows complete. Names are unique within a group. */
export const LIFECYCLE_HOOK = 'ecs-agent-ready';

/** The construct id of the permissions to complete it. */
export const WARM_POOL_POLICY = 'WarmPoolPolicy';

/** A warm pool whose instances do not return to it. */
export function addWarmPool(scope: Construct, group: autoscaling.AutoScalingGroup, role: iam.IRole, props: WarmPoolProps): void {
  const { minSize, maxGroupPreparedCapacity, state } = props;
  const pool = group.addWarmPool({ minSize, maxGroupPreparedCapacity, poolState: state ?? autoscaling.PoolState.STOPPED });
  if (group.osType === ec2.OperatingSystemType.WINDOWS) { pool.node.addDependency(...waitForWindows(scope, group, role)); }
}

/**
 * Keeps EC2 Auto Scaling from stopping an instance with Windows before its agent is set up: the instance completes the lifecycle action itself.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-warm-pool.html
 */
function waitForWindows(scope: Construct, group: autoscaling.AutoScalingGroup, role: iam.IRole): readonly IDependable[] {
  const hook = group.addLifecycleHook('AgentReady', {
    lifecycleHookName: LIFECYCLE_HOOK,
    lifecycleTransition: autoscaling.LifecycleTransition.INSTANCE_LAUNCHING,
    defaultResult: autoscaling.DefaultResult.ABANDON,
    heartbeatTimeout: Duration.minutes(15),
  });
  const policy = new iam.ManagedPolicy(scope, WARM_POOL_POLICY, {
    roles: [role],
    statements: [new iam.PolicyStatement({ actions: ['autoscaling:CompleteLifecycleAction'], resources: [group.autoScalingGroupArn] })],
  });
  acknowledgeWildcardArns(policy, [group.autoScalingGroupArn], 'The ARN of a group contains an id that is not known, and its name limits it');
  return [hook, policy];
}
