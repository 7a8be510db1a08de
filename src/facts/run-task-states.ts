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
 */
export const STANDARD_ONLY: readonly string[] = ['.sync', '.waitForTaskToken'];
/** The properties with the type of a workflow, of CloudFormation and SAM. */
export const WORKFLOW_TYPE: readonly string[] = ['StateMachineType', 'Type'];

/**
 * Text with which a definition may pass a task token, or all of the context that has it.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export const TASK_TOKEN = /\$\$\W*Task\b|\$\$(?![.[])|states\.context(?:\.Task|(?!\.))/;
