/**
 * The errors of a state that runs tasks and waits for them. `failures` in the response of RunTask, such as instances without enough memory, fail the state with the
 * first one; other tasks of the same call may have started. `States.TaskFailed` stands for every error except a timeout in a retry or catch; a task whose
 * essential container has another exit code than 0 fails with it, and its description is the cause.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export const RUN_ERRORS = { failures: 'AmazonECS.Unknown', failed: 'States.TaskFailed', timeout: 'States.Timeout', any: 'States.ALL' } as const;

/**
 * The errors of a state that runs tasks after which no task has started, and a later call may succeed:
 *
 * - `ECS.AmazonECSException`: too many calls of RunTask, or no capacity of Fargate.
 * - `ECS.InvalidParameterException`: too many calls to Amazon EC2 on behalf of RunTask ("Error retrieving subnet information: Rate exceeded"). Wrong parameters
 *   cause the same error.
 * - `ECS.ClientException`: too many tasks of the cluster in the state PROVISIONING. Identifiers that are not valid cause the same error.
 * - `ECS.ThrottlingException` and `ECS.ServiceUnavailableException`: the names that the API has for too many calls and for a service that is not available.
 *
 * Read on 2026-11-30.
 *
 * @see https://repost.aws/knowledge-center/ecs-fargate-runtask-capacity
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
 * @see https://github.com/cdklabs/construct-hub/pull/415
 * @see https://github.com/dagster-io/dagster/issues/33439
 */
export const ERRORS_BEFORE_START: readonly string[] = [
  'ECS.AmazonECSException', 'ECS.InvalidParameterException', 'ECS.ClientException', 'ECS.ThrottlingException', 'ECS.ServiceUnavailableException',
];

/**
 * The errors after which a task may have started: ECS or the network failed during the call.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const ERRORS_AFTER_START: readonly string[] = ['ECS.ServerException', 'ECS.SdkClientException'];

/**
 * The errors of RunTask that another call cannot repair.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const PERMANENT_ERRORS: readonly string[] = [
  'ECS.AccessDeniedException', 'ECS.BlockedException', 'ECS.ClusterNotFoundException',
  'ECS.PlatformTaskDefinitionIncompatibilityException', 'ECS.PlatformUnknownException', 'ECS.UnsupportedFeatureException',
];

/**
 * Texts in the description of a stopped task whose capacity was taken away or was not available: the stop code of Spot, the reason of a task on an instance that was terminated, and the
 * reason when Fargate has no capacity.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
export const LOST_CAPACITY: readonly string[] = ['SpotInterruption', 'TerminationNotice', 'Host EC2', 'Capacity is unavailable'];

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
