import { Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Deployment } from '../deployment/deployment';
import { Exposure } from '../load-balancing/exposure';
import { ServiceConnect } from '../network/service-connect';
import { WorkloadProps } from '../workload/workload-props';

/**
 * Properties of a ContainerService.
 */
export interface ContainerServiceProps extends WorkloadProps {
  /**
   * How clients reach the service.
   *
   * @default Exposure.none()
   */
  readonly exposure?: Exposure;

  /**
   * The number of tasks that run. Cannot be combined with `autoScale` and `scaledElsewhere`.
   *
   * @default - 2; no count is written with `scaledElsewhere`, and once `autoScale` is called, so that a deployment does not undo what scaling did
   */
  readonly desiredCount?: number;

  /**
   * Whether something outside of this app sets the number of tasks, such as another app that imports the service and scales it.
   *
   * No count is written then: ECS starts one task with a new service, and a deployment leaves the number as it is.
   * Cannot be combined with `desiredCount` and `autoScale`.
   *
   * @default - false: the number is `desiredCount`, unless `autoScale` is called
   */
  readonly scaledElsewhere?: boolean;

  /**
   * How a new version takes over.
   *
   * @default Deployment.rolling()
   */
  readonly deployment?: Deployment;

  /**
   * The name of the service.
   *
   * @default - CloudFormation makes one up, so that the service can be replaced
   */
  readonly serviceName?: string;

  /**
   * How long failing health checks of the load balancer are overlooked after a task has started.
   *
   * Synthesis fails when the service has no load balancer by then.
   *
   * @default - 60 seconds behind a load balancer
   */
  readonly healthCheckGracePeriod?: Duration;

  /**
   * How the service takes part in Service Connect.
   *
   * @default - it does not
   */
  readonly serviceConnect?: ServiceConnect;

  /**
   * Registers the tasks in AWS Cloud Map.
   *
   * @default - they are not registered
   */
  readonly cloudMapOptions?: ecs.CloudMapOptions;

  /**
   * What the tags of the tasks are copied from.
   *
   * @default ecs.PropagatedTagSource.SERVICE
   */
  readonly propagateTags?: ecs.PropagatedTagSource;

  /**
   * Whether ECS tags the tasks with cluster and service.
   *
   * @default true
   */
  readonly enableEcsManagedTags?: boolean;

  /**
   * Whether ECS moves tasks when the availability zones have unequal numbers of them.
   *
   * @default - as ECS does it for new services
   */
  readonly availabilityZoneRebalancing?: ecs.AvailabilityZoneRebalancing;
}
