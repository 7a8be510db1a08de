import { own } from '../../../facts/own';
import { POLICY_CONFIGURATIONS } from '../../../facts/scaling';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A scaling policy has the configuration of its type, and no other',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling reports "You must only provide a single scaling policy configuration, which must match the scaling policy type specified", or that the configuration of the type must be specified.',
  fix: 'Use `onCpu()` or `scaleToTrackMetric()` for target tracking and `scaleOnMetric()` for steps, which set both. In CloudFormation: PolicyType, and StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration or PredictiveScalingPolicyConfiguration.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html',

  subject: 'scalingPolicy',
  *check({ node, type }) {
    const configuration = own(POLICY_CONFIGURATIONS, type.known ?? '');
    if (configuration === undefined) { return; }
    if (node.get(configuration).isAbsent) {
      yield { location: node.at('PolicyType'), message: `PolicyType is ${type}, but ${configuration} is not set` };
    }
    for (const other of Object.values(POLICY_CONFIGURATIONS).filter(key => key !== configuration && node.get(key).isGiven)) {
      yield { location: node.at(other), message: `PolicyType is ${type}, but ${other} is set; remove it, or create another policy for it` };
    }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'a target tracking configuration of a step scaling policy': { ScaleOnCpu: { PolicyType: 'StepScaling' } },
    'no configuration': { ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: undefined } },
    'two configurations': { ScaleOnCpu: { StepScalingPolicyConfiguration: steps() } },
  },
  good: {
    'a type from a parameter': { ScaleOnCpu: { PolicyType: { Ref: 'AParameter' } } },
    'a second configuration under a condition': { ScaleOnCpu: { StepScalingPolicyConfiguration: { 'Fn::If': ['Stepped', steps(), { Ref: 'AWS::NoValue' }] } } },
    'a configuration under a condition': {
      ScaleOnCpu: {
        TargetTrackingScalingPolicyConfiguration: {
          'Fn::If': ['Tracked', { PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }, TargetValue: 60 }, { Ref: 'AWS::NoValue' }],
        },
      },
    },
  },
});

function steps() { return { AdjustmentType: 'ChangeInCapacity', StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] }; }
