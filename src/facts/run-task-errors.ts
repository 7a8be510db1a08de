/**
 * The errors of a state that runs tasks after which no task has started, and a later call may succeed:
 *
 * - `ECS.AmazonECSException`: too many calls of RunTask, or no capacity of Fargate.
 * - `ECS.InvalidParameterException`: too many calls to Amazon EC2 on behalf of RunTask ("Error retrieving subnet information: Rate exceeded"). Wrong parameters
 *   cause the same error.
 *
 * After `ECS.ServerException` a task may have started.
 *
 * Read on 2026-11-30.
 *
 * @see https://repost.aws/knowledge-center/ecs-fargate-runtask-capacity
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 * @see https://github.com/cdklabs/construct-hub/pull/415
 * @see https://github.com/dagster-io/dagster/issues/33439
 */
export const ERRORS_BEFORE_START: readonly string[] = ['ECS.AmazonECSException', 'ECS.InvalidParameterException'];

/**
 * The error of a state that waits for tasks, if the response of RunTask has `failures`, such as instances without enough memory. Other tasks of the same call
 * may have started.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export const ERROR_OF_FAILURES = 'AmazonECS.Unknown';

/**
 * The reasons of `failures` in the response of RunTask that other tasks or new instances may end: no room on the instances, no connected agent, no
 * capacity of Fargate. The others, such as `ATTRIBUTE` and `MISSING`, need a change.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 * @see https://github.com/apache/airflow/issues/48001
 */
export const FAILURES_THAT_PASS = /^(RESOURCE|AGENT|Capacity)/;
