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
   * How a new version of the service replaces the old one.
   *
   * @default Deployment.rolling()
   */
  readonly deployment?: Deployment;

  /**
   * The launch type with which the deployed service was created, if it moves to capacity providers. CloudFormation then updates the service, and does
   * not replace it.
   *
   * The launch type stays in the template: keep this prop as long as the service exists. ECS refuses to create a service with a launch type and
   * capacity providers, so leave it out where the service does not exist yet.
   *
   * To go back, set `capacity` to the launch type and keep this prop in one deployment: the template then has an empty list, which restores the launch
   * type. Remove the prop in the next deployment, because ECS refuses later updates with the empty list.
   *
   * @default - the template has a launch type or capacity providers, and CloudFormation replaces a service that changes from one to the other
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
   */
  readonly originalLaunchType?: ecs.LaunchType;

  /**
   * The name of the service.
   *
   * @default - CloudFormation generates one, so that the service can be replaced
   */
  readonly serviceName?: string;

  /**
   * How long ECS ignores failed health checks of the load balancer after a task has started.
   *
   * Synthesis fails when the service has no load balancer.
   *
   * @default - 60 seconds behind a load balancer
   */
  readonly healthCheckGracePeriod?: Duration;

  /**
   * How the service takes part in Service Connect.
   *
   * @default - no Service Connect
   */
  readonly serviceConnect?: ServiceConnect;

  /**
   * How the tasks are registered in AWS Cloud Map.
   *
   * @default - they are not registered
   */
  readonly cloudMapOptions?: ecs.CloudMapOptions;

  /**
   * The resource from which ECS copies the tags of the tasks.
   *
   * @default ecs.PropagatedTagSource.SERVICE
   */
  readonly propagateTags?: ecs.PropagatedTagSource;

  /**
   * Whether ECS tags the tasks with the names of the cluster and the service.
   *
   * @default true
   */
  readonly enableEcsManagedTags?: boolean;

  /**
   * Whether ECS moves tasks when they are unevenly distributed over Availability Zones.
   *
   * @default - the default of ECS for new services
   */
  readonly availabilityZoneRebalancing?: ecs.AvailabilityZoneRebalancing;
}
