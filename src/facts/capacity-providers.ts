import type { ValueFormat } from './value-format';

/**
 * The bounds of managed scaling: the target in percent, steps in instances, and the warm-up in seconds.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html
 */
export const MANAGED_SCALING = {
  targetCapacity: { min: 1, max: 100 },
  stepSize: { min: 1, max: 10_000 },
  instanceWarmup: { min: 0, max: 10_000 },
} as const;

/**
 * The security groups of a network interface by default. The quota can be raised to 16.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const DEFAULT_SECURITY_GROUPS = 5;

/**
 * The percentages of an instance refresh. The maximum exceeds the minimum by at most 100.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html
 */
export const REFRESH_PERCENT = { healthy: { min: 0, max: 100 }, most: { min: 100, max: 200 }, difference: 100 } as const;

const SCALING = 'AutoScalingGroupProvider/ManagedScaling';

/** The setting that managed termination protection and managed scaling have in common. */
const SWITCH = { oneOf: ['ENABLED', 'DISABLED'], otherwise: 'refused' } as const;

/**
 * The format of values in a capacity provider of an Auto Scaling group. The lists and bounds are in the CloudFormation schema too.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html
 */
export const CAPACITY_PROVIDER_FORMATS: readonly ValueFormat[] = [
  { path: 'AutoScalingGroupProvider/ManagedTerminationProtection', ...SWITCH },
  { path: 'AutoScalingGroupProvider/ManagedDraining', ...SWITCH },
  { path: `${SCALING}/Status`, ...SWITCH },
  { path: `${SCALING}/TargetCapacity`, ...MANAGED_SCALING.targetCapacity, unit: 'percent', otherwise: 'refused' },
  { path: `${SCALING}/MinimumScalingStepSize`, ...MANAGED_SCALING.stepSize, unit: 'instances', otherwise: 'refused' },
  { path: `${SCALING}/MaximumScalingStepSize`, ...MANAGED_SCALING.stepSize, unit: 'instances', otherwise: 'refused' },
  { path: `${SCALING}/InstanceWarmupPeriod`, ...MANAGED_SCALING.instanceWarmup, unit: 'seconds', otherwise: 'refused' },
];

/** Two numbers, of which the first is not above the second. */
export interface OrderedSettings {
  readonly lower: string;
  readonly upper: string;
}

/**
 * The steps of managed scaling. ECS refuses others with "The minimum or maximum scaling step size value is invalid".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html
 */
export const SCALING_STEPS: OrderedSettings = { lower: `${SCALING}/MinimumScalingStepSize`, upper: `${SCALING}/MaximumScalingStepSize` };

/**
 * The most capacity providers of a cluster. The quota cannot be raised. ECS refuses more with "The maximum number of capacity providers per cluster has
 * been exceeded".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 */
export const CLUSTER_PROVIDERS = 20;
