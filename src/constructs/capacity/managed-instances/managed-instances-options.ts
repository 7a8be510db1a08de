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
   * The network mode of the tasks: `AWS_VPC`, with a network interface for each task, or `HOST`, with the network interface of the instance.
   *
   * @default ecs.NetworkMode.AWS_VPC
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-networking.html
   */
  readonly networkMode?: ecs.NetworkMode;

  /**
   * Rules for the instances that the tasks run on. An expression may use the attributes `ecs.subnet-id`, `ecs.availability-zone`, `ecs.instance-type` and
   * `ecs.cpu-architecture` only.
   *
   * They are part of the task definition, so they apply to all instances of a combined capacity. An existing task definition has its own.
   *
   * @default - no constraints
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html
   */
  readonly placementConstraints?: ecs.PlacementConstraint[];
}
