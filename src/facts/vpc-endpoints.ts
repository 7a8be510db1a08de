/**
 * The features for which a task, or ECS on its behalf, calls AWS through the network of the task.
 *
 * Reading a secret or a message that a customer managed key encrypts is not included: Secrets Manager, Parameter Store and SQS call KMS themselves.
 */
export const ENDPOINT_FEATURES = [
  'ecrImage', 'awslogs', 'secretsManager', 'parameterStore', 'environmentFile',
  'exec', 'execKey', 'execLogsToCloudWatch', 'execLogsToS3', 'queue',
] as const;
export type EndpointFeature = (typeof ENDPOINT_FEATURES)[number];

/** Services by the last part of the endpoint's name, `com.amazonaws.REGION.SERVICE`. */
export type EndpointService = 'ecr.api' | 'ecr.dkr' | 's3' | 'logs' | 'secretsmanager' | 'ssm' | 'ssmmessages' | 'kms' | 'ecs' | 'ecs-agent' | 'ecs-telemetry' | 'sqs';

/**
 * The endpoints that a task in subnets without internet access needs to start, or for a feature. Image layers are stored in S3.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-internetwork-traffic-privacy.html
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
  queue: ['sqs'],
};

/**
 * The endpoints that the ECS agent of a container instance in a subnet without internet access needs: to register, to be told which tasks to start, and to
 * report metrics.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
export const INSTANCE_ENDPOINTS: readonly EndpointService[] = ['ecs', 'ecs-agent', 'ecs-telemetry'];

/** The name of a Region. */
export const REGION = /^[a-z]+(?:-[a-z]+)+-\d+$/;

/** The placeholder for the Region of a stack that is unknown at synthesis. */
export const OWN_REGION = '${AWS::Region}';

/** Whether two Regions certainly differ: an unknown Region may be any Region. */
export function areDifferentRegions(one: string, other: string): boolean {
  return one !== other && REGION.test(one) && REGION.test(other);
}

/** Gateway endpoints, which are routes, cost nothing and have no security group. */
export const GATEWAY_ENDPOINTS: readonly string[] = ['s3', 'dynamodb'];

/** The port of interface endpoints, which use TLS. */
export const ENDPOINT_PORT = 443;

/**
 * Registries that cannot be reached through a VPC endpoint. A name without a host is an image of Docker Hub. Other hosts may be registries inside the
 * network.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export const PUBLIC_REGISTRIES: readonly string[] = [
  'docker.io', 'registry-1.docker.io', 'public.ecr.aws', 'ghcr.io', 'quay.io', 'gcr.io', 'registry.k8s.io', 'mcr.microsoft.com', 'registry.gitlab.com',
];

const HOST = /^((?=[^/]*[.:])[^/]+|localhost)\//;

/** The public registry of an image; undefined for other registries. */
export function publicRegistryOf(image: string): string | undefined {
  const [, host] = HOST.exec(image) ?? [];
  if (host === undefined) { return 'docker.io'; }
  return PUBLIC_REGISTRIES.find(registry => registry === host);
}

const NAMED_REGION = /amazonaws\.([a-z]+(?:-[a-z]+)+-\d+|\$\{AWS::Region\})\./;

/** The Region in an endpoint's `ServiceName`. */
export function endpointRegionOf(serviceName: string): string | undefined { return NAMED_REGION.exec(serviceName)?.[1]; }

/** The service that an endpoint's `ServiceName` ends in, if it is one that tasks or container instances use. */
export function endpointServiceOf(serviceName: string): EndpointService | undefined {
  return [...Object.values(TASK_ENDPOINTS).flat(), ...INSTANCE_ENDPOINTS].find(service => serviceName.endsWith(`.${service}`));
}

/**
 * Fargate platform versions that call some services through another network interface than that of the task.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-versions-retired.html
 */
export const FARGATE_PLATFORMS_OF_TWO_INTERFACES: readonly string[] = ['1.1.0', '1.2.0', '1.3.0'];
