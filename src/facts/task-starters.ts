/**
 * The actions that a state machine needs to wait until a task has ended. Without them it is not created: "is not authorized to create managed-rule".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/ecs-iam.html
 */
export const WAITING_CALLS: readonly string[] = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];

/**
 * The managed rule of EventBridge that these actions create: one in each account and Region, for all state machines.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/ecs-iam.html
 */
export const WAITING_RULE = 'StepFunctionsGetEventsForECSTaskRule';

/**
 * The actions that it needs while it waits, and what happens without them. Step Functions learns of the end of a task by an event and, if that is lost, by polling.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/ecs-iam.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html
 */
export const CALLS_WHILE_WAITING: ReadonlyMap<string, string> = new Map([
  ['ecs:StopTask', 'the task keeps running if the execution is stopped or times out'],
  ['ecs:DescribeTasks', 'the execution keeps waiting if the event about the end of the task is lost'],
]);

/**
 * The action that tagging tasks needs besides `ecs:RunTask`, unless tag authorization is disabled for the account, and the properties with the tags.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 */
export const TAG_CALL = 'ecs:TagResource';
export const TAG_LISTS: readonly string[] = ['TagList', 'Tags'];
