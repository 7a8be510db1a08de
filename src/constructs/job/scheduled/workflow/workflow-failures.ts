import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';

const PERIOD = Duration.minutes(5);

/** The executions that failed, timed out or were stopped. */
export function workflowFailures(stateMachine: sfn.StateMachine, options: cloudwatch.MetricOptions = {}): cloudwatch.MathExpression {
  const { period = PERIOD, label = 'Failed runs', color, region, account } = options;
  const each = { period, region, account, statistic: cloudwatch.Stats.SUM };
  return new cloudwatch.MathExpression({
    expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
    usingMetrics: { failed: stateMachine.metricFailed(each), timedOut: stateMachine.metricTimedOut(each), aborted: stateMachine.metricAborted(each) },
    period,
    label,
    color,
  });
}
