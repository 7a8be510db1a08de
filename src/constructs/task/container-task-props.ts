import { Size } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ContainerOptions } from './container-options';
import { TaskSize } from '../capacity/task-size';
import { WorkloadDefaults } from '../profile/workload-defaults';

/**
 * The main container, and the task around it.
 */
export interface ContainerTaskProps extends ContainerOptions, WorkloadDefaults {
  /**
   * The image of the main container: from a registry, Amazon ECR, a directory or a tarball.
   *
   * A directory is built for the CPU architecture of the task. Tarballs and existing image assets are used as they are.
   *
   * @default - required unless `taskDefinition` is set
   */
  readonly image?: ecs.ContainerImage;

  /**
   * The name of the main container.
   *
   * @default web
   */
  readonly containerName?: string;

  /**
   * The port that the main container listens on.
   *
   * @default - 80 when the workload receives traffic, otherwise none
   */
  readonly containerPort?: number;

  /**
   * The name of that port, which Service Connect and VPC Lattice refer to.
   *
   * @default - no name; with a Service Connect server the name of the container
   */
  readonly portName?: string;

  /**
   * The application protocol of that port, for the metrics of Service Connect.
   *
   * @default - TCP
   */
  readonly appProtocol?: ecs.AppProtocol;

  /**
   * The CPU units of the task that are reserved for the main container.
   *
   * @default - no reservation
   */
  readonly containerCpu?: number;

  /**
   * The most memory that the main container may use; it is killed when it uses more.
   *
   * @default - the memory of the task
   */
  readonly containerMemoryLimit?: Size;

  /**
   * The memory of the task that is reserved for the main container.
   *
   * @default - no reservation
   */
  readonly containerMemoryReservation?: Size;

  /**
   * The CPU, memory and disk space of a task.
   *
   * @default - 512 CPU units and 1 GiB; 1024 CPU units and 2 GiB on Windows
   */
  readonly size?: TaskSize;

  /**
   * The CPU architecture of the tasks, and of images that are built for them.
   *
   * @default ecs.CpuArchitecture.X86_64
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;

  /**
   * The operating system of the containers.
   *
   * @default ecs.OperatingSystemFamily.LINUX
   */
  readonly operatingSystemFamily?: ecs.OperatingSystemFamily;

  /**
   * The family of the task definition.
   *
   * @default - derived from the construct path
   */
  readonly family?: string;

  /**
   * The role of the code in the containers.
   *
   * @default - a new role without permissions; grants add them
   */
  readonly taskRole?: iam.IRole;

  /**
   * The role that ECS uses to pull images, read secrets and write logs.
   *
   * @default - a new role with exactly the required permissions
   */
  readonly executionRole?: iam.IRole;

  /**
   * The log group of the containers.
   *
   * @default - a new log group
   */
  readonly logGroup?: logs.ILogGroup;
}
