/**
 * What Fargate runs, by the values of `RuntimePlatform`.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-task-os
 */
export const FARGATE_OPERATING_SYSTEMS: readonly string[] = [
  'LINUX', 'WINDOWS_SERVER_2019_FULL', 'WINDOWS_SERVER_2019_CORE', 'WINDOWS_SERVER_2022_FULL', 'WINDOWS_SERVER_2022_CORE',
];

/**
 * The CPU architectures of Fargate; Windows has the first one alone.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-task-os
 */
export const FARGATE_ARCHITECTURES: readonly string[] = ['X86_64', 'ARM64'];

/**
 * Fargate Spot runs Linux alone; on ARM64 it asks for platform version 1.4.0.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export const FARGATE_SPOT_OPERATING_SYSTEMS: readonly string[] = ['LINUX'];

/**
 * Bounds of the storage that a Fargate task can ask for, in GiB. It has 20 without asking.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html
 */
export const FARGATE_EPHEMERAL_STORAGE_GIB = { min: 21, max: 200 } as const;

/**
 * The longest that a container on Fargate may take to stop, in seconds.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const FARGATE_STOP_TIMEOUT_SECONDS = 120;
