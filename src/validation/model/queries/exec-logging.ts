import { logGroupArn } from './log-group';
import { DECRYPT_ACTION, EXEC_ACTIONS } from '../../../facts/iam-needs';
import type { Launch } from '../entities/task-runner';
import { Phrase } from '../evaluation/phrase';
import { GAP } from '../evaluation/term';
import { arnOf } from '../iam/arn';
import { keyAt } from '../iam/key';

/** Something that a session of ECS Exec does with the task role. */
export interface ExecNeed {
  readonly actions: readonly string[];
  readonly on: Phrase;
  /** As a message calls what it is for. */
  readonly purpose: string;
}

const EVERYTHING = Phrase.made(['*']);

/** What sessions need, as the cluster has them logged and encrypted. */
export function execNeeds({ cluster }: Launch): readonly ExecNeed[] {
  const configuration = cluster?.node.get('Configuration').get('ExecuteCommandConfiguration');
  const opening: ExecNeed = { actions: EXEC_ACTIONS.channels, on: EVERYTHING, purpose: 'opens sessions' };
  if (!configuration) { return [opening]; }
  const key = keyAt(configuration.get('KmsKeyId'));
  const logging = configuration.text('Logging').is('OVERRIDE') ? configuration.get('LogConfiguration') : undefined;
  const group = logging?.get('CloudWatchLogGroupName');
  const bucket = logging?.get('S3BucketName');
  return [
    opening,
    ...key ? [{ actions: [DECRYPT_ACTION], on: arnOf(key), purpose: `encrypts sessions with ${key.logicalId}` }] : [],
    ...group?.isGiven ? logGroupNeeds(group.asPhrase ?? Phrase.ANY) : [],
    ...bucket?.isGiven ? bucketNeeds(bucket.asPhrase ?? Phrase.ANY, logging?.flag('S3EncryptionEnabled').is(true) === true) : [],
  ];
}

function logGroupNeeds(name: Phrase): readonly ExecNeed[] {
  const purpose = 'writes sessions to a log group';
  return [
    { actions: [EXEC_ACTIONS.everyLogGroup], on: EVERYTHING, purpose },
    { actions: EXEC_ACTIONS.logGroup, on: logGroupArn(name), purpose },
  ];
}

function bucketNeeds(name: Phrase, isEncrypted: boolean): readonly ExecNeed[] {
  const purpose = 'writes sessions to a bucket';
  const bucket = Phrase.made(['arn:', GAP, ':s3:::', ...name.parts]);
  return [
    { actions: [EXEC_ACTIONS.bucket, ...isEncrypted ? [EXEC_ACTIONS.bucketEncryption] : []], on: bucket, purpose },
    { actions: [EXEC_ACTIONS.objects], on: Phrase.made([...bucket.parts, '/', GAP]), purpose },
  ];
}
