import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { differ, isLike, shown } from '../../checks';

interface Topic { readonly fifo?: boolean; readonly env: { readonly region: string } }

/**
 * Why an alarm cannot send its changes to a topic.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-message-delivery.html
 */
export function topicProblems(scope: Construct, name: string, topic: unknown): readonly string[] {
  if (topic === undefined) { return []; }
  if (!isLike(topic, 'topicArn')) { return [`${name}${shown(topic)} must be an sns.ITopic; import a topic with sns.Topic.fromTopicArn`]; }
  const { fifo, env: { region } } = topic as Topic;
  const own = Stack.of(scope).region;
  return [
    ...(fifo ? [`${name}${shown(topic)} is a FIFO topic, which does not accept the messages of alarms; use a standard topic`] : []),
    ...(differ(region, own) ? [`${name}${shown(topic)} is in Region ${region}, and alarms in ${own} cannot send messages to it; use a topic of ${own}`] : []),
  ];
}
