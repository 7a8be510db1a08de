import { Size } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ContainerOptions } from './container-options';
import { TaskSize } from '../capacity/task-size';
import { WorkloadDefaults } from '../profile/workload-defaults';

/**
 * Properties of a task and its main container.
 */
export interface ContainerTaskProps extends ContainerOptions, WorkloadDefaults {
  /**
   * The image of the main container: from a registry, Amazon ECR, a directory or a tarball.
   *
   * An image from a directory is built for the CPU architecture of the task. Tarballs and existing image assets are not changed.
   *
   * @default - required unless `taskDefinition` is set
   */
  readonly image?: ecs.ContainerImage;

  /**
   * The name of the main container.
   *
   * @default - `web` for a ContainerService, `worker` for a WorkerService, `daemon` for a DaemonService, `task` for standalone tasks
   */
  readonly containerName?: string;

  /**
   * The port that the main container listens on.
   *
   * @default - 80 when the workload receives traffic, otherwise none
   */
  readonly containerPort?: number;

  /**
   * The name of the container port, to which Service Connect and VPC Lattice refer.
   *
   * @default - no name; for a Service Connect server, the name of the container
   */
  readonly portName?: string;

  /**
   * The application protocol of the container port, for the metrics of Service Connect.
   *
   * @default - TCP
   */
  readonly appProtocol?: ecs.AppProtocol;

  /**
   * The CPU units of the task that are reserved for the main container; 1024 units are one vCPU.
   *
   * @default - no reservation
   */
  readonly containerCpu?: number;

  /**
   * The maximum memory of the main container (hard limit); the container is killed when it exceeds it.
   *
   * @default - the memory of the task
   */
  readonly containerMemoryLimit?: Size;

  /**
   * The memory of the task that is reserved for the main container (soft limit).
   *
   * @default - no reservation
   */
  readonly containerMemoryReservation?: Size;

  /**
   * The CPU and memory of a task, and on Fargate its ephemeral storage.
   *
   * Throws if no instance type of the capacity has room for a task.
   *
   * @default - 512 CPU units and 1 GiB; 1024 CPU units and 2 GiB on Windows; 256 CPU units and 512 MiB for a DaemonService
   */
  readonly size?: TaskSize;

  /**
   * The CPU architecture of the tasks, and of images that are built for them.
   *
   * On instances it is that of the group, and another one is refused. Groups with different architectures need an image for all of them.
   *
   * @default - X86_64; on instances, that of the group
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;

  /**
   * The operating system of the containers.
   *
   * On instances it is that of the group, and another one is refused.
   *
   * @default - LINUX; on instances, that of the group
   */
  readonly operatingSystemFamily?: ecs.OperatingSystemFamily;

  /**
   * The family of the task definition.
   *
   * @default - derived from the construct path
   */
  readonly family?: string;

  /**
   * The task role: the IAM role of the code in the containers.
   *
   * @default - a new role without permissions; grants add them
   */
  readonly taskRole?: iam.IRole;

  /**
   * The execution role: the IAM role with which ECS pulls images, reads secrets and writes logs.
   *
   * @default - a new role with only the required permissions
   */
  readonly executionRole?: iam.IRole;

  /**
   * The log group of the containers.
   *
   * @default - a new log group with the retention of `logRetention`
   */
  readonly logGroup?: logs.ILogGroup;
}
