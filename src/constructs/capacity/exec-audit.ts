import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { encryptedLogGroup } from '../profile/encrypted-log-group';

/**
 * How ECS Exec sessions are encrypted and recorded.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export interface ExecAuditProps {
  /**
   * The KMS key that encrypts the sessions, and the log group if it is new.
   *
   * CloudWatch Logs in this Region must be allowed to use the key; the key policy of a key in this app is extended.
   *
   * @default - a new key that is rotated every year
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The log group that records the input and output of the sessions. It must be encrypted.
   *
   * @default - a new log group, encrypted with the key
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long a new log group keeps the records. Cannot be combined with `logGroup`.
   *
   * @default logs.RetentionDays.ONE_YEAR
   */
  readonly logRetention?: logs.RetentionDays;
}

/** Throws before any resource is created. */
export function checkExecAudit(path: string, { logGroup, logRetention }: ExecAuditProps): void {
  if (logGroup && logRetention !== undefined) {
    throw new Error(`[${path}] execAudit.logRetention (${logRetention} days) applies to a new log group only; remove it or execAudit.logGroup`);
  }
}

/** The key and the log group of a cluster's ECS Exec sessions. */
export class ExecAudit extends Construct {
  public readonly configuration: ecs.ExecuteCommandConfiguration;
  public readonly logGroup: logs.ILogGroup;

  public constructor(scope: Construct, id: string, props: ExecAuditProps) {
    super(scope, id);
    const kmsKey = props.encryptionKey ?? new kms.Key(this, 'Key', { enableKeyRotation: true, description: `ECS Exec sessions of ${scope.node.path}` });
    this.logGroup = props.logGroup ?? encryptedLogGroup(this, 'LogGroup', { encryptionKey: kmsKey, retention: props.logRetention ?? logs.RetentionDays.ONE_YEAR });
    this.configuration = {
      kmsKey,
      logging: ecs.ExecuteCommandLogging.OVERRIDE,
      logConfiguration: { cloudWatchLogGroup: this.logGroup, cloudWatchEncryptionEnabled: true },
    };
  }

  /** Sets the configuration on the L1 resource: an `ecs.Cluster` takes it as a prop only, before it can have children. */
  public applyTo(cluster: ecs.Cluster): void {
    const resource = cluster.node.defaultChild as ecs.CfnCluster;
    resource.configuration = {
      executeCommandConfiguration: {
        kmsKeyId: this.configuration.kmsKey?.keyArn,
        logging: this.configuration.logging,
        logConfiguration: {
          cloudWatchLogGroupName: this.logGroup.logGroupName,
          cloudWatchEncryptionEnabled: true,
        },
      },
    };
  }
}
