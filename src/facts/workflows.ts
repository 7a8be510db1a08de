/**
 * The retries of a state, and the seconds that a state may take. An execution of a Standard workflow lasts a year at most.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const STATE_RETRIES = {
  attempts: { min: 0, max: 99_999_999 },
  intervalSeconds: { min: 1, max: 99_999_999 },
  backoffRate: { min: 1 },
  /** Above the interval, and at most 366 days. */
  maxDelaySeconds: { max: 31_622_400 },
  timeoutSeconds: { min: 1, max: 31_536_000 },
} as const;

/**
 * The errors of a state that runs a task and waits for it. `failures` in the answer of RunTask fail the state with the first one. `States.TaskFailed` stands for every
 * error except a timeout in a retry or catch; a task whose essential container has another exit code than 0 fails with it, and its description is the cause.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export const RUN_ERRORS = { notPlaced: 'AmazonECS.Unknown', failed: 'States.TaskFailed', timeout: 'States.Timeout', any: 'States.ALL' } as const;

/**
 * The errors of RunTask with which no task has started. Another call can succeed after the first ones, and fails again after the others.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
 */
export const TRANSIENT_ECS_ERRORS: readonly string[] = ['ECS.ServerException', 'ECS.ThrottlingException', 'ECS.ServiceUnavailableException', 'ECS.SdkClientException'];
export const PERMANENT_ECS_ERRORS: readonly string[] = [
  'ECS.AccessDeniedException', 'ECS.BlockedException', 'ECS.ClientException', 'ECS.ClusterNotFoundException', 'ECS.InvalidParameterException',
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
