import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * How tasks run on a group of container instances.
 */
export interface InstancesOptions {
  /**
   * The number of tasks that run on this group before any task runs on another one (the base of the strategy).
   *
   * @default 0
   */
  readonly base?: number;

  /**
   * The relative share of the tasks above the base that run on this group (a weight from 0 to 1000).
   *
   * @default 1
   */
  readonly weight?: number;

  /**
   * The network mode of the tasks.
   *
   * @default ecs.NetworkMode.AWS_VPC
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
   */
  readonly networkMode?: ecs.NetworkMode;
}
