import type { OrderedSettings } from './capacity-providers';
import type { RequiredMembers } from './task-members';
import type { Format, ValueFormat } from './value-format';
import type { Verdict } from './verdict';

/**
 * The size of the data volume of an instance, in GiB. It holds the images, logs and volumes of all tasks on the instance.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export const MANAGED_STORAGE_GIB = { min: 30, max: 16_384 } as const;

/**
 * The seconds for which an instance is idle or underutilized before ECS moves its tasks and terminates it; the value of "off" is -1.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InfrastructureOptimization.html
 */
export const MANAGED_SCALE_IN_SECONDS = { min: 0, max: 3600, off: -1 } as const;

/**
 * The keys of tags that the instance metadata service can have. An instance with another tag is not launched if its tags are in the metadata.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html
 */
export const METADATA_TAG_KEY: Format = { pattern: /^[0-9a-zA-Z\-_+=,.@:]{1,255}$/, form: '1 to 255 letters, digits and the characters -_+=,.@:' };

/** The families of burstable instance types, which requirements exclude by default. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html */
export const BURSTABLE_TYPE = /^t\d/;

/** Bare metal instance types, which requirements exclude by default. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceRequirements.html */
export const BARE_METAL_TYPE = /\.metal/;

/**
 * The network modes of tasks on Managed Instances.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-networking.html
 */
export const MANAGED_NETWORK_MODES: readonly string[] = ['awsvpc', 'host'];

const PROVIDER = 'ManagedInstancesProvider';
const TEMPLATE = `${PROVIDER}/InstanceLaunchTemplate`;
const REQUIREMENTS = `${TEMPLATE}/InstanceRequirements`;
const INCLUSION = { oneOf: ['included', 'excluded', 'required'], otherwise: 'refused' } as const;

/** The name of an instance type, or a pattern of names such as `m7g.*`. */
const TYPE_PATTERN = { pattern: /^[a-zA-Z0-9.*-]{1,30}$/, form: '1 to 30 letters, digits, periods, hyphens and asterisks', otherwise: 'refused' } as const;

/**
 * The format of values in a capacity provider of Managed Instances. The lists are in the CloudFormation schema too; the bounds are in the API reference alone.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateManagedInstancesProviderConfiguration.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceLaunchTemplate.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceRequirementsRequest.html
 */
export const MANAGED_FORMATS: readonly ValueFormat[] = [
  { path: `${TEMPLATE}/StorageConfiguration/StorageSizeGiB`, ...MANAGED_STORAGE_GIB, unit: 'GiB', otherwise: 'refused' },
  {
    path: `${PROVIDER}/InfrastructureOptimization/ScaleInAfter`,
    min: MANAGED_SCALE_IN_SECONDS.off,
    max: MANAGED_SCALE_IN_SECONDS.max,
    form: `from ${MANAGED_SCALE_IN_SECONDS.min} to ${MANAGED_SCALE_IN_SECONDS.max} seconds, or ${MANAGED_SCALE_IN_SECONDS.off} to turn it off`,
    otherwise: 'refused',
  },
  { path: `${PROVIDER}/PropagateTags`, oneOf: ['CAPACITY_PROVIDER', 'NONE'], otherwise: 'refused' },
  { path: `${PROVIDER}/AutoRepairConfiguration/ActionsStatus`, oneOf: ['ENABLED', 'DISABLED'], otherwise: 'refused' },
  { path: `${TEMPLATE}/CapacityOptionType`, oneOf: ['ON_DEMAND', 'SPOT', 'RESERVED'], otherwise: 'refused' },
  { path: `${TEMPLATE}/Monitoring`, oneOf: ['BASIC', 'DETAILED'], otherwise: 'refused' },
  {
    path: `${TEMPLATE}/CapacityReservations/ReservationPreference`, oneOf: ['RESERVATIONS_ONLY', 'RESERVATIONS_FIRST', 'RESERVATIONS_EXCLUDED'], otherwise: 'refused',
  },
  { path: `${REQUIREMENTS}/BareMetal`, ...INCLUSION },
  { path: `${REQUIREMENTS}/BurstablePerformance`, ...INCLUSION },
  { path: `${REQUIREMENTS}/LocalStorage`, ...INCLUSION },
  { path: `${REQUIREMENTS}/CpuManufacturers/*`, oneOf: ['intel', 'amd', 'amazon-web-services'], otherwise: 'doubtful' },
  { path: `${REQUIREMENTS}/InstanceGenerations/*`, oneOf: ['current', 'previous'], otherwise: 'refused' },
  { path: `${REQUIREMENTS}/AllowedInstanceTypes/*`, ...TYPE_PATTERN },
  { path: `${REQUIREMENTS}/ExcludedInstanceTypes/*`, ...TYPE_PATTERN },
];

/**
 * The lists of Managed Instances that must not be empty. The CloudFormation schema accepts empty ones.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedInstancesNetworkConfiguration.html
 */
export const MANAGED_REQUIRED: readonly RequiredMembers[] = [
  { path: `${TEMPLATE}/NetworkConfiguration`, anyOf: ['Subnets'], otherwise: 'refused' },
];

/** A range in the requirements: the property, and the start of the names of the CDK's two props. */
interface RequirementRange {
  readonly property: string;
  readonly prop: string;
}

/**
 * The ranges in the requirements of instance types. No instance type is in a range whose minimum is above its maximum.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceRequirementsRequest.html
 */
export const REQUIREMENT_RANGES = [
  { property: 'VCpuCount', prop: 'vCpuCount' },
  { property: 'MemoryMiB', prop: 'memory' },
  { property: 'MemoryGiBPerVCpu', prop: 'memoryPerVCpu' },
  { property: 'AcceleratorCount', prop: 'acceleratorCount' },
  { property: 'AcceleratorTotalMemoryMiB', prop: 'acceleratorTotalMemory' },
  { property: 'BaselineEbsBandwidthMbps', prop: 'baselineEbsBandwidthMbps' },
  { property: 'NetworkBandwidthGbps', prop: 'networkBandwidthGbps' },
  { property: 'NetworkInterfaceCount', prop: 'networkInterfaceCount' },
  { property: 'TotalLocalStorageGB', prop: 'totalLocalStorageGB' },
] as const satisfies readonly RequirementRange[];

/** The paths of the bounds of each range. */
export const ORDERED_REQUIREMENTS: readonly OrderedSettings[] = REQUIREMENT_RANGES.map(({ property }) =>
  ({ lower: `${REQUIREMENTS}/${property}/Min`, upper: `${REQUIREMENTS}/${property}/Max` }));

/**
 * The requirements of which EC2 refuses two together, also in Auto Scaling groups.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceRequirementsRequest.html
 */
export const REFUSED_TOGETHER = [
  ['AllowedInstanceTypes', 'ExcludedInstanceTypes'],
  ['SpotMaxPricePercentageOverLowestPrice', 'MaxSpotPriceAsPercentageOfOptimalOnDemandPrice'],
] as const;

/** Two settings that exclude each other. */
export interface ExclusiveSettings {
  readonly path: string;
  readonly one: string;
  readonly other: string;
  readonly otherwise: Verdict;
}

/**
 * The requirements of which only one can be set. EC2 documents the first two. The CDK refuses the third; EC2 documents it as valid.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceRequirementsRequest.html
 */
export const EXCLUSIVE_REQUIREMENTS: readonly ExclusiveSettings[] = [
  ...REFUSED_TOGETHER.map(([one, other]): ExclusiveSettings => ({ path: REQUIREMENTS, one, other, otherwise: 'refused' })),
  { path: REQUIREMENTS, one: 'OnDemandMaxPricePercentageOverLowestPrice', other: 'SpotMaxPricePercentageOverLowestPrice', otherwise: 'doubtful' },
];

/**
 * The purchase option of instances in capacity reservations.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceLaunchTemplate.html
 */
export const RESERVED_CAPACITY = 'RESERVED';

/**
 * Whether the instance metadata service has the tags of an instance by default. AWS advises to turn it off for keys with characters such as a slash.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceLaunchTemplate.html
 */
export const TAGS_IN_METADATA = true;
