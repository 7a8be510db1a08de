import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';

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
