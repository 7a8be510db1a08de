/**
 * What a task, or ECS on its behalf, calls through the network of the task.
 *
 * Reading a secret that a customer managed key encrypts is not in it: Secrets Manager and Parameter Store call KMS themselves.
 */
export const ENDPOINT_FEATURES = [
  'ecrImage', 'awslogs', 'secretsManager', 'parameterStore', 'environmentFile',
  'exec', 'execKey', 'execLogsToCloudWatch', 'execLogsToS3',
] as const;
export type EndpointFeature = (typeof ENDPOINT_FEATURES)[number];

/** Services by the last part of the endpoint's name, `com.amazonaws.REGION.SERVICE`. */
export type EndpointService = 'ecr.api' | 'ecr.dkr' | 's3' | 'logs' | 'secretsmanager' | 'ssm' | 'ssmmessages' | 'kms';

/**
 * The endpoints without which a task in subnets without internet does not start, or cannot do what it was told to.
 * Image layers lie in S3.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const TASK_ENDPOINTS: Readonly<Record<EndpointFeature, readonly EndpointService[]>> = {
  ecrImage: ['ecr.api', 'ecr.dkr', 's3'],
  awslogs: ['logs'],
  secretsManager: ['secretsmanager'],
  parameterStore: ['ssm'],
  environmentFile: ['s3'],
  exec: ['ssmmessages'],
  execKey: ['kms'],
  execLogsToCloudWatch: ['logs'],
  execLogsToS3: ['s3'],
};

/** The name of a Region. */
export const REGION = /^[a-z]+(?:-[a-z]+)+-\d+$/;

/** Stands for the Region of a stack that synthesis does not know. */
export const OWN_REGION = '${AWS::Region}';

/** Whether two Regions certainly differ: the one that is not known may be any. */
export function areDifferentRegions(one: string, other: string): boolean {
  return one !== other && REGION.test(one) && REGION.test(other);
}

/** Endpoints that are routes, cost nothing and have no security group. */
export const GATEWAY_ENDPOINTS: readonly string[] = ['s3', 'dynamodb'];

/** Interface endpoints speak TLS. */
export const ENDPOINT_PORT = 443;

/**
 * Registries that no VPC endpoint leads to. A name without a host is Docker Hub's.
 * What is not listed may be a registry inside the network.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export const PUBLIC_REGISTRIES: readonly string[] = [
  'docker.io', 'registry-1.docker.io', 'public.ecr.aws', 'ghcr.io', 'quay.io', 'gcr.io', 'registry.k8s.io', 'mcr.microsoft.com', 'registry.gitlab.com',
];

const HOST = /^((?=[^/]*[.:])[^/]+|localhost)\//;

/** The public registry that an image comes from; nothing when it is none of them. */
export function publicRegistryOf(image: string): string | undefined {
  const [, host] = HOST.exec(image) ?? [];
  if (host === undefined) { return 'docker.io'; }
  return PUBLIC_REGISTRIES.find(registry => registry === host);
}

const NAMED_REGION = /amazonaws\.([a-z]+(?:-[a-z]+)+-\d+|\$\{AWS::Region\})\./;

/** The Region in an endpoint's `ServiceName`. */
export function endpointRegionOf(serviceName: string): string | undefined { return NAMED_REGION.exec(serviceName)?.[1]; }

/** The service that an endpoint's `ServiceName` ends in, if it is one that tasks use. */
export function endpointServiceOf(serviceName: string): EndpointService | undefined {
  return Object.values(TASK_ENDPOINTS).flat().find(service => serviceName.endsWith(`.${service}`));
}

/**
 * Platform versions of Fargate that call some services through an interface of their own, beside that of the task.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-versions-retired.html
 */
export const FARGATE_PLATFORMS_OF_TWO_INTERFACES: readonly string[] = ['1.1.0', '1.2.0', '1.3.0'];
