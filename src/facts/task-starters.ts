/**
 * What a state machine calls to wait until a task has ended.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export const WAITING_CALLS: readonly string[] = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];

/**
 * What giving tags to tasks takes besides `ecs:RunTask`, unless the account has tag authorization switched off; and where the tags are written.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 */
export const TAG_CALL = 'ecs:TagResource';
export const TAG_LISTS: readonly string[] = ['TagList', 'Tags'];

/**
 * How many tasks one call starts, and under which keys the number stands.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const STARTED_TASKS = { keys: ['TaskCount', 'Count'], min: 1, max: 10 } as const;

/** Whose tags a started task cannot be given: it belongs to no service. */
export const TAGS_OF_NOBODY = 'SERVICE';
