import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { QUEUE_METRICS } from '../../../facts/queues';

const MINUTE = Duration.minutes(1);

/** What a queue of a worker consists of. */
export interface WorkerQueueParts {
  readonly queue: sqs.IQueue;
  readonly deadLetterQueue?: sqs.IQueue;
  readonly urlVariable: string;
  readonly ageAlarm?: cloudwatch.Alarm;
  readonly deadLetterAlarm?: cloudwatch.Alarm;
}

/**
 * A queue whose messages a WorkerService processes.
 */
export class WorkerQueue {
  /** @internal */
  public static _of(parts: WorkerQueueParts): WorkerQueue { return new WorkerQueue(parts); }

  /**
   * The queue.
   */
  public readonly queue: sqs.IQueue;

  /**
   * The dead-letter queue; undefined if an existing queue has none, or is imported.
   */
  public readonly deadLetterQueue?: sqs.IQueue;

  /**
   * The environment variable in which the main container has the URL of the queue.
   */
  public readonly urlVariable: string;

  /**
   * The alarm on messages that wait too long; undefined without `alarmTopic`.
   */
  public readonly ageAlarm?: cloudwatch.Alarm;

  /**
   * The alarm on messages in the dead-letter queue; undefined without `alarmTopic` or without a dead-letter queue.
   */
  public readonly deadLetterAlarm?: cloudwatch.Alarm;

  private constructor(parts: WorkerQueueParts) {
    this.queue = parts.queue;
    this.deadLetterQueue = parts.deadLetterQueue;
    this.urlVariable = parts.urlVariable;
    this.ageAlarm = parts.ageAlarm;
    this.deadLetterAlarm = parts.deadLetterAlarm;
  }

  /**
   * The messages that wait to be received.
   *
   * @param options the statistic, the period and other options of the metric
   * @default - maximum over one minute
   */
  public metricVisibleMessages(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return queueMetric(this.queue, QUEUE_METRICS.visible, options);
  }

  /**
   * The messages that tasks have received and not deleted yet. SQS reports it only while there are some.
   *
   * @param options the statistic, the period and other options of the metric
   * @default - maximum over one minute
   */
  public metricMessagesInProcess(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return queueMetric(this.queue, QUEUE_METRICS.notVisible, options);
  }

  /**
   * The age of the oldest message, in seconds. It counts until the message is deleted.
   *
   * @param options the statistic, the period and other options of the metric
   * @default - maximum over one minute
   */
  public metricOldestMessageAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return queueMetric(this.queue, QUEUE_METRICS.age, options);
  }
}

/** A metric of a queue, every minute. */
export function queueMetric(queue: sqs.IQueue, metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: QUEUE_METRICS.namespace,
    metricName,
    dimensionsMap: { QueueName: queue.queueName },
    statistic: cloudwatch.Stats.MAXIMUM,
    period: MINUTE,
    ...options,
  });
}
