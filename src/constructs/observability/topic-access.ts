import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';
import { differ, isLike, shown } from '../checks';

/** The key of SNS that AWS manages, whose policy does not allow alarms to use it, and which cannot be changed. */
const MANAGED_KEY = 'alias/aws/sns';

/** Why alarms of a scope can never notify a topic, as far as it is known. */
export function topicProblems(scope: IConstruct, name: string, topic: sns.ITopic | undefined): string[] {
  if (topic === undefined) { return []; }
  if (!isLike(topic, 'topicArn')) { return [`${name}${shown(topic)} must be an SNS topic, such as a new sns.Topic(…)`]; }
  const { node: { path, defaultChild }, env: { region }, fifo } = topic;
  const here = Stack.of(scope).region;
  const key: unknown = defaultChild instanceof sns.CfnTopic ? Stack.of(topic).resolve(defaultChild.kmsMasterKeyId) : undefined;
  return [
    ...(fifo ? [`${name} ('${path}') is a FIFO topic, which does not accept the messages of alarms; use a standard topic`] : []),
    ...(differ(region, here) ? [`${name} ('${path}') is in ${region}, and alarms notify topics of their own Region only; use a topic in ${here}`] : []),
    ...(JSON.stringify(key)?.includes(MANAGED_KEY) ? [`${name} ('${path}') is encrypted with ${MANAGED_KEY}, which alarms cannot use; set masterKey to a key of your own`] : []),
  ];
}

/**
 * Allows an AWS service of this account to send messages to a topic, and to use its key. A topic with a policy of its own, such as one that requires TLS, does not allow alarms
 * otherwise. An imported topic or key needs these permissions already.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function allowTopic(topic: sns.ITopic, scope: IConstruct, principal: iam.IPrincipal): void {
  const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  topic.addToResourcePolicy(new iam.PolicyStatement({ principals: [principal], actions: ['sns:Publish'], resources: [topic.topicArn], conditions }));
  topic.masterKey?.addToResourcePolicy(new iam.PolicyStatement({
    principals: [principal], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'], conditions,
  }));
}
