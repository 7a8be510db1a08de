import * as logs from 'aws-cdk-lib/aws-logs';

/**
 * Props of a workload that a profile can set where they are left out.
 */
export interface WorkloadDefaults {
  /**
   * How long a new log group keeps the logs. Cannot be combined with `logGroup`.
   *
   * @default - 3 months; 1 year in the regulated profile
   */
  readonly logRetention?: logs.RetentionDays;
}
