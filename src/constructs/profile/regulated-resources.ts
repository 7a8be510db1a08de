import { PhysicalName, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct } from 'constructs';
import { allowLogs, encryptedLogGroup } from './encrypted-log-group';
import { uniqueLogGroupName } from './log-group-name';
import { ManagedGrantsRole } from './managed-grants-role';
import { SessionRole } from './session-role';

export interface RegulatedLogGroupProps {
  /** The prefix of the name, for AWS services that require one. */
  readonly namePrefix?: string;
  readonly retention?: logs.RetentionDays;
}

/** The resources and settings that the profile provides already. */
export interface RegulatedSetting {
  /** A new key, rotated every year, is created when it is first needed. */
  readonly encryptionKey?: kms.IKey;
  readonly sessionLog?: logs.ILogGroup;
}

/** Creates the resources of the regulated profile: one key, log groups that it encrypts, roles without inline policies. */
export class RegulatedResources {
  private key?: kms.IKey;

  public constructor(private readonly scope: Construct, private readonly setting: RegulatedSetting = {}) {
    this.key = setting.encryptionKey;
  }

  public get encryptionKey(): kms.IKey {
    this.key ??= new kms.Key(this.scope, 'Key', { enableKeyRotation: true, description: `Logs of ${this.scope.node.path}` });
    return this.key;
  }

  /** The key, for a log group that another construct creates. */
  public logKey(scope: IConstruct): kms.IKey {
    allowLogs(this.encryptionKey, scope);
    return this.encryptionKey;
  }

  public logGroup(scope: Construct, id: string, props: RegulatedLogGroupProps = {}): logs.LogGroup {
    const { namePrefix, retention } = props;
    const { encryptionKey } = this;
    if (namePrefix === undefined) { return encryptedLogGroup(scope, id, { encryptionKey, retention }); }
    const logGroupName = uniqueLogGroupName(scope, namePrefix);
    return encryptedLogGroup(scope, id, { encryptionKey, retention, logGroupName, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
  }

  /** A role for tasks. */
  public taskRole(scope: Construct, id: string): iam.Role {
    const { sessionLog } = this.setting;
    // a policy in another account refers to the role by its name
    const props = { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'), roleName: PhysicalName.GENERATE_IF_NEEDED };
    return sessionLog ? new SessionRole(scope, id, { ...props, sessionLog }) : new ManagedGrantsRole(scope, id, props);
  }
}
