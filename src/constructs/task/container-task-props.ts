import { Duration, Size } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { TaskSize } from './task-size';
import { SecretSource } from '../secrets/secret-source';

/**
 * The container that does the work, and the task around it.
 */
export interface ContainerTaskProps {
  /**
   * The image of the container: from a registry, Amazon ECR, a directory or a tarball.
   *
   * A directory is built for the CPU architecture of the task. Tarballs and ready image assets are taken as they are built.
   *
   * @default - none, with a ready task definition; otherwise there must be one
   */
  readonly image?: ecs.ContainerImage;

  /**
   * The command that the container runs.
   *
   * @default - that of the image
   */
  readonly command?: string[];

  /**
   * The entry point of the container.
   *
   * @default - that of the image
   */
  readonly entryPoint?: string[];

  /**
   * Environment variables. Everybody who may read the task definition reads them: put passwords into `secrets`.
   *
   * @default - none but what the image and ECS set
   */
  readonly environment?: { [name: string]: string };

  /**
   * Files of environment variables in S3.
   *
   * @default - none
   */
  readonly environmentFiles?: ecs.EnvironmentFile[];

  /**
   * Environment variables whose values ECS reads from Secrets Manager or Parameter Store when a task starts.
   *
   * @default - none
   */
  readonly secrets?: { [name: string]: SecretSource };

  /**
   * The port that the container listens on.
   *
   * @default - 80 when the service is exposed, otherwise none
   */
  readonly containerPort?: number;

  /**
   * How ECS itself finds out whether the container is well.
   *
   * @default - a container is well while it runs
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html
   */
  readonly healthCheck?: ecs.HealthCheck;

  /**
   * The name of the container.
   *
   * @default web
   */
  readonly containerName?: string;

  /**
   * How much CPU and memory a task has.
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
   * The disk space of a task; 21 to 200 GiB.
   *
   * @default - 20 GiB, without charge
   */
  readonly ephemeralStorage?: Size;

  /**
   * The family that the versions of the task definition belong to.
   *
   * @default - made of the path of the construct
   */
  readonly family?: string;

  /**
   * What the code in the containers may do.
   *
   * @default - a new role that may do nothing until it is granted something
   */
  readonly taskRole?: iam.IRole;

  /**
   * What ECS may do to start a task: pull the image, read the secrets, write the log.
   *
   * @default - a new role that may do exactly that
   */
  readonly executionRole?: iam.IRole;

  /**
   * The log group of the containers.
   *
   * @default - a new one
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long a new log group keeps the log. Not together with `logGroup`.
   *
   * @default logs.RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Where the log of the container goes instead of CloudWatch Logs.
   *
   * @default - to the log group
   */
  readonly logging?: ecs.LogDriver;

  /**
   * The user that the container runs as, such as `node` or `1000:1000`.
   *
   * @default - that of the image
   */
  readonly user?: string;

  /**
   * Whether the container sees its root file system as read-only. ECS Exec needs to write to it.
   *
   * @default false
   */
  readonly readonlyRootFilesystem?: boolean;

  /**
   * How long the container may take to end by itself before it is killed; 2 to 120 seconds.
   *
   * @default - 30 seconds
   */
  readonly stopTimeout?: Duration;

  /**
   * Labels of the container.
   *
   * @default - none
   */
  readonly dockerLabels?: { [name: string]: string };

  /**
   * Limits on files, processes and more.
   *
   * @default - those of Fargate
   */
  readonly ulimits?: ecs.Ulimit[];
}
