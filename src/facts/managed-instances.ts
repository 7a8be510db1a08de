import type { Format } from './value-format';

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
 * Mac instances, which need dedicated hosts and run macOS.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-mac-instances.html
 */
export const MAC_TYPE = /^mac/;

/**
 * The network modes of tasks on Managed Instances.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-networking.html
 */
export const MANAGED_NETWORK_MODES: readonly string[] = ['awsvpc', 'host'];
