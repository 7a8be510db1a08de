import { Names } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { encryptedLogGroup } from './encrypted-log-group';
import { ManagedGrantsRole } from './managed-grants-role';

const LONGEST_LOG_GROUP_NAME = 512;

export interface RegulatedLogGroupProps {
  /** Begins the name, where a service of AWS wants it so. */
  readonly namePrefix?: string;
  readonly retention?: logs.RetentionDays;
}

/** What the regulated profile makes its parts of: one key, log groups that it encrypts, roles without inline policies. */
export class Regulation {
  public readonly encryptionKey: kms.IKey;

  /** @param encryptionKey the key of the cluster; a new one, rotated every year, when there is none */
  public constructor(scope: Construct, encryptionKey?: kms.IKey) {
    this.encryptionKey = encryptionKey ?? new kms.Key(scope, 'Key', { enableKeyRotation: true, description: `Logs of ${scope.node.path}` });
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
    return new ManagedGrantsRole(scope, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  }
}

function nameOf(scope: Construct, prefix: string): string {
  return prefix + Names.uniqueResourceName(scope, { maxLength: LONGEST_LOG_GROUP_NAME - prefix.length, separator: '-' });
}
