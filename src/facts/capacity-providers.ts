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
