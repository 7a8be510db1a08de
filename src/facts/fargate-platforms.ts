/**
 * The operating systems of Fargate, as values of `RuntimePlatform`.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-task-os
 */
export const FARGATE_OPERATING_SYSTEMS: readonly string[] = [
  'LINUX', 'WINDOWS_SERVER_2019_FULL', 'WINDOWS_SERVER_2019_CORE', 'WINDOWS_SERVER_2022_FULL', 'WINDOWS_SERVER_2022_CORE',
];

/**
 * The CPU architectures of Fargate; Windows has only the first one.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-task-os
 */
export const FARGATE_ARCHITECTURES: readonly string[] = ['X86_64', 'ARM64'];

/**
 * Fargate Spot runs only Linux; on ARM64 it needs platform version 1.4.0.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export const FARGATE_SPOT_OPERATING_SYSTEMS: readonly string[] = ['LINUX'];

/**
 * The storage of a Fargate task without `EphemeralStorage`, in GiB. Whether ECS accepts this size is disputed: the API reference
 * says at least 21 and ECS refused 20, but the developer guide says that tasks have at least 20.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
 * @see https://github.com/aws/aws-cdk/issues/31291
 * @see https://github.com/guardian/cdk/pull/1101
 */
export const FARGATE_DEFAULT_STORAGE_GIB = 20;

/**
 * Bounds of the storage of a Fargate task, in GiB.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html
 */
export const FARGATE_EPHEMERAL_STORAGE_GIB = { min: 21, max: 200 } as const;

/**
 * The maximum stop timeout of a container on Fargate, in seconds.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const FARGATE_STOP_TIMEOUT_SECONDS = 120;
