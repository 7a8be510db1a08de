import { logGroupArn } from './log-group';
import { DECRYPT_ACTION, EXEC_ACTIONS } from '../../../facts/iam-needs';
import type { TaskRunner } from '../entities/task-runner';
import { GAP } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import { arnOf } from '../iam/arn';
import { keyAt } from '../index/kms-key';

/** Permissions of the task role that a session of ECS Exec needs. */
export interface ExecSessionNeed {
  readonly actions: readonly string[];
  readonly on: PartialString;
  /** The purpose of the permissions, as messages print it. */
  readonly purpose: string;
}

const EVERYTHING = PartialString.made(['*']);

/** The permissions that sessions need with the logging and encryption of the cluster. */
export function execSessionNeeds({ cluster }: TaskRunner): readonly ExecSessionNeed[] {
  const configuration = cluster?.node.get('Configuration').get('ExecuteCommandConfiguration');
  const opening: ExecSessionNeed = { actions: EXEC_ACTIONS.channels, on: EVERYTHING, purpose: 'opens sessions' };
  if (!configuration) { return [opening]; }
  const key = keyAt(configuration.get('KmsKeyId'));
  const logging = configuration.text('Logging').is('OVERRIDE') ? configuration.get('LogConfiguration') : undefined;
  const group = logging?.get('CloudWatchLogGroupName');
  const bucket = logging?.get('S3BucketName');
  return [
    opening,
    ...key ? [{ actions: [DECRYPT_ACTION], on: arnOf(key), purpose: `encrypts sessions with ${key.logicalId}` }] : [],
    ...group?.isGiven ? logGroupNeeds(group.asPartialString ?? PartialString.ANY) : [],
    ...bucket?.isGiven ? bucketNeeds(bucket.asPartialString ?? PartialString.ANY, logging?.flag('S3EncryptionEnabled').is(true) === true) : [],
  ];
}

function logGroupNeeds(name: PartialString): readonly ExecSessionNeed[] {
  const purpose = 'writes sessions to a log group';
  return [
    { actions: [EXEC_ACTIONS.everyLogGroup], on: EVERYTHING, purpose },
    { actions: EXEC_ACTIONS.logGroup, on: logGroupArn(name), purpose },
  ];
}

function bucketNeeds(name: PartialString, isEncrypted: boolean): readonly ExecSessionNeed[] {
  const purpose = 'writes sessions to a bucket';
  const bucket = PartialString.made(['arn:', GAP, ':s3:::', ...name.parts]);
  return [
    { actions: [EXEC_ACTIONS.bucket, ...isEncrypted ? [EXEC_ACTIONS.bucketEncryption] : []], on: bucket, purpose },
    { actions: [EXEC_ACTIONS.objects], on: PartialString.made([...bucket.parts, '/', GAP]), purpose },
  ];
}
