import type { Host } from './hosts';

/** From the least to the most that is taken. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** What an EBS volume of a type may have. */
export interface EbsVolumeType {
  readonly sizeGiB: Bounds;
  /** I/O operations a second; types without do not let them be chosen. */
  readonly iops?: Bounds;
  readonly needsIops?: true;
  /** In MiB/s; types without do not let it be chosen. */
  readonly throughput?: Bounds;
}

const LARGEST_GIB = 16_384;

/**
 * The least of each holds; the most is what the pages of ECS say, which EBS raises from time to time.
 * A volume without a type is gp2 by the page of EC2 and gp3 by that of ECS: both have the same sizes.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html
 */
export const EBS_VOLUME_TYPES: Readonly<Record<string, EbsVolumeType>> = {
  gp2: { sizeGiB: { least: 1, most: LARGEST_GIB } },
  gp3: { sizeGiB: { least: 1, most: LARGEST_GIB }, iops: { least: 3000, most: 16_000 }, throughput: { least: 125, most: 1000 } },
  io1: { sizeGiB: { least: 4, most: LARGEST_GIB }, iops: { least: 100, most: 64_000 }, needsIops: true },
  io2: { sizeGiB: { least: 4, most: LARGEST_GIB }, iops: { least: 100, most: 256_000 }, needsIops: true },
  st1: { sizeGiB: { least: 125, most: LARGEST_GIB } },
  sc1: { sizeGiB: { least: 125, most: LARGEST_GIB } },
  standard: { sizeGiB: { least: 1, most: 1024 } },
};

/** Types that have the sizes of the type that is taken where none is given. */
export const EBS_DEFAULT_SIZES_AS = 'gp3';

/** The type that Fargate does not attach. */
export const EBS_TYPE_NOT_ON_FARGATE = 'standard';

/** How fast a snapshot is copied into a new volume, in MiB/s. */
export const EBS_INITIALIZATION_RATE: Bounds = { least: 100, most: 300 };

/** What a volume can be formatted with, by the host of the tasks. */
export function ebsFormatsOf(host: Host): readonly string[] { return host.endsWith('_WINDOWS') ? ['ntfs'] : ['ext3', 'ext4', 'xfs']; }

/** The keys of tags that ECS puts on volumes itself. */
export const EBS_RESERVED_TAGS: readonly string[] = ['AmazonECSCreated', 'AmazonECSManaged'];
