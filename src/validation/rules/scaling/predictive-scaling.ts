import type { Node } from '../../model/evaluation/node';
import { defineRule, Violation } from '../rule';

const PAIR = 'PredefinedMetricPairSpecification';
const SCALING = ['PredefinedScalingMetricSpecification', 'CustomizedScalingMetricSpecification'];
const LOAD = ['PredefinedLoadMetricSpecification', 'CustomizedLoadMetricSpecification'];

export default defineRule({
  title: 'A predictive scaling policy has one specification: a pair of metrics, or one scaling metric and one load metric',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling reports "You must specify one metric specification" for any other number, and refuses a specification with half a pair or with two scaling metrics. A buffer is required if the forecast may raise the maximum capacity, and refused otherwise.',
  fix: 'Set one entry in metricSpecifications of CfnScalingPolicy, with predefinedMetricPairSpecification, and maxCapacityBuffer with IncreaseMaxCapacity only. In CloudFormation: MetricSpecifications and MaxCapacityBuffer.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPolicyConfiguration.html',

  subject: 'scalingPolicy',
  *check({ predicting }) {
    if (!predicting.isGiven) { return; }
    const specifications = predicting.list('MetricSpecifications');
    if (specifications.isKnown && specifications.length !== 1) {
      yield { location: predicting.at('MetricSpecifications'), message: `MetricSpecifications has ${specifications.length} entries; a policy has exactly one` };
    }
    for (const specification of specifications.sure) { yield* metricProblems(specification); }
    yield* bufferProblems(predicting);
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'two specifications': { ScaleOnCpu: forecast([pair('ECSServiceCPUUtilization'), pair('ECSServiceMemoryUtilization')]) },
    'no specification': { ScaleOnCpu: forecast([]) },
    'no metric': { ScaleOnCpu: forecast([{ TargetValue: 60 }]) },
    'a pair and a load': { ScaleOnCpu: forecast([{ ...pair('ECSServiceCPUUtilization'), PredefinedLoadMetricSpecification: { PredefinedMetricType: 'ECSServiceTotalCPUUtilization' } }]) },
    'a load alone': { ScaleOnCpu: forecast([{ TargetValue: 60, PredefinedLoadMetricSpecification: { PredefinedMetricType: 'ECSServiceTotalCPUUtilization' } }]) },
    'two scaling metrics': {
      ScaleOnCpu: forecast([{ TargetValue: 60, ...both(), CustomizedScalingMetricSpecification: { MetricDataQueries: [{ Id: 'cpu', Expression: '1' }] } }]),
    },
    'a buffer that is not used': { ScaleOnCpu: forecast([pair('ECSServiceCPUUtilization')], { MaxCapacityBuffer: 10 }) },
    'no buffer': { ScaleOnCpu: forecast([pair('ECSServiceCPUUtilization')], { MaxCapacityBreachBehavior: 'IncreaseMaxCapacity' }) },
  },
  good: {
    'a pair': { ScaleOnCpu: forecast([pair('ECSServiceCPUUtilization')]) },
    'a scaling metric and a load': { ScaleOnCpu: forecast([{ TargetValue: 60, ...both() }]) },
    'a buffer': { ScaleOnCpu: forecast([pair('ECSServiceCPUUtilization')], { MaxCapacityBreachBehavior: 'IncreaseMaxCapacity', MaxCapacityBuffer: 10 }) },
    'a behavior from a parameter': { ScaleOnCpu: forecast([pair('ECSServiceCPUUtilization')], { MaxCapacityBreachBehavior: { Ref: 'AParameter' }, MaxCapacityBuffer: 10 }) },
    'specifications from a parameter': { ScaleOnCpu: forecast({ Ref: 'AParameter' }) },
    'a second specification under a condition': {
      ScaleOnCpu: forecast([pair('ECSServiceCPUUtilization'), { 'Fn::If': ['More', pair('ECSServiceMemoryUtilization'), { Ref: 'AWS::NoValue' }] }]),
    },
    'one of two loads': {
      ScaleOnCpu: forecast([{
        TargetValue: 60,
        ...both(),
        PredefinedLoadMetricSpecification: { 'Fn::If': ['Cpu', { PredefinedMetricType: 'ECSServiceTotalCPUUtilization' }, { Ref: 'AWS::NoValue' }] },
        CustomizedLoadMetricSpecification: { 'Fn::If': ['Cpu', { Ref: 'AWS::NoValue' }, { MetricDataQueries: [{ Id: 'load', Expression: '1' }] }] },
      }]),
    },
  },
});

function* metricProblems(specification: Node): Iterable<Violation> {
  const given = (keys: readonly string[]) => keys.filter(key => specification.get(key).isSure);
  const [separate] = given([...SCALING, ...LOAD]);
  if (specification.get(PAIR).isSure && separate !== undefined) {
    yield { location: specification.at(separate), message: `${PAIR} and ${separate} are set; a specification has a pair, or a scaling metric and a load metric` };
  }
  for (const keys of [SCALING, LOAD]) {
    if (given(keys).length > 1) { yield { location: specification.at(keys[1]), message: `${keys.join(' and ')} are set; a specification has one of them` }; }
  }
  if (specification.get(PAIR).isAbsent) { yield* missingMetrics(specification); }
}

function* missingMetrics(specification: Node): Iterable<Violation> {
  const { location } = specification;
  const missing = [SCALING, LOAD].filter(keys => keys.every(key => specification.get(key).isAbsent));
  if (missing.length > 1) {
    yield { location, message: `the specification has no metrics; set ${PAIR}, or a scaling metric and a load metric` };
  } else if (missing.length === 1) {
    yield { location, message: `the specification has neither ${PAIR} nor ${missing[0].join(' or ')}` };
  }
}

function* bufferProblems(predicting: Node): Iterable<Violation> {
  const behavior = predicting.text('MaxCapacityBreachBehavior').orDefault('HonorMaxCapacity');
  const buffer = predicting.get('MaxCapacityBuffer');
  if (behavior.is('HonorMaxCapacity') && buffer.isSure) {
    yield { location: buffer.location, message: 'MaxCapacityBuffer is set, but MaxCapacityBreachBehavior is HonorMaxCapacity; remove it' };
  }
  if (behavior.is('IncreaseMaxCapacity') && buffer.isAbsent) {
    yield { location: buffer.location, message: 'MaxCapacityBreachBehavior is IncreaseMaxCapacity, which requires MaxCapacityBuffer' };
  }
}

function both() {
  return {
    PredefinedScalingMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    PredefinedLoadMetricSpecification: { PredefinedMetricType: 'ECSServiceTotalCPUUtilization' },
  };
}

function pair(PredefinedMetricType: string) { return { TargetValue: 60, PredefinedMetricPairSpecification: { PredefinedMetricType } }; }

function forecast(MetricSpecifications: unknown, more: object = {}) {
  return {
    PolicyType: 'PredictiveScaling',
    TargetTrackingScalingPolicyConfiguration: undefined,
    PredictiveScalingPolicyConfiguration: { Mode: 'ForecastAndScale', MetricSpecifications, ...more },
  };
}
