import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { QueuePlan, secondsOf } from './queue-plan';
import { queueMetric, WorkerQueue } from './worker-queue';
import { QUEUE_METRICS } from '../../../facts/queues';
import { alarmDescription } from '../../observability/alarm-description';
import { allowTopic } from '../../observability/topic-access';

/** The ids of QueueProcessingFargateService, so that CloudFormation keeps its queues with their messages. */
const QUEUE_ID = 'EcsProcessingQueue';
const DEAD_LETTER_QUEUE_ID = 'EcsProcessingDeadLetterQueue';

const AGE_DATAPOINTS = 5;

/** What the queues of a worker have in common. */
export interface QueueSetting {
  readonly stopTimeout: Duration;
  /** How long a message may wait because no task runs. */
  readonly wakeTime: Duration;
  readonly alarmTopic?: sns.ITopic;
  /** The key of the regulated profile, which is created when it is first needed. */
  regulatedKey(): kms.IKey | undefined;
}

interface Queues {
  readonly queue: sqs.IQueue;
  readonly deadLetterQueue?: sqs.IQueue;
}

/** Creates a queue, unless it exists, and its alarms. */
export function makeQueue(scope: Construct, plan: QueuePlan, urlVariable: string, setting: QueueSetting): WorkerQueue {
  const { queue: existing } = plan.props;
  const queues = existing ? { queue: existing, deadLetterQueue: plan.existingDeadLetters } : newQueues(scope, plan, setting);
  return WorkerQueue._of({ ...queues, urlVariable, ...setting.alarmTopic ? alarms(scope, plan, queues, setting.alarmTopic, setting.wakeTime) : {} });
}

function newQueues(scope: Construct, plan: QueuePlan, { stopTimeout, regulatedKey }: QueueSetting): Queues {
  const key = plan.props.encryptionKey ?? regulatedKey();
  const deadLetterQueue = new sqs.Queue(scope, DEAD_LETTER_QUEUE_ID, { ...plan.deadLetterSettings(key), redriveAllowPolicy: onlyFrom(scope, plan) });
  const queue = new sqs.Queue(scope, QUEUE_ID, plan.queueSettings(deadLetterQueue, stopTimeout, key));
  return { queue, deadLetterQueue };
}

/** With a generated name of the queue, both queues would refer to each other; SQS then accepts dead letters of all queues in the account and Region. */
function onlyFrom(scope: Construct, { props: { queueName } }: QueuePlan): sqs.RedriveAllowPolicy | undefined {
  if (queueName === undefined) { return undefined; }
  const queueArn = Stack.of(scope).formatArn({ service: 'sqs', resource: queueName });
  const sourceQueues = [sqs.Queue.fromQueueArn(scope, 'Named', queueArn)];
  return { redrivePermission: sqs.RedrivePermission.BY_QUEUE, sourceQueues };
}

function alarms(scope: Construct, plan: QueuePlan, { queue, deadLetterQueue }: Queues, topic: sns.ITopic, wakeTime: Duration) {
  allowTopic(topic, scope, new iam.ServicePrincipal('cloudwatch.amazonaws.com'));
  const threshold = Math.ceil([plan.latencyGoal, plan.longest, wakeTime].reduce((sum, each) => sum + secondsOf(each), 0));
  const ageAlarm = notifying(topic, new cloudwatch.Alarm(scope, 'OldestMessageAlarm', {
    alarmDescription: alarmDescription(`A message is older than ${threshold} seconds: the latency goal, the longest processing time${secondsOf(wakeTime) > 0 ? ' and the time to wake' : ''}; ${scope.node.path}`),
    metric: queueMetric(queue, QUEUE_METRICS.age),
    threshold,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: AGE_DATAPOINTS,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }));
  return { ageAlarm, deadLetterAlarm: deadLetterQueue && notifying(topic, deadLetterAlarm(scope, deadLetterQueue)) };
}

function deadLetterAlarm(scope: Construct, queue: sqs.IQueue): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'DeadLetterAlarm', {
    alarmDescription: alarmDescription(`Messages failed repeatedly and are in the dead-letter queue of ${scope.node.path}`),
    metric: queueMetric(queue, QUEUE_METRICS.visible),
    threshold: 0,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

function notifying(topic: sns.ITopic, alarm: cloudwatch.Alarm): cloudwatch.Alarm {
  alarm.addAlarmAction(new actions.SnsAction(topic));
  return alarm;
}
