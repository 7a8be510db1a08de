/**
 * Where ECS runs tasks: the values of LaunchType and RequiresCompatibilities.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const COMPUTES = ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'] as const;
export type Compute = (typeof COMPUTES)[number];

/** What a compute is called in a message. */
export const COMPUTE_NAMES: Readonly<Record<Compute, string>> = {
  EC2: 'EC2', FARGATE: 'Fargate', EXTERNAL: 'ECS Anywhere', MANAGED_INSTANCES: 'ECS Managed Instances',
};

/** The capacity providers that AWS owns; every other one is a resource of the account. */
export const FARGATE_CAPACITY_PROVIDERS: readonly string[] = ['FARGATE', 'FARGATE_SPOT'];
