import * as logs from 'aws-cdk-lib/aws-logs';

/**
 * How the tasks of a cluster are counted.
 */
export interface TaskMetricsProps {
  /**
   * How long the log group keeps the events of the tasks. The metrics are kept by CloudWatch for 15 months.
   *
   * @default - a week; a year in the regulated profile
   */
  readonly logRetention?: logs.RetentionDays;
}
