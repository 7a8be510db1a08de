import type { ImageSystem } from './user-data';
import type { Verdict } from './verdict';

/**
 * The log drivers that the agent offers without `ECS_AVAILABLE_LOGGING_DRIVERS`; not known for Windows. The agent always supports awsfirelens.
 *
 * Read on 2026-11-30.
 *
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/ecs-init/docker/docker.go
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
export const OFFERED_LOG_DRIVERS: Readonly<Partial<Record<ImageSystem, readonly string[]>>> = {
  AMAZON_LINUX: ['json-file', 'syslog', 'awslogs', 'fluentd', 'none'],
  BOTTLEROCKET: ['json-file', 'awslogs', 'none'],
};
export const DRIVER_OF_AGENT = 'awsfirelens';
export const LOG_DRIVERS_VARIABLE = 'ECS_AVAILABLE_LOGGING_DRIVERS';

/**
 * The drivers that the agent accepts in that variable; it does not start with others: "Invalid logging drivers".
 *
 * Read on 2026-11-30.
 *
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/agent/config/config.go
 * @see https://github.com/aws/amazon-ecs-agent/pull/2766
 */
export const AGENT_LOG_DRIVERS: readonly string[] = [
  'json-file', 'syslog', 'journald', 'gelf', 'fluentd', 'awslogs', 'splunk', 'logentries', 'sumologic', 'none', DRIVER_OF_AGENT,
];

/** What a task may need of its instances, besides room and log drivers. */
export type InstanceNeed = 'taskRole' | 'awsvpc' | 'executionRoleLogs' | 'gpu' | 'neuron' | 'credentialSpec' | 'domainlessCredentialSpec' | 'swappiness';

/** How instances of some systems get a capability: by a variable with the value true, or by their AMI. */
export interface InstanceCapability {
  readonly need: InstanceNeed;
  readonly systems: readonly ImageSystem[];
  readonly variable?: string;
  /** The public parameters of the AMIs that have it without a setting. */
  readonly images?: RegExp;
  /** Whether user data cannot add it. */
  readonly isFixed?: true;
  /** What the task has, as messages print it. */
  readonly task: string;
  /** What the instances lack, after "the instances". */
  readonly lack: string;
  readonly otherwise: Verdict;
}

/**
 * The capabilities that AMIs of AWS have only with a setting, or not at all. ECS places a task only on instances that registered each of its capabilities as an
 * attribute. aws-cdk-lib does not set `-EnableTaskIAMRole`, so that this is not certain to fail.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/README.md
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-inference.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/linux-gmsa.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tutorial-gmsa-windows.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/al2-to-al2023-ami-transition.html
 */
export const INSTANCE_CAPABILITIES: readonly InstanceCapability[] = [
  {
    need: 'taskRole',
    systems: ['WINDOWS'],
    variable: 'ECS_ENABLE_TASK_IAM_ROLE',
    otherwise: 'doubtful',
    task: 'the task has a task role',
    lack: 'do not offer task roles; add -EnableTaskIAMRole to Initialize-ECSAgent',
  },
  {
    need: 'awsvpc',
    systems: ['WINDOWS'],
    variable: 'ECS_ENABLE_TASK_ENI',
    otherwise: 'refused',
    task: 'the task has network mode awsvpc',
    lack: 'do not offer network interfaces for tasks; add -EnableTaskENI to Initialize-ECSAgent',
  },
  {
    need: 'executionRoleLogs',
    systems: ['WINDOWS'],
    variable: 'ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE',
    otherwise: 'refused',
    task: 'the task sends logs with its execution role',
    lack: 'do not use it; set ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE to true before Initialize-ECSAgent',
  },
  {
    need: 'gpu',
    systems: ['AMAZON_LINUX', 'BOTTLEROCKET'],
    variable: 'ECS_ENABLE_GPU_SUPPORT',
    images: /\/gpu\/|nvidia/,
    otherwise: 'refused',
    task: 'the task requests a GPU',
    lack: 'have an AMI without drivers for GPUs; use one of the GPU AMIs',
  },
  {
    need: 'neuron',
    systems: ['AMAZON_LINUX', 'BOTTLEROCKET'],
    images: /\/neuron\/|\/inf\//,
    otherwise: 'refused',
    task: 'the task uses a Neuron device',
    lack: 'have an AMI without drivers for Neuron devices; use the Neuron AMI',
  },
  {
    need: 'credentialSpec',
    systems: ['AMAZON_LINUX', 'BOTTLEROCKET'],
    variable: 'ECS_GMSA_SUPPORTED',
    otherwise: 'refused',
    task: 'the task has a credential spec',
    lack: 'do not support gMSA; install credentials-fetcher, and set ECS_GMSA_SUPPORTED=true',
  },
  {
    need: 'domainlessCredentialSpec',
    systems: ['WINDOWS'],
    variable: 'ECS_GMSA_SUPPORTED',
    otherwise: 'refused',
    task: 'the task has a credential spec without a domain',
    lack: 'do not support it; set ECS_GMSA_SUPPORTED to TRUE before Initialize-ECSAgent',
  },
  {
    need: 'swappiness',
    systems: ['AMAZON_LINUX'],
    images: /\/(?:amazon-linux-2|amazon-linux|amzn2[\w-]*)(?:\/|$)/,
    isFixed: true,
    otherwise: 'doubtful',
    task: 'a container sets Swappiness',
    lack: 'have Amazon Linux 2023, whose cgroups ignore it; remove swappiness',
  },
];
