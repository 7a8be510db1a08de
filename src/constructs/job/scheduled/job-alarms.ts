import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Job, StartedJob } from './job-execution-kind';
import { alarmDescription } from '../../observability/alarm-description';
import { allowTopic } from '../../observability/topic-access';

export interface JobAlarms {
  readonly failure: cloudwatch.Alarm;
  readonly deadLetter: cloudwatch.Alarm;
}

/** The alarms of failed runs, and of runs that did not start. */
export function createAlarms(job: Job, { failures }: StartedJob): JobAlarms {
  const { scope, deadLetterQueue } = job;
  const alarm = (id: string, metric: cloudwatch.IMetric, description: string) => new cloudwatch.Alarm(scope, id, {
    metric,
    alarmDescription: alarmDescription(description),
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  const { path } = scope.node;
  const queued = deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: cloudwatch.Stats.MAXIMUM });
  return {
    failure: alarm('FailureAlarm', failures(), `A run failed: ${path}`),
    deadLetter: alarm('DeadLetterAlarm', queued, `A run did not start, or its failure is in the dead-letter queue: ${path}`),
  };
}

/** Sends the changes of the alarms to the topic. */
export function sendAlarms({ scope, failureTopic }: Job, { failure, deadLetter }: JobAlarms): void {
  if (!failureTopic) { return; }
  for (const alarm of [failure, deadLetter]) { alarm.addAlarmAction(new actions.SnsAction(failureTopic)); }
  allowTopic(failureTopic, scope, new iam.ServicePrincipal('cloudwatch.amazonaws.com'));
}
