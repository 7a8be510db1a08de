import { Duration } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { WorkerQueueProps } from './worker-queue-props';
import { ServiceOptions } from '../service-options';

/**
 * Properties of a WorkerService. The props of the first queue are those of the service.
 */
export interface WorkerServiceProps extends ServiceOptions, WorkerQueueProps {
  /**
   * Further queues, by name: letters and digits that begin with a letter, such as `Refunds`. The name is the construct id of the queue; the container has the URL
   * in the environment variable `QUEUE_URL_REFUNDS`.
   *
   * @default - one queue
   */
  readonly otherQueues?: { [name: string]: WorkerQueueProps };

  /**
   * How many messages a task processes at the same time, of all queues together.
   *
   * @default 1
   */
  readonly messagesPerTask?: number;

  /**
   * The minimum number of tasks. With 0 no task runs while all queues are empty, and a message then waits about five minutes until a task is started; up to 20
   * minutes after six hours without messages, when the metrics of SQS pause. A deployment then starts no task and proves nothing.
   *
   * @default - 1, so that the first message is received at once
   */
  readonly minTasks?: number;

  /**
   * The maximum number of tasks. If it equals `minTasks`, the service does not scale.
   */
  readonly maxTasks: number;

  /**
   * How long the service does not scale out again. A task must run before it counts in the metric, so a shorter time starts too many tasks.
   *
   * @default Duration.minutes(3)
   */
  readonly scaleOutCooldown?: Duration;

  /**
   * How long the service does not scale in again.
   *
   * @default Duration.minutes(5)
   */
  readonly scaleInCooldown?: Duration;

  /**
   * Whether the code of the container protects its task from scale-in and deployments while it processes a message. The task role then may do so for the tasks of
   * the cluster.
   *
   * Required if a message takes longer than the stop timeout: ECS would kill the container, and another task would process the message again.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html
   */
  readonly taskProtection?: boolean;

  /**
   * The topic that is notified when a message waits too long, or is in a dead-letter queue. Its policy and that of its key allow CloudWatch to publish; an imported topic
   * or key must allow it already.
   *
   * @default - no alarms. With a topic there are two alarms for each queue, which CloudWatch charges for
   */
  readonly alarmTopic?: sns.ITopic;
}
