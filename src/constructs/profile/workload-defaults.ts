import * as logs from 'aws-cdk-lib/aws-logs';

/**
 * Props of a workload that a profile can set if they are omitted.
 */
export interface WorkloadDefaults {
  /**
   * How long a new log group keeps the logs. Cannot be combined with `logGroup`.
   *
   * @default - 3 months; 1 year in the regulated profile
   */
  readonly logRetention?: logs.RetentionDays;
}
