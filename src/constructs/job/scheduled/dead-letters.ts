import { Duration } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../../nag/acknowledgements';
import { RegulatedResources } from '../../profile/regulated-resources';

/** The longest time that a queue keeps a message. */
const RETENTION = Duration.days(14);

/** The queue of the calls that could not start a run. The regulated profile encrypts it with its key. */
export function createDeadLetterQueue(scope: Construct, regulated: RegulatedResources | undefined): sqs.Queue {
  const queue = new sqs.Queue(scope, 'DeadLetters', {
    retentionPeriod: RETENTION,
    enforceSSL: true,
    encryption: regulated ? sqs.QueueEncryption.KMS : sqs.QueueEncryption.SQS_MANAGED,
    encryptionMasterKey: regulated?.encryptionKey,
  });
  acknowledge(queue, ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'], 'The queue is the dead-letter queue of a schedule');
  return queue;
}
