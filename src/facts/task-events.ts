/**
 * The events of a task that EventBridge receives from ECS, and the fields that tell where it runs. A task that names a launch type has no capacity
 * provider. ECS sends further events with the status RUNNING when a container or an attachment of the task changes.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export const TASK_EVENTS = {
  source: 'aws.ecs',
  detailType: 'ECS Task State Change',
  cluster: 'clusterArn',
  launchType: 'launchType',
  capacityProvider: 'capacityProviderName',
} as const;

/**
 * The last and the desired status of the tasks that are counted. A task that is being stopped still has the last status RUNNING, and the desired status
 * STOPPED.
 */
export const COUNTED_STATES = { started: 'RUNNING', stopped: 'STOPPED' } as const;

/**
 * The permissions that EventBridge needs to write events to a log group. CloudWatch Logs accepts them in a resource policy only, of which an account
 * can have 10 in a Region. The call that creates a log stream does not have the ARN of the rule: the policy in the guide limits PutLogEvents only.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 * @see https://github.com/aws-samples/serverless-patterns/pull/618
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export const EVENT_LOG_WRITERS: readonly string[] = ['events.amazonaws.com', 'delivery.logs.amazonaws.com'];

/**
 * The end of a task: the stop code of a task whose essential container has ended, with any exit code.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const TASK_ENDS = { containerExited: 'EssentialContainerExited' } as const;
