import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Deployment } from '../deployment/deployment';
import { ServiceConnect } from '../network/service-connect';
import { WorkloadProps } from '../workload/workload-props';

/**
 * Options that all services have which ECS keeps running and deploys.
 */
export interface ServiceOptions extends WorkloadProps {
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
