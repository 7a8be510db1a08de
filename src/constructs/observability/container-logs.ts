import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';

/** Where the log of a container goes. */
export interface ContainerLogsProps {
  /** Begins the name of every log stream. */
  readonly streamPrefix: string;
  /** One that exists; otherwise the driver makes one below the container, where that of a service made with ecs-patterns is too. */
  readonly logGroup?: logs.ILogGroup;
  /** Of a new one. */
  readonly retention?: logs.RetentionDays;
}

/** Writes the log of a container to CloudWatch Logs, where it is not kept for ever. */
export function containerLogs({ streamPrefix, logGroup, retention }: ContainerLogsProps): ecs.AwsLogDriver {
  return new ecs.AwsLogDriver(logGroup
    ? { streamPrefix, logGroup }
    : { streamPrefix, logRetention: retention ?? logs.RetentionDays.THREE_MONTHS });
}
