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
   * - `AWS_VPC`: each task has its own network interface and security groups. An instance type has few network interfaces, so few tasks fit on an instance.
   * - `BRIDGE`: tasks use the network interface and the security groups of their instance. Each port of a container gets a free port of the instance, so
   *   several tasks of a service fit on an instance.
   * - `HOST`: a container listens on ports of its instance, so each instance runs one task of the service.
   * - `NAT`: the default mode of Windows, like `BRIDGE`.
   *
   * @default ecs.NetworkMode.AWS_VPC
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
   */
  readonly networkMode?: ecs.NetworkMode;

  /**
   * How ECS selects an instance for a task, such as `ecs.PlacementStrategy.packedByMemory()`: at most five, in this order.
   *
   * With Availability Zone rebalancing, the first one must spread tasks across Availability Zones.
   *
   * @default - ECS spreads tasks across Availability Zones
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html
   */
  readonly placementStrategies?: ecs.PlacementStrategy[];

  /**
   * Which instances may run a task, such as `ecs.PlacementConstraint.distinctInstances()`: at most ten. A task that no instance may run stays pending.
   *
   * @default - any instance of the group with room for the task
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
   */
  readonly placementConstraints?: ecs.PlacementConstraint[];
}
