import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Where the log of a service goes. */
export interface ContainerLogsProps {
  /** Begins the name of every log stream. */
  readonly streamPrefix: string;
  readonly logGroup?: logs.ILogGroup;
  readonly retention?: logs.RetentionDays;
}

/**
 * Writes the log of a container to a log group of its own.
 *
 * The group is made as a child of the container, where aws-ecs makes it too, so that the one of an existing service is kept.
 */
export class ContainerLogs extends ecs.LogDriver {
  private group?: logs.ILogGroup;

  public constructor(private readonly props: ContainerLogsProps) {
    super();
  }

  /** The log group; there is one as soon as the container exists. */
  public get logGroup(): logs.ILogGroup | undefined {
    return this.group;
  }

  public bind(scope: Construct, container: ecs.ContainerDefinition): ecs.LogDriverConfig {
    this.group = this.props.logGroup ?? new logs.LogGroup(scope, 'LogGroup', { retention: this.props.retention ?? logs.RetentionDays.THREE_MONTHS });
    return ecs.LogDrivers.awsLogs({ logGroup: this.group, streamPrefix: this.props.streamPrefix }).bind(scope, container);
  }
}
