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

/** The most steps of a policy. */
export const MOST_STEPS = 20;

/** The metric with a resource label. */
export const LABELLED_METRIC = 'ALBRequestCountPerTarget';

/**
 * The formats of a scheduled action: a cron expression of five fields, and an IANA time zone.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 */
export const GROUP_SCHEDULE_FORMATS: readonly ValueFormat[] = [
  { path: 'MinSize', ...NUMBER },
  { path: 'MaxSize', ...NUMBER },
  { path: 'DesiredCapacity', ...NUMBER },
  { path: 'Recurrence', pattern: /^(?!cron\()\s*[^\s?]+(?:\s+[^\s?]+){4}\s*$/, form: 'five fields without cron() and without ?, such as 0 8 * * 1-5', otherwise: 'refused' },
  { path: 'TimeZone', pattern: /^(?:UTC|[A-Za-z_]+\/[\w+/-]+)$/, form: 'a time zone such as Europe/Berlin', otherwise: 'refused' },
];

/** The bounds of the fields of a recurrence. */
export const RECURRENCE_FIELDS: readonly { readonly name: string; readonly min: number; readonly max: number }[] = [
  { name: 'minute', min: 0, max: 59 }, { name: 'hour', min: 0, max: 23 }, { name: 'day', min: 1, max: 31 }, { name: 'month', min: 1, max: 12 }, { name: 'day of the week', min: 0, max: 7 },
];
