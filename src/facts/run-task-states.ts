/**
 * The integration patterns of a state that calls RunTask, by what follows the action in its resource: request response, run a job, and callback. The call of the SDK
 * has no run a job. Step Functions refuses others: "The resource provided is not recognized".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export const PATTERNS = { state: ['', '.sync', '.waitForTaskToken'], sdkState: ['', '.waitForTaskToken'] } as const;

/** What follows the action in the resource of a state. */
export const PATTERN = /:ecs:runTask(\..*)?$/;

/**
 * The patterns that an Express workflow does not support: "Express state machine does not support '.sync' service integration".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export const STANDARD_ONLY: readonly string[] = ['.sync', '.waitForTaskToken'];
/** The settings with the type of a workflow: of CloudFormation, of SAM, and of the child workflows of a distributed map. */
export const WORKFLOW_TYPE: readonly string[] = ['StateMachineType', 'Type', 'ExecutionType'];

/**
 * The names of the two times of a state. Step Functions refuses a heartbeat that is not below the timeout: "must be smaller than the TimeoutSeconds value".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 * @see https://states-language.net/spec.html
 */
export const STATE_TIMES = { heartbeat: 'HeartbeatSeconds', timeout: 'TimeoutSeconds' } as const;

/**
 * Text with which a definition may pass a task token, or all of the context that has it.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export const TASK_TOKEN = /\$\$\W*Task\b|\$\$(?![.[])|states\.context(?:\.Task|(?!\.))/;
