import type { RequiredMembers } from './task-members';
import type { ValueFormat } from './value-format';

const NUMBER = { min: 0, max: Infinity, form: '0 or more', otherwise: 'refused' } as const;

/**
 * The formats of a scaling policy of an Auto Scaling group.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TargetTrackingConfiguration.html
 */
export const GROUP_POLICY_FORMATS: readonly ValueFormat[] = [
  { path: 'PolicyType', oneOf: ['SimpleScaling', 'StepScaling', 'TargetTrackingScaling', 'PredictiveScaling'], otherwise: 'refused' },
  { path: 'AdjustmentType', oneOf: ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'], otherwise: 'refused' },
  { path: 'MinAdjustmentMagnitude', min: 1, max: Infinity, form: '1 or more', otherwise: 'refused' },
  { path: 'TargetTrackingConfiguration/TargetValue', pattern: /^(?!-|0+(?:\.0*)?$)/, form: 'more than 0', otherwise: 'refused' },
  { path: 'TargetTrackingConfiguration/CustomizedMetricSpecification/Period', min: 1, max: 60, unit: 'seconds', otherwise: 'refused' },
];

/** The settings of each type of policy: those that it requires, and those of other types, which EC2 Auto Scaling is known to refuse: "is not supported for a StepScaling policy". */
export interface PolicyKind {
  readonly required: readonly string[];
  readonly forbidden: readonly string[];
}

/** The type of a policy without PolicyType. */
export const DEFAULT_POLICY = 'SimpleScaling';

export const POLICY_KINDS: Readonly<Record<string, PolicyKind>> = {
  SimpleScaling: { required: ['AdjustmentType', 'ScalingAdjustment'], forbidden: ['StepAdjustments', 'MetricAggregationType', 'EstimatedInstanceWarmup', 'TargetTrackingConfiguration'] },
  StepScaling: { required: ['AdjustmentType', 'StepAdjustments'], forbidden: ['ScalingAdjustment', 'TargetTrackingConfiguration'] },
  TargetTrackingScaling: {
    required: ['TargetTrackingConfiguration'], forbidden: ['ScalingAdjustment', 'StepAdjustments', 'MinAdjustmentMagnitude', 'MetricAggregationType', 'PredictiveScalingConfiguration'],
  },
  PredictiveScaling: {
    required: ['PredictiveScalingConfiguration'], forbidden: ['AdjustmentType', 'ScalingAdjustment', 'StepAdjustments', 'EstimatedInstanceWarmup', 'TargetTrackingConfiguration'],
  },
};

/**
 * The members of the configurations of a policy that it requires, and the CloudFormation schema does not.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TargetTrackingConfiguration.html
 */
export const GROUP_POLICY_REQUIRED: readonly RequiredMembers[] = [
  { path: 'TargetTrackingConfiguration', anyOf: ['PredefinedMetricSpecification', 'CustomizedMetricSpecification'], otherwise: 'refused' },
];

/**
 * The formats of the sizes in a scheduled action.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html
 */
export const GROUP_SCHEDULE_FORMATS: readonly ValueFormat[] = [
  { path: 'MinSize', ...NUMBER },
  { path: 'MaxSize', ...NUMBER },
  { path: 'DesiredCapacity', ...NUMBER },
];
