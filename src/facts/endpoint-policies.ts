import type { EndpointService } from './vpc-endpoints';

/**
 * The actions that the policy of an endpoint must allow for the calls of tasks and container instances. The bucket of image layers belongs to AWS. Actions
 * on images are on the repository; a policy may allow them on some repositories only.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const ENDPOINT_ACTIONS: ReadonlyMap<EndpointService, readonly string[]> = new Map<EndpointService, readonly string[]>([
  ['ecr.api', ['ecr:GetAuthorizationToken']],
  ['ecr.dkr', ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']],
  ['logs', ['logs:CreateLogStream', 'logs:PutLogEvents']],
  ['secretsmanager', ['secretsmanager:GetSecretValue']],
  ['ssm', ['ssm:GetParameters']],
]);

/** The actions without which a task starts, but loses its logs. */
export const LATER_ACTIONS: readonly string[] = ['logs:PutLogEvents'];

/**
 * The action on the bucket of image layers, and the name of that bucket around its Region.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export const IMAGE_LAYERS = { action: 's3:GetObject', bucket: ['prod-', '-starport-layer-bucket'] } as const;
