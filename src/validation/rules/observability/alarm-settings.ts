import { ALARM_ACTIONS, ALARM_FORMATS, ALARM_LIMITS, isAlarmPeriod, longestEvaluation } from '../../../facts/alarms';
import type { Alarm } from '../../model/entities/alarm';
import { places } from '../../model/evaluation/places';
import { queryProblems } from '../../model/queries/metric-queries';
import { alarmsOfServices } from '../../model/queries/service-alarms';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

const CPU = { Metric: { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Dimensions: [{ Name: 'ClusterName', Value: { Ref: 'Cluster' } }] }, Period: 60, Stat: 'Average' };

export default defineRule({
  title: 'Alarms that scale services or watch deployments have settings that CloudWatch accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check how the settings of an alarm fit each other. CloudWatch refuses the alarm, and the stack fails with the service that the alarm scales or whose deployments it watches.',
  fix: 'Use `metric.createAlarm()` with a period of whole minutes, and datapointsToAlarm not above evaluationPeriods. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',

  subject: 'application',
  *check(application) {
    for (const alarm of application.memo(alarmsOfServices)) {
      yield* wrongValues(alarm.node, ALARM_FORMATS, () => `alarm ${alarm.resource.logicalId}`);
      yield* [...timeProblems(alarm), ...listProblems(alarm)];
    }
  },

  scene: 'a Fargate service that scales in steps',
  bad: {
    'a period of 45 seconds': { HighCpu: { Period: 45 } },
    'a period of 45 seconds in metric math': { HighCpu: math([{ Id: 'cpu', MetricStat: { ...CPU, Period: 45 } }]) },
    'more datapoints than periods': { HighCpu: { DatapointsToAlarm: 5 } },
    'two days of minutes': { HighCpu: { EvaluationPeriods: 2880 } },
    'a percentile option for an average': { HighCpu: { EvaluateLowSampleCountPercentile: 'ignore' } },
    'another operator': { HighCpu: { ComparisonOperator: 'GreaterThan' } },
    'a percentile above 100': { HighCpu: { Statistic: undefined, ExtendedStatistic: 'p999' } },
    'six actions': { HighCpu: { AlarmActions: [{ Ref: 'ScaleOut' }, ...Array.from({ length: 5 }, (_, index) => `arn:aws:sns:eu-west-1:111122223333:team${index}`)] } },
    'eleven metrics': { HighCpu: math([...Array.from({ length: 11 }, (_, index) => ({ Id: `m${index}`, MetricStat: CPU, ReturnData: false })), { Id: 'all', Expression: 'MAX(METRICS())' }]) },
    'two results': { HighCpu: math([{ Id: 'cpu', MetricStat: CPU }, { Id: 'half', Expression: 'cpu / 2' }]) },
    'no result': { HighCpu: math([{ Id: 'cpu', MetricStat: CPU, ReturnData: false }]) },
    'a search': { HighCpu: math([{ Id: 'cpu', Expression: 'SEARCH(\'{AWS/ECS,ClusterName} CPUUtilization\', \'Average\')' }]) },
    'a deployment alarm': {
      scene: 'a Fargate service',
      change: {
        Service: { DeploymentConfiguration: { Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true } } },
        Errors: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { AlarmName: 'errors', Namespace: 'Shop', MetricName: 'Errors', Statistic: 'Sum', Period: 45, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
        },
      },
    },
  },
  good: {
    'a day of minutes': { HighCpu: { EvaluationPeriods: 1440, DatapointsToAlarm: 1440 } },
    'ten seconds': { HighCpu: { Period: 10 } },
    'metric math': { HighCpu: math([{ Id: 'cpu', MetricStat: CPU, ReturnData: false }, { Id: 'half', Expression: 'cpu / 2' }]) },
    'a band': {
      scene: 'a Fargate service',
      change: {
        Anomaly: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: {
            Metrics: [{ Id: 'cpu', MetricStat: CPU }, { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(cpu)' }],
            EvaluationPeriods: 3,
            ComparisonOperator: 'GreaterThanUpperThreshold',
            ThresholdMetricId: 'band',
          },
        },
      },
    },
    'a percentile, and its option': { HighCpu: { Statistic: undefined, ExtendedStatistic: 'p99', EvaluateLowSampleCountPercentile: 'ignore' } },
    'settings from parameters': { HighCpu: { Period: { Ref: 'AParameter' }, EvaluationPeriods: { Ref: 'AParameter' }, Threshold: { Ref: 'AParameter' }, ComparisonOperator: { Ref: 'AParameter' } } },
    'an alarm of another service': {
      Other: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { Namespace: 'AWS/SQS', MetricName: 'ApproximateAgeOfOldestMessage', Statistic: 'Maximum', Period: 45, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
      },
    },
  },
});

function* timeProblems({ node }: Alarm): Iterable<Violation> {
  for (const place of ['Period', 'Metrics/*/Period', 'Metrics/*/MetricStat/Period'].flatMap(path => places(node, path))) {
    if (place.asNumber.satisfies(seconds => !isAlarmPeriod(seconds))) { yield { location: place.location, message: `Period is ${place.asNumber} seconds; it must be 10, 20, 30 or a multiple of 60` }; }
  }
  const [period, periods, datapoints] = ['Period', 'EvaluationPeriods', 'DatapointsToAlarm'].map(key => node.number(key));
  if (datapoints.satisfies(count => periods.satisfies(most => count > most))) {
    yield { location: node.at('DatapointsToAlarm'), message: `DatapointsToAlarm (${datapoints}) is above EvaluationPeriods (${periods})` };
  }
  if (period.satisfies(seconds => periods.satisfies(count => seconds * count > longestEvaluation(seconds)))) {
    yield { location: node.at('EvaluationPeriods'), message: `${periods} periods of ${period} seconds are longer than CloudWatch evaluates: a day, or seven days with periods of an hour` };
  }
}

function* listProblems({ node }: Alarm): Iterable<Violation> {
  for (const key of ALARM_ACTIONS.filter(each => node.list(each).atLeast > ALARM_LIMITS.actions)) {
    yield { location: node.at(key), message: `${key} has ${node.list(key).atLeast} entries; an alarm has ${ALARM_LIMITS.actions} at most` };
  }
  const queries = node.list('Metrics').sure;
  for (const [key, most] of [['MetricStat', ALARM_LIMITS.metrics], ['Expression', ALARM_LIMITS.expressions]] as const) {
    const count = queries.filter(query => query.get(key).isSure).length;
    if (count > most) { yield { location: node.at('Metrics'), message: `Metrics has ${count} entries with ${key}; an alarm has ${most} at most` }; }
  }
  for (const query of queries.filter(each => each.text('Expression').satisfies(text => /\bSEARCH\s*\(/.test(text)))) {
    yield { location: query.at('Expression'), message: 'the expression uses SEARCH, which alarms do not support' };
  }
  yield* queryProblems(node.get('Metrics'), { results: node.get('ThresholdMetricId').isAbsent ? 1 : 2, isReturned: true });
  const option = node.get('EvaluateLowSampleCountPercentile');
  if (option.isSure && node.get('Statistic').isSure) {
    yield { location: option.location, message: `EvaluateLowSampleCountPercentile is set, but Statistic is ${node.text('Statistic')}, which is no percentile` };
  }
}

function math(Metrics: readonly object[]) {
  return { Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined, Dimensions: undefined, Metrics };
}
