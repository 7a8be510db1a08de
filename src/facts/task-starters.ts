/**
 * What a state machine calls to wait until a task has ended.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export const WAITING_CALLS: readonly string[] = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];
