import { REFRESH_PERCENT } from './capacity-providers';
import { REFUSED_TOGETHER } from './managed-instances';
import type { ValueFormat } from './value-format';

const HOOK = 'LifecycleHookSpecificationList/*/';
const MIXED = 'MixedInstancesPolicy/LaunchTemplate/Overrides';
const DISTRIBUTION = 'MixedInstancesPolicy/InstancesDistribution';

function hookFormats(prefix: string): readonly ValueFormat[] {
  return [
    { path: `${prefix}DefaultResult`, oneOf: ['CONTINUE', 'ABANDON'], otherwise: 'refused' },
    { path: `${prefix}HeartbeatTimeout`, min: 30, max: 7200, unit: 'seconds', otherwise: 'refused' },
    { path: `${prefix}LifecycleTransition`, oneOf: ['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING'], otherwise: 'refused' },
    { path: `${prefix}NotificationTargetARN`, pattern: /^(?:arn:(?!.*\.fifo$)|$)/, form: 'the ARN of a topic, a function, or a queue that is not FIFO', otherwise: 'refused' },
  ];
}

/**
 * The formats of lifecycle hooks.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html
 */
export const LIFECYCLE_HOOK_FORMATS: readonly ValueFormat[] = hookFormats('');

const EVENTS: readonly string[] = ['EC2_INSTANCE_LAUNCH', 'EC2_INSTANCE_LAUNCH_ERROR', 'EC2_INSTANCE_TERMINATE', 'EC2_INSTANCE_TERMINATE_ERROR', 'TEST_NOTIFICATION'];
const TERMINATION_POLICIES = 'AllocationStrategy|ClosestToNextInstanceHour|Default|NewestInstance|OldestInstance|OldestLaunchConfiguration|OldestLaunchTemplate';

/**
 * The formats of an Auto Scaling group. Lists that AWS extends are warnings. That EC2 is refused beside other health checks, as in "EC2,ELB", was measured by
 * cdk-preflight 1.9.1; AWS documents only the values.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnableMetricsCollection.html
 * @see https://github.com/badmintoncryer/cdk-preflight
 */
export const GROUP_FORMATS: readonly ValueFormat[] = [
  ...hookFormats(HOOK),
  { path: 'Cooldown', min: 0, max: Infinity, form: '0 or more', otherwise: 'refused' },
  { path: 'HealthCheckGracePeriod', min: 0, max: Infinity, form: '0 or more', otherwise: 'refused' },
  { path: 'HealthCheckType', pattern: /^(?:EC2|(?!.*\bEC2\b).*)$/, form: 'EC2 alone, or other health checks, which include it', otherwise: 'refused' },
  { path: 'MaxInstanceLifetime', pattern: /^(?:0|8(?:6[4-9]|[7-9]\d)\d\d|9\d{4}|[1-9]\d{5,6}|[12]\d{7}|3(?:0\d|1[0-4])\d{5}|315[0-2]\d{4}|3153[0-5]\d{3}|31536000)$/, form: '0, or from 86400 to 31536000 seconds', otherwise: 'refused' },
  { path: 'MetricsCollection/*/Granularity', oneOf: ['1Minute'], otherwise: 'refused' },
  { path: 'NotificationConfigurations/*/NotificationTypes/*', oneOf: EVENTS.map(event => `autoscaling:${event}`), otherwise: 'refused' },
  { path: 'Tags/*/Key', pattern: /^(?!aws:)/, form: 'a key without the prefix aws:', otherwise: 'refused' },
  { path: 'TerminationPolicies/*', pattern: new RegExp(`^(?:${TERMINATION_POLICIES}|arn:.*)$`), form: 'a termination policy, or the ARN of a function', otherwise: 'doubtful' },
  { path: `${DISTRIBUTION}/OnDemandPercentageAboveBaseCapacity`, min: 0, max: 100, otherwise: 'refused' },
  { path: `${DISTRIBUTION}/OnDemandBaseCapacity`, min: 0, max: Infinity, form: '0 or more', otherwise: 'refused' },
  { path: `${DISTRIBUTION}/OnDemandAllocationStrategy`, oneOf: ['prioritized', 'lowest-price'], otherwise: 'refused' },
  { path: `${DISTRIBUTION}/SpotAllocationStrategy`, oneOf: ['lowest-price', 'capacity-optimized', 'capacity-optimized-prioritized', 'price-capacity-optimized'], otherwise: 'refused' },
];

/** Properties of which at most one may be set, under a path; and whether one is required. */
export interface Exclusive {
  readonly path: string;
  readonly keys: readonly string[];
  readonly isRequired?: true;
}

/**
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRequirements.html
 */
export const GROUP_EXCLUSIVES: readonly Exclusive[] = [
  { path: '', keys: ['LaunchTemplate', 'LaunchConfigurationName', 'MixedInstancesPolicy', 'InstanceId'], isRequired: true },
  { path: '', keys: ['AvailabilityZones', 'AvailabilityZoneIds'] },
  { path: `${MIXED}/*`, keys: ['InstanceType', 'InstanceRequirements'] },
  ...REFUSED_TOGETHER.map(keys => ({ path: `${MIXED}/*/InstanceRequirements`, keys })),
];

/**
 * Without any of these a group has no place for its instances.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
 */
export const GROUP_PLACES: readonly string[] = ['VPCZoneIdentifier', 'AvailabilityZones', 'AvailabilityZoneIds', 'InstanceId'];

/** Lists with a maximum length, or whose elements differ in a key. */
export interface GroupList {
  readonly path: string;
  readonly most: number;
  readonly unique?: string;
}

/**
 * AWS documents 50 lifecycle hooks of a group, 10 topics, 50 tags and 40 overrides. cdk-preflight 1.9.1 measured refusals that AWS does not document: of more
 * than 5 hooks in the group itself, and of a hook name or an instance type that occurs twice.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplate.html
 * @see https://github.com/badmintoncryer/cdk-preflight
 */
export const GROUP_LISTS: readonly GroupList[] = [
  { path: 'LifecycleHookSpecificationList', most: 5, unique: 'LifecycleHookName' },
  { path: 'NotificationConfigurations', most: 10 },
  { path: 'Tags', most: 50 },
  { path: MIXED, most: 40, unique: 'InstanceType' },
];

/**
 * Allocation strategies that need an order of instance types, which requirements do not have.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html
 */
export const WITH_REQUIREMENTS_EXCLUDED: ReadonlyMap<string, string> = new Map([
  ['OnDemandAllocationStrategy', 'prioritized'],
  ['SpotAllocationStrategy', 'capacity-optimized-prioritized'],
]);
export const MIXED_PATHS = { overrides: `${MIXED}/*`, distribution: DISTRIBUTION } as const;

/**
 * The most overrides with requirements.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateOverrides.html
 */
export const MOST_REQUIREMENTS = 4;

/** The most by which the maximum healthy percentage exceeds the minimum. */
export const MAINTENANCE_DIFFERENCE = REFRESH_PERCENT.difference;
