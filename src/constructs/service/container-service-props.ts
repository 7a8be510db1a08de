import { Duration } from 'aws-cdk-lib';
import { ServiceOptions } from './service-options';
import { Exposure } from '../load-balancing/exposure';

/**
 * Properties of a ContainerService.
 */
export interface ContainerServiceProps extends ServiceOptions {
  /**
   * How clients reach the service: a load balancer, a listener rule, or none.
   *
   * @default Exposure.none()
   */
  readonly exposure?: Exposure;

  /**
   * The number of tasks that run. Cannot be combined with `autoScale` or `scaledElsewhere`.
   *
   * @default - 2; with `scaledElsewhere` or `autoScale` the template has no count, so that a deployment does not undo scaling
   */
  readonly desiredCount?: number;

  /**
   * Whether the number of tasks is set outside this app, for example by another app that imports the service and scales it.
   *
   * The template then has no count: ECS starts one task for a new service, and a deployment does not change the number. Cannot be combined with
   * `desiredCount` or `autoScale`.
   *
   * @default - false: the number is `desiredCount`, unless `autoScale` is called
   */
  readonly scaledElsewhere?: boolean;

  /**
   * How long ECS ignores failed health checks of the load balancer after a task has started.
   *
   * Synthesis fails when the service has no load balancer.
   *
   * @default - 60 seconds behind a load balancer
   */
  readonly healthCheckGracePeriod?: Duration;
}
