/**
 * Hosts of private repositories of Amazon ECR, dual-stack and FIPS ones as well.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export const ECR_HOST = /\.dkr[.-]ecr(-fips)?\./;

/**
 * The parts of an image in a private repository of Amazon ECR: account, Region and repository, over IPv4, dual stack and FIPS.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export const ECR_IMAGE = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.-]+\/([^:@]+)/;

/** The Region in the host of an image. */
export const ECR_REGION = /^[^/]*\.dkr[.-]ecr(?:-fips)?\.([a-z]+(?:-[a-z]+)+-\d+)\./;

/**
 * The actions for pulling an image: `token` for the whole registry, so that policies must allow it on every resource, the others for the repository.
 * The AWS managed policy includes `check`; the documentation does not require it.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const ECR_PULL = {
  token: 'ecr:GetAuthorizationToken',
  image: 'ecr:BatchGetImage',
  layers: 'ecr:GetDownloadUrlForLayer',
  check: 'ecr:BatchCheckLayerAvailability',
} as const;
