/**
 * The actions that a state machine needs to wait until a task has ended, and to stop it with the execution.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/ecs-iam.html
 */
export const WAITING_CALLS: readonly string[] = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule', 'ecs:StopTask', 'ecs:DescribeTasks'];

/**
 * The action that tagging tasks needs besides `ecs:RunTask`, unless tag authorization is disabled for the account, and the properties with the tags.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 */
export const TAG_CALL = 'ecs:TagResource';
export const TAG_LISTS: readonly string[] = ['TagList', 'Tags'];

/**
 * The number of tasks that one call starts, and the keys of the number.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const STARTED_TASKS = { keys: ['TaskCount', 'Count'], min: 1, max: 10 } as const;

/** The source of propagated tags that RunTask does not support, because the task belongs to no service. */
export const TAGS_OF_NOBODY = 'SERVICE';
