import type { RequiredMembers } from './task-members';
import { Format, ValueFormat } from './value-format';

const LAUNCH_TYPE: Format = { oneOf: ['EC2', 'FARGATE', 'EXTERNAL'], form: 'EC2, FARGATE or EXTERNAL; FARGATE_SPOT and Managed Instances need a capacity provider strategy' };
const PUBLIC_IP: Format = { oneOf: ['ENABLED', 'DISABLED'] };
const TAG_SOURCE_OF_TARGETS: Format = { oneOf: ['TASK_DEFINITION'], form: 'TASK_DEFINITION, or not set, because the tasks belong to no service' };
const TAG_SOURCE: Format = { oneOf: ['TASK_DEFINITION', 'NONE'], form: 'TASK_DEFINITION or NONE, because the tasks belong to no service' };
/**
 * The number of tasks that one call of RunTask starts.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const RUN_TASK_COUNT = { min: 1, max: 10 } as const;

const COUNT = { ...RUN_TASK_COUNT, unit: 'tasks', form: 'from 1 to 10; start more tasks with several calls' };
const TAG_KEY: Format = { pattern: /^(?!aws:)/i, form: 'without the prefix aws:, which AWS reserves' };
const CONSTRAINT: Format = { oneOf: ['distinctInstance', 'memberOf'] };
const STRATEGY: Format = { oneOf: ['binpack', 'random', 'spread'] };

/** The settings that the parameters of targets and the request of RunTask share; `network` is the key of their network configuration. */
function settings(network: string): readonly ValueFormat[] {
  return [
    { path: 'LaunchType', ...LAUNCH_TYPE, otherwise: 'refused' },
    { path: `NetworkConfiguration/${network}/AssignPublicIp`, ...PUBLIC_IP, otherwise: 'refused' },
    { path: 'PlacementConstraints/*/Type', ...CONSTRAINT, otherwise: 'refused' },
    { path: 'PlacementStrategy/*/Type', ...STRATEGY, otherwise: 'refused' },
    { path: 'PlacementStrategies/*/Type', ...STRATEGY, otherwise: 'refused' },
    { path: 'ReferenceId', pattern: /^[^]{0,1024}$/, form: 'at most 1024 characters long', otherwise: 'refused' },
    { path: 'Tags/*/Key', ...TAG_KEY, otherwise: 'refused' },
    { path: 'TagList/*/Key', ...TAG_KEY, otherwise: 'refused' },
  ];
}

/**
 * The format of the parameters of a task that EventBridge starts.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EcsParameters.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_EcsParameters.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeTargetEcsTaskParameters.html
 */
function ofTarget(network: string): readonly ValueFormat[] {
  return [
    ...settings(network),
    { path: 'TaskCount', ...COUNT, otherwise: 'refused' },
    { path: 'PropagateTags', ...TAG_SOURCE_OF_TARGETS, otherwise: 'refused' },
    { path: 'Group', pattern: /^[^]{0,255}$/, form: 'at most 255 characters long', otherwise: 'refused' },
  ];
}

/**
 * The text by which ListTasks finds tasks; its length was 36 before.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const STARTED_BY: readonly Format[] = [
  { pattern: /^[^]{0,128}$/, form: 'at most 128 characters long' },
  { pattern: /^[A-Za-z0-9_/-]*$/, form: 'letters, digits, hyphens, underscores and slashes' },
];

/**
 * The format of the parameters of RunTask. ECS treats a group with the prefix family: or service: as its own.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
const OF_REQUEST: readonly ValueFormat[] = [
  ...settings('AwsvpcConfiguration'),
  { path: 'Count', ...COUNT, otherwise: 'refused' },
  { path: 'PropagateTags', ...TAG_SOURCE, otherwise: 'refused' },
  { path: 'StartedBy', ...STARTED_BY[0], otherwise: 'refused' },
  { path: 'StartedBy', ...STARTED_BY[1], otherwise: 'doubtful' },
  { path: 'ClientToken', pattern: /^[!-~]{0,64}$/, form: 'at most 64 ASCII characters without spaces', otherwise: 'refused' },
];

/** The format of the parameters of each starter of tasks. */
export const STARTER_FORMATS: ReadonlyMap<string, readonly ValueFormat[]> = new Map([
  ['rule', ofTarget('AwsVpcConfiguration')],
  ['schedule', ofTarget('AwsvpcConfiguration')],
  ['pipe', ofTarget('AwsvpcConfiguration')],
  ...['state', 'sdkState', 'universalSchedule', 'customResource'].map(starter => [starter, OF_REQUEST] as const),
]);

/**
 * What a starter requires of the parameters. Step Functions answers "The field 'TaskDefinition' is required but was missing".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-events-rule-ecsparameters.html
 */
export function requiredParameters(starter: string): readonly RequiredMembers[] {
  const isTarget = ['rule', 'schedule', 'pipe'].includes(starter);
  return [{ path: '', anyOf: [isTarget ? 'TaskDefinitionArn' : 'TaskDefinition'], otherwise: 'refused' }];
}

/**
 * The retries of a target of a rule or schedule, and the name of a target.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
 */
export const TARGET_FORMATS: readonly ValueFormat[] = [
  { path: 'RetryPolicy/MaximumRetryAttempts', min: 0, max: 185, otherwise: 'refused' },
  { path: 'RetryPolicy/MaximumEventAgeInSeconds', min: 60, max: 86_400, unit: 'seconds', otherwise: 'refused' },
  { path: 'Id', pattern: /^[A-Za-z0-9_.-]{1,64}$/, form: '1 to 64 letters, digits, periods, hyphens and underscores', otherwise: 'refused' },
];

/**
 * The maximum number of characters in the overrides of RunTask, with the characters of their JSON, and in the input of an EventBridge target.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
 */
export const OVERRIDE_CHARACTERS = 8192;
