import { Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';

/**
 * Properties of a queue of a WorkerService, and of the work that its messages are.
 */
export interface WorkerQueueProps {
  /**
   * How long a task processes one message on average. Scaling calculates the number of tasks from it.
   */
  readonly processingTime: Duration;

  /**
   * How long a task processes one message at most, up to 12 hours. The visibility timeout and the stop timeout are at least as long.
   *
   * @default - `processingTime`
   */
  readonly longestProcessingTime?: Duration;

  /**
   * How long a message may wait until a task receives it. The service scales so that the last visible message waits no longer, within `maxTasks`.
   *
   * @default Duration.minutes(10)
   */
  readonly latencyGoal?: Duration;

  /**
   * An existing queue. Its dead-letter queue, timeouts and encryption are set where it is created, so other props of a new queue cannot be combined with it.
   *
   * The visibility timeout of an imported queue is unknown, and is not checked.
   *
   * @default - a new queue and a dead-letter queue, which only accept requests over TLS. CloudFormation deletes both, with their messages, when they are removed
   * from the stack
   */
  readonly queue?: sqs.IQueue;

  /**
   * Whether the new queue and its dead-letter queue are FIFO queues. Messages of one message group are processed one after the other, so no more tasks work than
   * there are groups with messages.
   *
   * A change replaces the queues.
   *
   * @default false
   */
  readonly fifo?: boolean;

  /**
   * Whether a FIFO queue recognizes duplicates by the body of the message, so that senders need no deduplication id.
   *
   * @default false
   */
  readonly contentBasedDeduplication?: boolean;

  /**
   * The name of the new queue, up to 80 letters, digits, hyphens and underscores; the name of a FIFO queue ends with `.fifo`. A change replaces the queue.
   *
   * @default - CloudFormation generates one
   */
  readonly queueName?: string;

  /**
   * How long a received message is invisible, up to 12 hours. If the task has not deleted the message by then, another task receives it.
   *
   * @default - twice `longestProcessingTime`, or the stop timeout if it is longer; at least 30 seconds
   */
  readonly visibilityTimeout?: Duration;

  /**
   * How long the new queue keeps a message that is not deleted, from one minute to 14 days.
   *
   * @default - 4 days
   */
  readonly retentionPeriod?: Duration;

  /**
   * How often a message is received before SQS moves it to the dead-letter queue, 1 to 1000.
   *
   * @default 3
   */
  readonly maxReceiveCount?: number;

  /**
   * How long the dead-letter queue keeps a message, up to 14 days. In a standard queue, the time in the queue before counts too.
   *
   * @default - 14 days
   */
  readonly deadLetterRetention?: Duration;

  /**
   * The KMS key that encrypts the messages of both new queues. AWS services that send messages to the queue, such as Amazon SNS, must be allowed to use the key.
   *
   * A change encrypts new messages only, and the task role loses the old key: call `oldKey.grantDecrypt(worker)` until the other messages are processed.
   *
   * @default - a key that SQS manages, without charge; the key of the profile in the regulated profile
   */
  readonly encryptionKey?: kms.IKey;
}
