/** The most elements of a list of a service or another task runner. */
export interface ServiceListLimit {
  /** Where the list is: in the properties of the task runner, or in its network configuration. */
  readonly in: 'node' | 'awsvpc';
  readonly key: string;
  readonly max: number;
  readonly what: string;
}

/**
 * ECS answers "subnets can have at most 16 items", "service registries can have at most 1 items" and "Maximum number of strategies is 5". A page of
 * the guide names four strategies.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EcsParameters.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
 * @see https://github.com/opensearch-project/opensearch-migrations/issues/1430
 */
export const SERVICE_LIST_LIMITS: readonly ServiceListLimit[] = [
  { in: 'awsvpc', key: 'Subnets', max: 16, what: 'subnets' },
  { in: 'awsvpc', key: 'SecurityGroups', max: 5, what: 'security groups' },
  { in: 'node', key: 'ServiceRegistries', max: 1, what: 'service registries' },
  { in: 'node', key: 'Tags', max: 50, what: 'tags' },
  { in: 'node', key: 'TagList', max: 50, what: 'tags' },
];

/** Why a list of a service is too long, in a sentence after the name of its prop. */
export function tooManyItems(key: string, length: number): string | undefined {
  const limit = SERVICE_LIST_LIMITS.find(row => row.key === key);
  return limit && length > limit.max ? hasTooMany(length, limit.what, limit.max) : undefined;
}

/** A list that is too long, in a sentence after its owner. */
export function hasTooMany(count: number, what: string, max: number): string { return `has ${count} ${what}; ECS accepts at most ${max}`; }
