import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * How tasks run on Managed Instances.
 */
export interface ManagedInstancesOptions {
  /**
   * The number of tasks that run on these instances before any task runs on others (the base of the strategy).
   *
   * @default 0
   */
  readonly base?: number;

  /**
   * The relative share of the tasks above the base that run on these instances (a weight from 0 to 1000).
   *
   * @default 1
   */
  readonly weight?: number;

  /**
   * The network mode of the tasks: `AWS_VPC` or `HOST`.
   *
   * @default ecs.NetworkMode.AWS_VPC
   */
  readonly networkMode?: ecs.NetworkMode;
}
