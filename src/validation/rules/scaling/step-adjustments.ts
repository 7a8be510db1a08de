import { defineRule } from '../rule';
import { adjustmentProblems } from './policies/steps';

export default defineRule({
  title: 'Step adjustments cover the metric without gap or overlap, and fit their type',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling refuses steps with a gap ("Step adjustment intervals cannot have gaps between them") or an overlap, more than one step that is open at the same end, and a negative bound or a positive one without a step that is open there. It accepts a minimum magnitude for a percentage only, and no negative exact capacity.',
  fix: 'Use `scaleOnMetric()`, which completes the intervals. In CloudFormation: let each MetricIntervalLowerBound be the MetricIntervalUpperBound of the step before, and leave out the first lower or the last upper bound.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html',

  subject: 'scalingPolicy',
  check: ({ stepping }) => adjustmentProblems(stepping),

  scene: 'a Fargate service that scales in steps',
  bad: {
    'an overlap': { ScaleOut: stepped([from(0, undefined, 1), from(0, 10, 2)]) },
    'a gap': { ScaleOut: stepped([from(0, 10, 1), from(20, undefined, 2)]) },
    'two steps without an upper bound': { ScaleOut: stepped([from(0, undefined, 1), from(10, undefined, 2)]) },
    'two steps without a lower bound': { ScaleOut: stepped([from(undefined, 0, -1), from(undefined, -10, -2)]) },
    'no step above the last': { ScaleOut: stepped([from(0, 10, 1)]) },
    'no step below the first': { ScaleOut: stepped([from(-10, 0, -1)]) },
    'a step without bounds': { ScaleOut: stepped([from(undefined, undefined, 1)]) },
    'a lower bound above the upper bound': { ScaleOut: stepped([from(10, 0, 1)]) },
    'a minimum magnitude of a change': { ScaleOut: stepped([from(0, undefined, 1)], { MinAdjustmentMagnitude: 2 }) },
    'a negative exact capacity': { ScaleOut: stepped([from(0, undefined, -1)], { AdjustmentType: 'ExactCapacity' }) },
    'more steps than the quota': { ScaleOut: stepped(Array.from({ length: 21 }, (_, index) => from(index, index === 20 ? undefined : index + 1, index + 1))) },
  },
  good: {
    'steps in another order': { ScaleOut: stepped([from(10, undefined, 2), from(0, 10, 1)]) },
    'steps for fewer tasks': { ScaleOut: stepped([from(-10, 0, -1), from(undefined, -10, -2)]) },
    'a minimum magnitude of a percentage': { ScaleOut: stepped([from(0, undefined, 10)], { AdjustmentType: 'PercentChangeInCapacity', MinAdjustmentMagnitude: 2 }) },
    'an exact capacity of 0': { ScaleOut: stepped([from(undefined, 0, 0)], { AdjustmentType: 'ExactCapacity' }) },
    'a bound from a parameter': { ScaleOut: stepped([from(0, { Ref: 'AParameter' }, 1), from(20, undefined, 2)]) },
    'steps from a parameter': { ScaleOut: stepped({ Ref: 'AParameter' }) },
    'a type from a parameter': { ScaleOut: stepped([from(0, undefined, -1)], { AdjustmentType: { Ref: 'AParameter' }, MinAdjustmentMagnitude: 2 }) },
    'a step under a condition': { ScaleOut: stepped([from(0, 10, 1), { 'Fn::If': ['Busy', from(10, undefined, 2), { Ref: 'AWS::NoValue' }] }]) },
  },
});

function from(MetricIntervalLowerBound: unknown, MetricIntervalUpperBound: unknown, ScalingAdjustment: number) {
  return { MetricIntervalLowerBound, MetricIntervalUpperBound, ScalingAdjustment };
}

function stepped(StepAdjustments: unknown, more: object = {}) {
  return { StepScalingPolicyConfiguration: { StepAdjustments, ...more } };
}
