import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * How tasks run on external instances.
 */
export interface ExternalOptions {
  /**
   * The network mode of the tasks: `BRIDGE`, `HOST` or `NONE`. Windows has only one, so leave it out for Windows.
   *
   * @default ecs.NetworkMode.BRIDGE
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
   */
  readonly networkMode?: ecs.NetworkMode;

  /**
   * Rules for the servers that the tasks run on, such as `ecs.PlacementConstraint.memberOf('attribute:ecs.cpu-architecture == x86_64')`.
   *
   * They are part of the task definition. An existing task definition has its own.
   *
   * @default - no constraints: tasks run on all external instances of the cluster
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
   */
  readonly placementConstraints?: ecs.PlacementConstraint[];
}
