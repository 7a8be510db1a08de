import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { HostMount } from '../task/host-mount';
import { WorkloadProps } from '../workload/workload-props';

/**
 * Properties of a DaemonService.
 *
 * `capacity` is required unless the cluster has a default capacity with instances. Without a `networkMode` of the capacity, tasks on Linux use the network
 * interface of their instance (network mode bridge), and `containerPort` is the same port of the instance. Without `size`, a task on Linux reserves 256 CPU
 * units and 512 MiB of each instance.
 */
export interface DaemonServiceProps extends WorkloadProps {
  /**
   * The name of the daemon.
   *
   * A new name replaces the daemon: CloudFormation creates the new one before it deletes the old one.
   *
   * @default - CloudFormation generates one; on Managed Instances it consists of the names of the stack and the construct
   */
  readonly daemonName?: string;

  /**
   * The share of the instances that a deployment updates at the same time (from 1 to 100 percent).
   *
   * On instances and external instances, an update stops the old task before it starts the new one, and the number of stopped tasks is rounded down: with 50
   * percent and one instance, no task could be replaced, and the deployment would not end.
   * On Managed Instances, an update drains the instances and replaces them, with all their tasks.
   *
   * @default - 100 on instances and external instances, because a daemon can run on a single one; 25 on Managed Instances
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-deployments.html
   */
  readonly updatePercent?: number;

  /**
   * How long a deployment on Managed Instances waits after it has updated the instances, while `alarms` can still roll it back (in whole minutes, up to one
   * day). Other instances do not support it.
   *
   * @default Duration.minutes(0)
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DaemonDeploymentConfiguration.html
   */
  readonly bakeTime?: Duration;

  /**
   * The alarms that roll back a deployment. An alarm on a metric of a daemon service itself must be found by its name (`Alarm.fromAlarmName`), because
   * the service would otherwise wait for an alarm that waits for the service.
   *
   * @default - a deployment is rolled back only when its tasks fail to start
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
   */
  readonly alarms?: cloudwatch.IAlarm[];

  /**
   * Files and folders of the instance that the main container sees. For other containers, use `mountHostPath`.
   *
   * @default - none
   */
  readonly hostMounts?: HostMount[];

  /**
   * Whether the containers see all processes of the instance (its PID namespace). Not supported on Windows.
   *
   * @default false
   */
  readonly hostPidMode?: boolean;

  /**
   * Whether the containers share the memory and semaphores of the instance (its IPC namespace). Not supported on Windows.
   *
   * @default false
   */
  readonly hostIpcMode?: boolean;

  /**
   * Whether ECS copies the tags of the daemon to its tasks.
   *
   * @default true
   */
  readonly propagateTags?: boolean;

  /**
   * Whether ECS tags the tasks with the names of the cluster and the daemon.
   *
   * @default true
   */
  readonly enableEcsManagedTags?: boolean;
}
