/**
 * The limits of the attributes of an SQS queue, in seconds: the visibility timeout lasts up to 12 hours, and messages are kept from one minute to 14 days.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export const VISIBILITY_SECONDS = { min: 0, max: 43_200 } as const;
export const RETENTION_SECONDS = { min: 60, max: 1_209_600 } as const;

/**
 * The attributes that SQS sets for a queue without them, in seconds.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export const QUEUE_DEFAULTS = { visibility: 30, retention: 345_600 } as const;

/**
 * How often a message is received before SQS moves it to the dead-letter queue.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export const RECEIVE_COUNT = { min: 1, max: 1000 } as const;

/**
 * The names of queues: the suffix of a FIFO queue counts towards the 80 characters.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html
 */
export const QUEUE_NAME = { pattern: /^[A-Za-z0-9_-]{1,80}$/, form: '1 to 80 letters, digits, hyphens and underscores' } as const;
export const FIFO_QUEUE_NAME = {
  pattern: /^(?=.{6,80}$)[A-Za-z0-9_-]+\.fifo$/,
  form: '1 to 75 letters, digits, hyphens and underscores, and the suffix .fifo',
} as const;

/**
 * The most messages of a queue that consumers may hold at a time, for standard and FIFO queues.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html
 */
export const IN_FLIGHT_MESSAGES = 120_000;

/**
 * The metrics of a queue. SQS reports visible messages while the queue is active, messages that are not visible only while there are some, and the age of the
 * oldest message only while there is one. These are samples, about one each minute; received messages are counted, and empty receives are not among them.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export const QUEUE_METRICS = {
  namespace: 'AWS/SQS',
  visible: 'ApproximateNumberOfMessagesVisible',
  notVisible: 'ApproximateNumberOfMessagesNotVisible',
  age: 'ApproximateAgeOfOldestMessage',
  received: 'NumberOfMessagesReceived',
} as const;

/**
 * How late the metrics of a queue are, in seconds, when it is active again after six hours without messages and calls.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 */
export const LATE_AFTER_INACTIVITY = 900;
