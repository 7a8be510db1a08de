import { BAND_OPERATORS, THRESHOLD_OPERATORS } from '../../../facts/alarms';
import type { Alarm } from '../../model/entities/alarm';
import { ScalingPolicy } from '../../model/entities/scaling-policy';
import { places } from '../../model/evaluation/places';
import { alarmsOfServices } from '../../model/queries/service-alarms';
import { defineRule, Violation } from '../rule';

const CPU = { Metric: { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Dimensions: [{ Name: 'ClusterName', Value: { Ref: 'Cluster' } }] }, Period: 60, Stat: 'Average' };

export default defineRule({
  title: 'An alarm of a service compares with a threshold, or with a band that it has, and a band does not scale',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudWatch refuses an alarm whose operator needs a threshold without one: "PutMetricAlarm request should have valid Threshold parameter". A band needs ThresholdMetricId, the id of an entry of Metrics that returns data. An alarm with a band cannot have a scaling policy as an action.',
  fix: 'Use `metric.createAlarm()` with threshold, or cloudwatch.AnomalyDetectionAlarm with a topic as action. In CloudFormation: Threshold, or ThresholdMetricId with an operator such as GreaterThanUpperThreshold.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',

  subject: 'application',
  *check(application) {
    for (const alarm of application.memo(alarmsOfServices)) { yield* [...missing(alarm), ...bandProblems(alarm)]; }
  },

  scene: 'a Fargate service that scales in steps',
  bad: {
    'no threshold': { HighCpu: { Threshold: undefined } },
    'a band without a metric': { HighCpu: { ComparisonOperator: 'GreaterThanUpperThreshold' } },
    'a band that starts a policy': { HighCpu: { ...band('band'), AlarmActions: [{ Ref: 'ScaleOut' }] } },
    'a band that the alarm does not have': { scene: 'a Fargate service', change: { Anomaly: anomaly('limits') } },
    'a band that returns no data': { scene: 'a Fargate service', change: { Anomaly: anomaly('band', { ReturnData: false }) } },
  },
  good: {
    'a threshold of 0': { HighCpu: { Threshold: 0 } },
    'an operator from a parameter': { HighCpu: { ComparisonOperator: { Ref: 'AParameter' }, Threshold: undefined } },
    'a band': { scene: 'a Fargate service', change: { Anomaly: anomaly('band') } },
    'a band from a parameter': { scene: 'a Fargate service', change: { Anomaly: anomaly({ Ref: 'AParameter' }) } },
    'a band with an id from a parameter': { scene: 'a Fargate service', change: { Anomaly: anomaly('band', { Id: { Ref: 'AParameter' } }) } },
    'metrics from a parameter': { scene: 'a Fargate service', change: { Service: alarms('anomaly'), Anomaly: anomaly('band', {}, { AlarmName: 'anomaly', Metrics: { Ref: 'AParameter' } }) } },
  },
});

function* missing({ node }: Alarm): Iterable<Violation> {
  const operator = node.text('ComparisonOperator');
  const [threshold, metric] = [node.get('Threshold'), node.get('ThresholdMetricId')];
  if (operator.isOneOf(THRESHOLD_OPERATORS) && threshold.isAbsent) { yield { location: threshold.location, message: `ComparisonOperator is ${operator}, but Threshold is not set` }; }
  if (operator.isOneOf(BAND_OPERATORS) && metric.isAbsent) { yield { location: metric.location, message: `ComparisonOperator is ${operator}, but ThresholdMetricId is not set` }; }
}

function* bandProblems({ node }: Alarm): Iterable<Violation> {
  const metric = node.text('ThresholdMetricId');
  if (!metric.isKnown) { return; }
  const queries = node.list('Metrics');
  const isOther = [...queries].every(query => query.text('Id').satisfies(id => metric.differs(id)) || query.flag('ReturnData').is(false));
  if (queries.isKnown && isOther) { yield { location: node.at('ThresholdMetricId'), message: `ThresholdMetricId is ${metric}, and no entry of Metrics with this id returns data` }; }
  for (const action of places(node, 'AlarmActions/*').filter(each => each.asAttribute?.resource.type === ScalingPolicy.TYPE)) {
    yield { location: action.location, message: 'the alarm compares with a band, and cannot have a scaling policy as an action' };
  }
}

function alarms(name: string) { return { DeploymentConfiguration: { Alarms: { AlarmNames: [name], Enable: true, Rollback: true } } }; }

function band(ThresholdMetricId: unknown, more: object = {}) {
  return {
    Namespace: undefined,
    MetricName: undefined,
    Statistic: undefined,
    Period: undefined,
    Dimensions: undefined,
    Threshold: undefined,
    Metrics: [{ Id: 'cpu', MetricStat: CPU }, { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(cpu)', ...more }],
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
