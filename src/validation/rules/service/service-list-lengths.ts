import { PLACEMENT_LIMITS, PLACEMENT_LISTS } from '../../../facts/placement';
import { hasTooMany, SERVICE_LIST_LIMITS } from '../../../facts/service-lists';
import type { TaskRunner } from '../../model/entities/task-runner';
import { everyHour } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const REGISTRY = { RegistryArn: 'arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-utcrh6wavdkggqtk' };
const CONSTRAINT = { Type: 'memberOf', Expression: 'attribute:team == web' };

export default defineRule({
  title: 'Lists in a service have a length that ECS accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a service or task with too many subnets, security groups, service registries, or placement strategies and constraints.',
  fix: 'Remove elements: subnets from `vpcSubnets`, groups from `securityGroups`, the second call of `enableCloudMap()` or `associateCloudMapService()`. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html',

  subject: 'taskRunner',
  *check(runner) {
    for (const limit of SERVICE_LIST_LIMITS) {
      const count = runner[limit.in].list(limit.key).atLeast;
      if (count > limit.max) { yield { location: runner[limit.in].at(limit.key), message: tooMany(runner, count, limit.what, limit.max) }; }
    }
    yield* placement(runner);
  },

  scene: 'a Fargate service',
  bad: {
    'seventeen subnets': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ids('subnet', 17) } } } },
    'six security groups': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: ids('sg', 6) } } } },
    'six security groups of an event target': {
      Rule: everyHour({ NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ids('subnet', 1), SecurityGroups: ids('sg', 6) } } }),
    },
    '51 tags of an event target': { Rule: everyHour({ TagList: Array.from({ length: 51 }, (_, index) => ({ Key: `key${index}`, Value: 'web' })) }) },
    'two registries': { Service: { ServiceRegistries: [REGISTRY, { RegistryArn: 'arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-other' }] } },
    'six placement strategies': onInstances({ PlacementStrategies: spreads(6) }),
    'eleven placement constraints': onInstances({ PlacementConstraints: Array(11).fill(CONSTRAINT) }),
    'eleven placement constraints with those of the task definition': onInstances({ PlacementConstraints: Array(6).fill(CONSTRAINT) }, 5),
  },
  good: {
    'as many as possible': {
      Service: { ServiceRegistries: [REGISTRY], NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ids('subnet', 16), SecurityGroups: ids('sg', 5) } } },
    },
    'a second registry under a condition': { Service: { ServiceRegistries: [REGISTRY, { 'Fn::If': ['Public', REGISTRY, { Ref: 'AWS::NoValue' }] }] } },
    'five placement strategies, and ten constraints': onInstances({ PlacementStrategies: spreads(5), PlacementConstraints: Array(5).fill(CONSTRAINT) }, 5),
    'a task definition from a parameter': onInstances({ TaskDefinition: { Ref: 'AParameter' }, PlacementConstraints: Array(10).fill(CONSTRAINT) }),
    'ten constraints of the task definition': onInstances({}, 10),
  },
});

function* placement(runner: TaskRunner): Iterable<Violation> {
  for (const key of PLACEMENT_LISTS.strategy) {
    const count = runner.node.list(key).atLeast;
    if (count > PLACEMENT_LIMITS.strategies) { yield { location: runner.node.at(key), message: tooMany(runner, count, 'placement strategies', PLACEMENT_LIMITS.strategies) }; }
  }
  const { constraints } = PLACEMENT_LIMITS;
  const own = runner.node.list('PlacementConstraints').atLeast;
  const inherited = Math.min(runner.taskDefinition?.node.list('PlacementConstraints').atLeast ?? 0, constraints);
  if (own + inherited > constraints) {
    const parts = inherited === 0 ? '' : ` (${own}, and ${inherited} of the task definition)`;
    yield { location: runner.node.at('PlacementConstraints'), message: tooMany(runner, own + inherited, `placement constraints${parts}`, constraints) };
  }
}

function tooMany({ resource }: TaskRunner, count: number, what: string, max: number): string { return `${resource.logicalId} ${hasTooMany(count, what, max)}`; }

function ids(prefix: string, count: number): string[] { return Array.from({ length: count }, (_, index) => `${prefix}-0a1b2c3d4e5f607${String(index).padStart(2, '0')}`); }

function spreads(count: number): object[] { return Array.from({ length: count }, (_, index) => ({ Type: 'spread', Field: `attribute:a${index}` })); }

function onInstances(service: object, inherited = 0) {
  return { scene: 'a service on a capacity provider', change: { Task: { PlacementConstraints: Array(inherited).fill(CONSTRAINT) }, Service: service } } as const;
}
