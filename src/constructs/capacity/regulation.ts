import { Names } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { encryptedLogGroup } from './encrypted-log-group';
import { ManagedGrantsRole } from './managed-grants-role';
import { SessionRole } from './session-role';

const LONGEST_LOG_GROUP_NAME = 512;

export interface RegulatedLogGroupProps {
  /** Begins the name, where a service of AWS wants it so. */
  readonly namePrefix?: string;
  readonly retention?: logs.RetentionDays;
}

/** What the regulated profile makes its parts of: one key, log groups that it encrypts, roles without inline policies. */
export class Regulation {
  private sessionLog?: logs.ILogGroup;

  /** @param key the one to use; a new one, rotated every year, is made when it is first needed */
  public constructor(private readonly scope: Construct, private key?: kms.IKey) {}

  public get encryptionKey(): kms.IKey {
    this.key ??= new kms.Key(this.scope, 'Key', { enableKeyRotation: true, description: `Logs of ${this.scope.node.path}` });
    return this.key;
  }

  /** Says where the ECS Exec sessions of tasks are recorded. */
  public recordSessions(logGroup: logs.ILogGroup): void {
    this.sessionLog = logGroup;
  }

  public logGroup(scope: Construct, id: string, props: RegulatedLogGroupProps = {}): logs.LogGroup {
    const { namePrefix, retention } = props;
    return encryptedLogGroup(scope, id, {
      encryptionKey: this.encryptionKey,
      retention,
      logGroupName: namePrefix === undefined ? undefined : nameOf(scope, namePrefix),
    });
  }

  /** A role for tasks. */
  public taskRole(scope: Construct, id: string): iam.Role {
    const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');
    const { sessionLog } = this;
    return sessionLog ? new SessionRole(scope, id, { assumedBy, sessionLog }) : new ManagedGrantsRole(scope, id, { assumedBy });
  }
}

function nameOf(scope: Construct, prefix: string): string {
  return prefix + Names.uniqueResourceName(scope, { maxLength: LONGEST_LOG_GROUP_NAME - prefix.length, separator: '-' });
}
