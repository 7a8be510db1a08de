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
   * The number of tasks that run. Cannot be combined with `autoScale`.
   *
   * @default - 2; no count is written once `autoScale` is called, so that a deployment does not undo what scaling did
   */
  readonly desiredCount?: number;

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
