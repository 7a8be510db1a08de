import { bandProblems, thresholdProblems } from './alarms/bands';
import { ALARM_ACTIONS, ALARM_FORMATS, ALARM_LIMITS, isAlarmPeriod, longestEvaluation } from '../../../facts/alarms';
import type { Alarm } from '../../model/entities/alarm';
import { places } from '../../model/evaluation/places';
import { alarmsOfServices } from '../../model/queries/service-alarms';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';
import { queryProblems } from '../scaling/policies/metric-queries';

const CPU = { Metric: { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Dimensions: [{ Name: 'ClusterName', Value: { Ref: 'Cluster' } }] }, Period: 60, Stat: 'Average' };

export default defineRule({
  title: 'Alarms that scale services or watch deployments have settings that CloudWatch accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check how the settings of an alarm fit each other. CloudWatch refuses the alarm: "PutMetricAlarm request should have valid Threshold parameter". A band needs ThresholdMetricId, the id of an entry of Metrics that returns data, and cannot have a scaling policy as an action.',
  fix: 'Use `metric.createAlarm()` with a threshold and a period of whole minutes, or cloudwatch.AnomalyDetectionAlarm with a topic as action. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',

  subject: 'application',
  *check(application) {
    for (const alarm of application.memo(alarmsOfServices)) {
      yield* wrongValues(alarm.node, ALARM_FORMATS, () => `alarm ${alarm.resource.logicalId}`);
      yield* [...timeProblems(alarm), ...listProblems(alarm), ...thresholdProblems(alarm), ...bandProblems(alarm)];
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
    'no threshold': { HighCpu: { Threshold: undefined } },
    'a band without a metric': { HighCpu: { ComparisonOperator: 'GreaterThanUpperThreshold' } },
    'a band that starts a policy': { HighCpu: { ...band('band'), AlarmActions: [{ Ref: 'ScaleOut' }] } },
    'a band that the alarm does not have': { scene: 'a Fargate service', change: { Anomaly: anomaly('limits') } },
    'three results with a band': { scene: 'a Fargate service', change: { Anomaly: anomaly('band', {}, { Metrics: [{ Id: 'cpu', MetricStat: CPU }, { Id: 'half', Expression: 'cpu / 2' }, { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(cpu)' }] }) } },
    'a band that returns no data': { scene: 'a Fargate service', change: { Anomaly: anomaly('band', { ReturnData: false }) } },
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
    'a band': { scene: 'a Fargate service', change: { Anomaly: anomaly('band') } },
    'two periods of metric math': { HighCpu: math([{ Id: 'cpu', MetricStat: CPU, ReturnData: false }, { Id: 'half', MetricStat: { ...CPU, Period: 300 } }]) },
    'a percentile, and its option': { HighCpu: { Statistic: undefined, ExtendedStatistic: 'p99', EvaluateLowSampleCountPercentile: 'ignore' } },
    'settings from parameters': { HighCpu: { Period: { Ref: 'AParameter' }, EvaluationPeriods: { Ref: 'AParameter' }, Threshold: { Ref: 'AParameter' }, ComparisonOperator: { Ref: 'AParameter' } } },
    'a threshold of 0': { HighCpu: { Threshold: 0 } },
    'an operator from a parameter': { HighCpu: { ComparisonOperator: { Ref: 'AParameter' }, Threshold: undefined } },
    'a band from a parameter': { scene: 'a Fargate service', change: { Anomaly: anomaly({ Ref: 'AParameter' }) } },
    'a band with an id from a parameter': { scene: 'a Fargate service', change: { Anomaly: anomaly('band', { Id: { Ref: 'AParameter' } }) } },
    'metrics from a parameter': { scene: 'a Fargate service', change: { Service: alarms('anomaly'), Anomaly: anomaly('band', {}, { AlarmName: 'anomaly', Metrics: { Ref: 'AParameter' } }) } },
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
  yield* queryProblems(node.get('Metrics'), { results: node.get('ThresholdMetricId').isAbsent ? 1 : 2 });
  const option = node.get('EvaluateLowSampleCountPercentile');
  if (option.isSure && node.get('Statistic').isSure) {
    yield { location: option.location, message: `EvaluateLowSampleCountPercentile is set, but Statistic is ${node.text('Statistic')}, which is no percentile` };
  }
}

function alarms(name: string) { return { DeploymentConfiguration: { Alarms: { AlarmNames: [name], Enable: true, Rollback: true } } }; }

function band(ThresholdMetricId: unknown, more: object = {}) {
  return {
    ...math([{ Id: 'cpu', MetricStat: CPU }, { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(cpu)', ...more }]),
    Threshold: undefined,
    EvaluationPeriods: 3,
    ComparisonOperator: 'GreaterThanUpperThreshold',
    ThresholdMetricId,
    AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:team'],
  };
}

function anomaly(ThresholdMetricId: unknown, entry: object = {}, more: object = {}): object {
  const properties = Object.entries({ ...band(ThresholdMetricId, entry), ...more }).filter(([, value]) => value !== undefined);
  return { Type: 'AWS::CloudWatch::Alarm', Properties: Object.fromEntries(properties) };
}

function math(Metrics: readonly object[]) {
  return { Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined, Dimensions: undefined, Metrics };
}
