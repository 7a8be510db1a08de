import { Duration, Size } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { SecretSource } from '../secrets/secret-source';

/**
 * Options of every container of a task: the main container and added containers.
 */
export interface ContainerOptions {
  /**
   * The command that the container runs.
   *
   * @default - the command of the image
   */
  readonly command?: string[];

  /**
   * The entry point of the container.
   *
   * @default - the entry point of the image
   */
  readonly entryPoint?: string[];

  /**
   * The directory in which the command runs.
   *
   * @default - the working directory of the image
   */
  readonly workingDirectory?: string;

  /**
   * The user that the container runs as, such as `node` or `1000:1000`.
   *
   * @default - the user of the image
   */
  readonly user?: string;

  /**
   * Environment variables. Everyone who can read the task definition can read them: use `secrets` for passwords.
   *
   * @default - only the variables that the image and ECS set
   */
  readonly environment?: { [name: string]: string };

  /**
   * Files with environment variables in Amazon S3. The execution role gets permission to read them; if the bucket has a KMS key, also call
   * `key.grantDecrypt` for that role.
   *
   * @default - no files
   */
  readonly environmentFiles?: ecs.EnvironmentFile[];

  /**
   * Environment variables whose values ECS reads from Secrets Manager or Parameter Store when a task starts.
   *
   * @default - no secrets
   */
  readonly secrets?: { [name: string]: SecretSource };

  /**
   * The health check that ECS runs inside the container.
   *
   * @default - a container is healthy while it runs
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html
   */
  readonly healthCheck?: ecs.HealthCheck;

  /**
   * The log driver of the container.
   *
   * @default - the log group of the workload, in CloudWatch Logs
   */
  readonly logging?: ecs.LogDriver;

  /**
   * Whether the root file system of the container is read-only. ECS Exec needs to write to it.
   *
   * @default false
   */
  readonly readonlyRootFilesystem?: boolean;

  /**
   * How long containers that depend on this one wait for it to start, at least 2 seconds.
   *
   * @default - 3 minutes
   */
  readonly startTimeout?: Duration;

  /**
   * How long the container may take to exit after SIGTERM before ECS kills it, 2 to 120 seconds on Fargate.
   *
   * @default - 30 seconds
   */
  readonly stopTimeout?: Duration;

  /**
   * Whether ECS restarts the container when it exits, without replacing the task.
   *
   * @default - true if `restartIgnoredExitCodes` or `restartAttemptPeriod` is set, otherwise false
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html
   */
  readonly enableRestartPolicy?: boolean;

  /**
   * Exit codes after which the container is not restarted.
   *
   * @default - the container is restarted after every exit
   */
  readonly restartIgnoredExitCodes?: number[];

  /**
   * How long the container must run before it can be restarted, 60 to 1800 seconds.
   *
   * @default - 5 minutes
   */
  readonly restartAttemptPeriod?: Duration;

  /**
   * Labels of the container.
   *
   * @default - no labels
   */
  readonly dockerLabels?: { [name: string]: string };

  /**
   * Limits on files, processes and more.
   *
   * @default - the limits of the compute
   */
  readonly ulimits?: ecs.Ulimit[];

  /**
   * Kernel parameters (sysctl) of the container.
   *
   * @default - the parameters of the compute
   */
  readonly systemControls?: ecs.SystemControl[];

  /**
   * Linux settings such as capabilities. Cannot be combined with `initProcessEnabled`.
   *
   * @default - the settings of the compute
   */
  readonly linuxParameters?: ecs.LinuxParameters;

  /**
   * Whether an init process runs in the container, which forwards signals and reaps processes.
   *
   * @default false
   */
  readonly initProcessEnabled?: boolean;

  /**
   * Whether ECS resolves the image tag to a digest, so that all tasks of a deployment run the same image.
   *
   * @default - ECS resolves it
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html#deployment-container-image-stability
   */
  readonly versionConsistency?: ecs.VersionConsistency;

  /**
   * The number of GPUs of the instance that are reserved for the container, at least 1. On instances with GPUs only; Fargate has none.
   *
   * @default - no GPU
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html
   */
  readonly gpuCount?: number;

  /**
   * Whether the container has the rights of root on its instance. On Linux instances only, not on Fargate.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * Names and IP addresses that are added to `/etc/hosts`. On Linux instances only, and not in network mode awsvpc.
   *
   * @default - no further names
   */
  readonly extraHosts?: { [name: string]: string };

  /**
   * The host name of the container. Not in network mode awsvpc, in which it is the DNS name of the network interface.
   *
   * @default - a name that Docker chooses
   */
  readonly hostname?: string;

  /**
   * Labels for SELinux or AppArmor, such as `no-new-privileges`. On instances only, not on Fargate.
   *
   * @default - the options of the compute
   */
  readonly dockerSecurityOptions?: string[];

  /**
   * The credential specification of a group Managed Service Account (gMSA) for Active Directory: at most one. The execution role gets permission to
   * read it; if the bucket or parameter has a KMS key, also call `key.grantDecrypt` for that role.
   *
   * @default - the container is not a member of a domain
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-gmsa.html
   */
  readonly credentialSpecs?: ecs.CredentialSpec[];

  /**
   * Whether the standard input of the container stays open.
   *
   * @default false
   */
  readonly interactive?: boolean;

  /**
   * Whether the container has a terminal (TTY).
   *
   * @default false
   */
  readonly pseudoTerminal?: boolean;
}

/**
 * A container that runs beside the main one.
 */
export interface AddContainerOptions extends ContainerOptions {
  /**
   * The image of the container.
   *
   * A directory is built for the CPU architecture of the task.
   */
  readonly image: ecs.ContainerImage;

  /**
   * Whether the task stops when this container stops.
   *
   * @default true
   */
  readonly essential?: boolean;

  /**
   * The ports that the container listens on.
   *
   * @default - no ports
   */
  readonly portMappings?: ecs.PortMapping[];

  /**
   * The CPU units of the task that are reserved for the container; 1024 units are one vCPU.
   *
   * @default - no reservation
   */
  readonly cpu?: number;

  /**
   * The maximum memory of the container (hard limit); the container is killed when it exceeds it.
   *
   * @default - the memory of the task
   */
  readonly memoryLimit?: Size;

  /**
   * The memory of the task that is reserved for the container (soft limit).
   *
   * @default - no reservation
   */
  readonly memoryReservation?: Size;
}

const NAMES: Readonly<Record<keyof ContainerOptions, true>> = {
  command: true,
  entryPoint: true,
  workingDirectory: true,
  user: true,
  environment: true,
  environmentFiles: true,
  secrets: true,
  healthCheck: true,
  logging: true,
  readonlyRootFilesystem: true,
  startTimeout: true,
  stopTimeout: true,
  enableRestartPolicy: true,
  restartIgnoredExitCodes: true,
  restartAttemptPeriod: true,
  dockerLabels: true,
  ulimits: true,
  systemControls: true,
  linuxParameters: true,
  initProcessEnabled: true,
  versionConsistency: true,
  gpuCount: true,
  privileged: true,
  extraHosts: true,
  hostname: true,
  dockerSecurityOptions: true,
  credentialSpecs: true,
  interactive: true,
  pseudoTerminal: true,
};

/** The names of the options, for checks. */
export const CONTAINER_OPTION_NAMES: readonly string[] = Object.keys(NAMES);

/** The container options among wider props. */
export function containerOptionsOf(props: ContainerOptions): ContainerOptions {
  return Object.fromEntries(Object.entries(props).filter(([name]) => name in NAMES));
}
