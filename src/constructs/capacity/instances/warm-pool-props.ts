import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';

/**
 * Instances that are prepared in advance. They join the cluster when they leave the warm pool.
 *
 * Instances never return to the warm pool when the group scales in, because ECS does not support it. On Windows the instances read their tags from the
 * instance metadata, so the keys of tags on the group must not contain spaces or slashes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-warm-pool.html
 */
export interface WarmPoolProps {
  /**
   * The minimum number of instances in the warm pool.
   *
   * @default 0
   */
  readonly minSize?: number;

  /**
   * The maximum number of instances in the group and the warm pool together.
   *
   * Throws when it is below `minSize`, or below `minInstances` of the group without a `minSize`: the warm pool would stay empty.
   *
   * @default - `maxInstances`
   */
  readonly maxGroupPreparedCapacity?: number;

  /**
   * The state of the instances in the warm pool. Stopped instances cost only their volumes.
   *
   * Throws for HIBERNATED, because no hibernation is configured, and on Windows for any state but STOPPED.
   *
   * @default autoscaling.PoolState.STOPPED
   */
  readonly state?: autoscaling.PoolState;
}
