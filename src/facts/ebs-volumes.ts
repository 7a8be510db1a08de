import type { Host } from './hosts';

/** The minimum and maximum of a value. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The limits of an EBS volume type. */
export interface EbsVolumeType {
  readonly sizeGiB: Bounds;
  /** I/O operations per second; undefined for types on which they cannot be set. */
  readonly iops?: Bounds;
  readonly needsIops?: true;
  /** The most IOPS for each GiB of the volume. A volume has at least the IOPS of its minimum. */
  readonly iopsPerGiB?: number;
  /** In MiB/s; undefined for types on which it cannot be set. */
  readonly throughput?: Bounds;
}

const LARGEST_GIB = 16_384;
const LARGEST_GP3_GIB = 65_536;

/**
 * The minimums and the IOPS for each GiB are certain. The maximums are those of the EBS documentation, which raises them from time to time; the ECS documentation
 * has lower ones for gp3. A volume without a type is gp2 in the EC2 documentation and gp3 in the ECS documentation.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/provisioned-iops.html
 */
export const EBS_VOLUME_TYPES: Readonly<Record<string, EbsVolumeType>> = {
  gp2: { sizeGiB: { least: 1, most: LARGEST_GIB } },
  gp3: { sizeGiB: { least: 1, most: LARGEST_GP3_GIB }, iops: { least: 3000, most: 80_000 }, iopsPerGiB: 500, throughput: { least: 125, most: 2000 } },
  io1: { sizeGiB: { least: 4, most: LARGEST_GIB }, iops: { least: 100, most: 64_000 }, iopsPerGiB: 50, needsIops: true },
  io2: { sizeGiB: { least: 4, most: LARGEST_GIB }, iops: { least: 100, most: 256_000 }, iopsPerGiB: 1000, needsIops: true },
  st1: { sizeGiB: { least: 125, most: LARGEST_GIB } },
  sc1: { sizeGiB: { least: 125, most: LARGEST_GIB } },
  standard: { sizeGiB: { least: 1, most: 1024 } },
};

/** The type whose sizes apply to a volume without a type. */
export const EBS_DEFAULT_SIZES_AS = 'gp3';

/** The type that Fargate does not attach. */
export const EBS_TYPE_NOT_ON_FARGATE = 'standard';

/** The rate at which a snapshot is copied to a new volume, in MiB/s. */
export const EBS_INITIALIZATION_RATE: Bounds = { least: 100, most: 300 };

/** The file systems of a volume, by the host of the tasks. */
export function ebsFormatsOf(host: Host): readonly string[] { return host.endsWith('_WINDOWS') ? ['ntfs'] : ['ext3', 'ext4', 'xfs']; }

/** The keys of the tags that ECS adds to volumes. */
export const EBS_RESERVED_TAGS: readonly string[] = ['AmazonECSCreated', 'AmazonECSManaged'];
