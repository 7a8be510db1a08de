import type { RequiredMembers } from './task-members';
import type { ValueFormat } from './value-format';

/**
 * How Application Auto Scaling identifies ECS services: a namespace, its only dimension, and the resource id, with the name of the cluster and the name of the
 * service. For other texts it reports "Unsupported service namespace, resource type or scalable dimension" or "ECS service doesn't exist".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export const SERVICE_SCALING = {
  namespace: 'ecs',
  dimension: 'ecs:service:DesiredCount',
  prefix: 'service/',
  id: /^service\/[^/]+\/[^/]+$/,
  form: 'service/CLUSTER_NAME/SERVICE_NAME',
} as const;

/**
 * The number of scheduled actions of a scalable target, which cannot be raised, and of step adjustments of a policy, which AWS raises on request.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html
 */
export const SCALING_QUOTAS = { scheduledActions: 200, stepAdjustments: 20 } as const;

/**
 * The bounds of a capacity and of a cooldown. AWS documents no maximum.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export const CAPACITY = { min: 0, form: '0 or more' } as const;
export const COOLDOWN_SECONDS = { min: 0, form: '0 seconds or more' } as const;

/**
 * The target of the utilization of CPU or memory, in percent of the reserved amount.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
 */
export const UTILIZATION_PERCENT = { above: 0, max: 100 } as const;

/**
 * The name of a scheduled action: no colon, slash, bar or control character, and no space at its ends.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export const SCHEDULED_ACTION_NAME = {
  pattern: /^(?! )(?!.* $)[^\p{Cc}:/|]{1,256}$/u,
  form: '1 to 256 characters without a colon, slash, bar or control character, and without a space at its ends',
} as const;

/**
 * The formats of the values in a scalable target of a service.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTargetAction.html
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export const TARGET_FORMATS: readonly ValueFormat[] = [
  { path: 'MinCapacity', ...CAPACITY, otherwise: 'refused' },
  { path: 'MaxCapacity', ...CAPACITY, otherwise: 'refused' },
  { path: 'ScheduledActions/*/ScalableTargetAction/MinCapacity', ...CAPACITY, otherwise: 'refused' },
  { path: 'ScheduledActions/*/ScalableTargetAction/MaxCapacity', ...CAPACITY, otherwise: 'refused' },
  { path: 'ScheduledActions/*/ScheduledActionName', ...SCHEDULED_ACTION_NAME, otherwise: 'refused' },
];

/**
 * The parts of a scheduled action that PutScheduledAction requires: "ScalableTargetAction must be set".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTargetAction.html
 */
export const TARGET_REQUIRED: readonly RequiredMembers[] = [
  { path: 'ScheduledActions/*', anyOf: ['Schedule'], otherwise: 'refused' },
  { path: 'ScheduledActions/*', anyOf: ['ScheduledActionName'], otherwise: 'refused' },
  { path: 'ScheduledActions/*', anyOf: ['ScalableTargetAction'], otherwise: 'refused' },
  { path: 'ScheduledActions/*/ScalableTargetAction', anyOf: ['MinCapacity', 'MaxCapacity'], otherwise: 'refused' },
];

/**
 * The configuration that each type of scaling policy has: "You must only provide a single scaling policy configuration, which must match the scaling policy type
 * specified."
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export const POLICY_CONFIGURATIONS: Readonly<Record<string, string>> = {
  StepScaling: 'StepScalingPolicyConfiguration',
  TargetTrackingScaling: 'TargetTrackingScalingPolicyConfiguration',
  PredictiveScaling: 'PredictiveScalingPolicyConfiguration',
};

/** The properties with which a scaling policy names its scalable target, in place of ScalingTargetId. */
export const POLICY_RESOURCE = ['ResourceId', 'ScalableDimension', 'ServiceNamespace'] as const;

/**
 * The types of adjustments of a step scaling policy; a minimum magnitude is only allowed for the percentage, and an exact capacity is not negative.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html
 */
export const ADJUSTMENT_TYPES = { change: 'ChangeInCapacity', percent: 'PercentChangeInCapacity', exact: 'ExactCapacity' } as const;

const STEP = 'StepScalingPolicyConfiguration';
const TRACKING = 'TargetTrackingScalingPolicyConfiguration';
const PREDICTIVE = 'PredictiveScalingPolicyConfiguration';

/**
 * The formats of the values in a scaling policy of a service.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPolicyConfiguration.html
 */
export const POLICY_FORMATS: readonly ValueFormat[] = [
  { path: 'PolicyType', oneOf: Object.keys(POLICY_CONFIGURATIONS), otherwise: 'refused' },
  { path: 'PolicyName', pattern: /^\P{Cc}{1,256}$/u, form: '1 to 256 printable characters', otherwise: 'refused' },
  { path: `${STEP}/AdjustmentType`, oneOf: Object.values(ADJUSTMENT_TYPES), otherwise: 'refused' },
  { path: `${STEP}/MetricAggregationType`, oneOf: ['Average', 'Minimum', 'Maximum'], otherwise: 'refused' },
  { path: `${STEP}/MinAdjustmentMagnitude`, min: 1, form: '1 or more', otherwise: 'doubtful' },
  { path: `${STEP}/Cooldown`, ...COOLDOWN_SECONDS, otherwise: 'doubtful' },
  { path: `${TRACKING}/ScaleInCooldown`, ...COOLDOWN_SECONDS, otherwise: 'doubtful' },
  { path: `${TRACKING}/ScaleOutCooldown`, ...COOLDOWN_SECONDS, otherwise: 'doubtful' },
  { path: `${TRACKING}/CustomizedMetricSpecification/Statistic`, oneOf: ['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum'], otherwise: 'refused' },
  { path: `${PREDICTIVE}/Mode`, oneOf: ['ForecastOnly', 'ForecastAndScale'], otherwise: 'refused' },
  { path: `${PREDICTIVE}/MaxCapacityBreachBehavior`, oneOf: ['HonorMaxCapacity', 'IncreaseMaxCapacity'], otherwise: 'refused' },
  { path: `${PREDICTIVE}/MaxCapacityBuffer`, min: 0, max: 100, unit: 'percent', otherwise: 'refused' },
  { path: `${PREDICTIVE}/SchedulingBufferTime`, min: 0, max: 3600, unit: 'seconds', otherwise: 'refused' },
];

/**
 * The members that PutScalingPolicy requires, and the CloudFormation schema does not.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
 */
export const POLICY_REQUIRED: readonly RequiredMembers[] = [
  { path: '', anyOf: ['PolicyName'], otherwise: 'refused' },
  { path: STEP, anyOf: ['AdjustmentType'], otherwise: 'refused' },
  { path: STEP, anyOf: ['StepAdjustments'], otherwise: 'refused' },
  { path: `${STEP}/StepAdjustments/*`, anyOf: ['ScalingAdjustment'], otherwise: 'refused' },
  { path: TRACKING, anyOf: ['TargetValue'], otherwise: 'refused' },
  { path: TRACKING, anyOf: ['PredefinedMetricSpecification', 'CustomizedMetricSpecification'], otherwise: 'refused' },
  { path: `${TRACKING}/PredefinedMetricSpecification`, anyOf: ['PredefinedMetricType'], otherwise: 'refused' },
];
