/**
 * The parts of an image in a private repository of Amazon ECR: account, Region and repository, over IPv4, dual stack and FIPS.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export const ECR_IMAGE = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.-]+\/([^:@]+)/;

/**
 * What pulling an image takes on its repository.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const ECR_PULL_ACTIONS: readonly string[] = ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'];

/** What pulling takes besides, on the registry as a whole. */
export const ECR_LOGIN_ACTION = 'ecr:GetAuthorizationToken';
