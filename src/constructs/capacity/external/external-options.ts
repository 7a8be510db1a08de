import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * How tasks run on external instances.
 */
export interface ExternalOptions {
  /**
   * The network mode of the tasks: `BRIDGE`, `HOST` or `NONE`.
   *
   * @default ecs.NetworkMode.BRIDGE
   */
  readonly networkMode?: ecs.NetworkMode;
}
