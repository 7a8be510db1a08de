import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';

/** The log group of a container. */
export interface ContainerLogsProps {
  /** The prefix of the name of every log stream. */
  readonly streamPrefix: string;
  /** An existing log group; otherwise the driver creates one below the container, as for a service created with ecs-patterns. */
  readonly logGroup?: logs.ILogGroup;
  /** The retention of a new log group. */
  readonly retention?: logs.RetentionDays;
}

/** Writes the log of a container to CloudWatch Logs, with a limited retention. */
export function containerLogs({ streamPrefix, logGroup, retention }: ContainerLogsProps): ecs.AwsLogDriver {
  return new ecs.AwsLogDriver(logGroup
    ? { streamPrefix, logGroup }
    : { streamPrefix, logRetention: retention ?? logs.RetentionDays.THREE_MONTHS });
}
