import { defineRule } from '../rule';
import { predictionProblems } from './policies/predictions';

export default defineRule({
  title: 'A predictive scaling policy has one specification: a pair of metrics, or one scaling metric and one load metric',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling reports "You must specify one metric specification" for any other number, and refuses a specification with half a pair or with two scaling metrics. A buffer is required if the forecast may raise the maximum capacity, and refused otherwise.',
  fix: 'Set one entry in metricSpecifications of CfnScalingPolicy, with predefinedMetricPairSpecification, and maxCapacityBuffer with IncreaseMaxCapacity only. In CloudFormation: MetricSpecifications and MaxCapacityBuffer.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPolicyConfiguration.html',

  subject: 'scalingPolicy',
  check: ({ predicting }) => predictionProblems(predicting),

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
