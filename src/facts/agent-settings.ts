import type { Format } from './value-format';

/** The operating systems whose AMIs have their own form of agent settings. */
export type AgentSystem = 'AMAZON_LINUX' | 'BOTTLEROCKET' | 'WINDOWS';

/** A setting of the ECS agent in its two forms; one that a system does not have is undefined. */
export interface AgentSetting {
  /** The environment variable of the agent, on Amazon Linux and Windows. */
  readonly variable: string;
  /** The key in the table `settings.ecs` of Bottlerocket. */
  readonly bottlerocket?: string;
  readonly isLinuxOnly?: true;
}

/**
 * The settings of the ECS agent that the props of an instance group set.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/README.md
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
export const AGENT_SETTINGS = {
  eniTrunking: { variable: 'ECS_ENABLE_HIGH_DENSITY_ENI', isLinuxOnly: true },
  spotDraining: { variable: 'ECS_ENABLE_SPOT_INSTANCE_DRAINING', bottlerocket: 'enable-spot-instance-draining' },
  containerMetadata: { variable: 'ECS_ENABLE_CONTAINER_METADATA', bottlerocket: 'enable-container-metadata' },
  blockInstanceMetadata: { variable: 'ECS_AWSVPC_BLOCK_IMDS', bottlerocket: 'awsvpc-block-imds' },
  imageCleanupInterval: { variable: 'ECS_IMAGE_CLEANUP_INTERVAL', bottlerocket: 'image-cleanup-wait' },
  imageMinimumAge: { variable: 'ECS_IMAGE_MINIMUM_CLEANUP_AGE', bottlerocket: 'image-cleanup-age' },
  imagesPerCleanup: { variable: 'ECS_NUM_IMAGES_DELETE_PER_CYCLE', bottlerocket: 'image-cleanup-delete-per-cycle' },
  imagePullBehavior: { variable: 'ECS_IMAGE_PULL_BEHAVIOR', bottlerocket: 'image-pull-behavior' },
  taskCleanupDelay: { variable: 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION', bottlerocket: 'task-cleanup-wait' },
  logDrivers: { variable: 'ECS_AVAILABLE_LOGGING_DRIVERS', bottlerocket: 'logging-drivers' },
  reservedMemory: { variable: 'ECS_RESERVED_MEMORY', bottlerocket: 'reserved-memory' },
  privileged: { variable: 'ECS_DISABLE_PRIVILEGED', bottlerocket: 'allow-privileged-containers', isLinuxOnly: true },
  gmsa: { variable: 'ECS_GMSA_SUPPORTED' },
  instanceAttributes: { variable: 'ECS_INSTANCE_ATTRIBUTES', bottlerocket: 'instance-attributes' },
} as const satisfies Readonly<Record<string, AgentSetting>>;

export type AgentSettingName = keyof typeof AGENT_SETTINGS;

/** The agent registers an instance of a warm pool only when it is in service. Bottlerocket waits before it starts the agent. */
export const WARM_POOLS_VARIABLE = 'ECS_WARM_POOLS_CHECK';
export const BOTTLEROCKET_WARM_POOLS = { table: 'settings.autoscaling', key: 'should-wait' } as const;

/** Without it the agent on Windows does not use the execution role of a task for its logs. On Linux AMIs it is set. */
export const WINDOWS_LOG_ROLE_VARIABLE = 'ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE';

/** The log drivers that the agent on Windows is told of; those of Linux are set in the AMIs. */
export const WINDOWS_LOG_DRIVERS: readonly string[] = ['json-file', 'awslogs'];

/**
 * The agent ignores lower values of the clean-up settings: the interval and the delay in seconds, and the number of images.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export const AGENT_BOUNDS = {
  imageCleanupInterval: { min: 600 },
  imageMinimumAge: { min: 0 },
  imagesPerCleanup: { min: 1 },
  taskCleanupDelay: { min: 1 },
  reservedMemory: { min: 0 },
} as const;

/**
 * The name and the value of an instance attribute.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html
 */
export const ATTRIBUTE_NAME: Format = { pattern: /^[\w./\\-]{1,128}$/, form: 'at most 128 letters, digits, hyphens, underscores, slashes, backslashes and periods' };
export const ATTRIBUTE_VALUE: Format = {
  pattern: /^(?! )[\w./\\@: -]{1,128}(?<! )$/,
  form: 'at most 128 letters, digits, spaces and the characters - _ . / \\ @ :, without a space at the begin or end',
};

/** The cluster that an instance joins. Without a setting, that is the cluster `default`, in which services without a cluster run too. */
export const CLUSTER_VARIABLE = 'ECS_CLUSTER';
export const DEFAULT_CLUSTER = 'default';

/** The variables by the keys of Bottlerocket, with their table. */
export const BOTTLEROCKET_VARIABLES: ReadonlyMap<string, string> = new Map([
  ['settings.ecs.cluster', CLUSTER_VARIABLE],
  [`${BOTTLEROCKET_WARM_POOLS.table}.${BOTTLEROCKET_WARM_POOLS.key}`, WARM_POOLS_VARIABLE],
  ...Object.values(AGENT_SETTINGS).flatMap(({ variable, ...rest }: AgentSetting) => rest.bottlerocket === undefined ? [] : [[`settings.ecs.${rest.bottlerocket}`, variable] as const]),
]);

/**
 * The values of switches: the agent reads them with ParseBool of Go.
 *
 * Read on 2026-11-30.
 *
 * @see https://pkg.go.dev/strconv#ParseBool
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/agent/utils/utils.go
 */
const ON: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const OFF: readonly string[] = ['0', 'f', 'F', 'FALSE', 'false', 'False'];
const FLAG: Format = { oneOf: [...ON, ...OFF], form: 'true or false' };

/** Whether the value of a switch turns it off. */
export function isOff(value: string): boolean { return OFF.includes(value); }

const DURATION: Format = { pattern: /^(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/, form: 'a duration such as 10m' };

/**
 * The values of variables of the agent. It ignores others, with a line in its log, and uses the default.
 *
 * Read on 2026-11-30.
 *
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/README.md
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth-container-instances.html
 */
export const AGENT_FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ...['ECS_ENABLE_SPOT_INSTANCE_DRAINING', 'ECS_ENABLE_TASK_IAM_ROLE', 'ECS_ENABLE_TASK_ENI', 'ECS_AWSVPC_BLOCK_IMDS', 'ECS_ENABLE_CONTAINER_METADATA', 'ECS_ENABLE_HIGH_DENSITY_ENI',
    'ECS_DISABLE_PRIVILEGED', 'ECS_ENABLE_GPU_SUPPORT', WARM_POOLS_VARIABLE, WINDOWS_LOG_ROLE_VARIABLE].map(name => [name, FLAG] as const),
  ...['ECS_IMAGE_CLEANUP_INTERVAL', 'ECS_IMAGE_MINIMUM_CLEANUP_AGE', 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION', 'ECS_CONTAINER_STOP_TIMEOUT', 'ECS_CONTAINER_START_TIMEOUT']
    .map(name => [name, DURATION] as const),
  ['ECS_NUM_IMAGES_DELETE_PER_CYCLE', { min: 1, max: Infinity, form: 'a number of 1 or more' }],
  ['ECS_RESERVED_MEMORY', { min: 0, max: Infinity, form: 'a number of MiB' }],
  ['ECS_IMAGE_PULL_BEHAVIOR', { oneOf: ['default', 'always', 'once', 'prefer-cached'] }],
  ['ECS_ENGINE_AUTH_TYPE', { oneOf: ['dockercfg', 'docker'] }],
]);

/** The variables whose value is JSON: a list, or a map. */
export const JSON_VARIABLES: ReadonlyMap<string, 'list' | 'map'> = new Map([
  ['ECS_AVAILABLE_LOGGING_DRIVERS', 'list'], ['ECS_INSTANCE_ATTRIBUTES', 'map'], ['ECS_ENGINE_AUTH_DATA', 'map'], ['ECS_CONTAINER_INSTANCE_TAGS', 'map'],
]);
