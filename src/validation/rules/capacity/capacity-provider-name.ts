import { CAPACITY_PROVIDER_NAME, RESERVED_PROVIDER_PREFIX } from '../../../facts/capacity-provider-name';
import { hasFormat } from '../../../facts/value-format';
import type { CapacityProvider } from '../../model/entities/capacity-provider';
import { repetitionsOf } from '../../model/index/repetitions';
import { rootStackName } from '../../model/index/stack-name';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The name of a capacity provider is valid, and no other capacity provider has it',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS reserves names that start with aws, ecs or fargate: "The specified capacity provider name is invalid". Without a name, CloudFormation generates one that starts with the name of the stack, also in a nested stack. ECS refuses a name that another capacity provider of the account and Region has: "The specified capacity provider already exists".',
  fix: 'Set another `capacityProviderName`, or remove it in a stack whose name does not start with aws, ecs or fargate. In CloudFormation: Name.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html',

  subject: 'application',
  *check({ capacityProviders }) {
    for (const provider of capacityProviders) { yield* invalid(provider); }
    for (const { again, first } of repetitionsOf(capacityProviders, nameKey, ({ resource }) => resource)) {
      yield {
        location: again.node.at('Name'),
        related: [first.node.at('Name')],
        message: `capacity provider ${again.resource.logicalId} has the name of ${first.resource.logicalId}, ${again.node.partialString('Name')}; use another name`,
        ...[again, first].every(({ compute }) => compute.is('MANAGED_INSTANCES')) ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a reserved prefix': { Instances: { Name: 'ecs-instances' } },
    'a reserved prefix in upper case': { Instances: { Name: 'ECS-instances' } },
    'a space in the name': { Instances: { Name: 'web instances' } },
    'a generated name in stack ecs-web': { scene: 'a service on a capacity provider in stack ecs-web', change: { Instances: { Name: undefined } } },
    'a generated name in stack ecs-web, with a name without value': { scene: 'a service on a capacity provider in stack ecs-web', change: { Instances: { Name: { Ref: 'AWS::NoValue' } } } },
    'two capacity providers with one name': { Instances: { Name: 'web' }, Others: others('web') },
    'two capacity providers of Managed Instances with one name': {
      scene: 'a service on Managed Instances',
      change: {
        Provider: { Name: 'web' },
        More: { Type: 'AWS::ECS::CapacityProvider', Properties: { Name: 'web', ClusterName: 'others', ManagedInstancesProvider: { InfrastructureRoleArn: 'arn:aws:iam::111122223333:role/infrastructure' } } },
      },
    },
  },
  good: {
    'a prefix within the name': { Instances: { Name: 'web-ecs_1' } },
    'a name from a parameter': { Instances: { Name: { Ref: 'AParameter' } } },
    'empty names': { Instances: { Name: '' }, Others: others('') },
    'a name in stack ecs-web': { scene: 'a service on a capacity provider in stack ecs-web', change: {} },
    'a generated name in stack web': { scene: 'a service on Managed Instances in stack web', change: {} },
    'two names': { Instances: { Name: 'web' }, Others: others('batch') },
    'names from parameters': { Instances: { Name: { Ref: 'AParameter' } }, Others: others({ Ref: 'AnotherParameter' }) },
  },
});

function* invalid({ node, resource, label, application }: CapacityProvider): Iterable<Violation> {
  const location = node.at('Name');
  const name = node.text('Name');
  const stack = rootStackName(resource.template, application) ?? '';
  if (node.get('Name').isAbsent && RESERVED_PROVIDER_PREFIX.test(stack)) {
    const message = `${label} has no Name, so CloudFormation generates one that starts with ${stack}, the name of the stack; set a Name that does not start with aws, ecs or fargate`;
    yield { location, message, ...isRefused(stack) ? {} : { severity: 'warning' } };
  }
  if (!name.satisfies(text => text !== '' && (RESERVED_PROVIDER_PREFIX.test(text) || isRefused(text)))) { return; }
  yield {
    location,
    message: `${label} has Name "${name}"; it must be ${CAPACITY_PROVIDER_NAME.form}`,
    ...name.satisfies(isRefused) ? {} : { severity: 'warning' },
  };
}

function isRefused(name: string): boolean { return !hasFormat(name, CAPACITY_PROVIDER_NAME); }

/** A literal is the same name in all stacks of an account and Region; any other name only in its template. */
function nameKey({ node, resource: { template } }: CapacityProvider): string | undefined {
  const name = node.partialString('Name');
  if (!name?.isTraceable || name.literal === '') { return undefined; }
  const isShared = name.literal !== undefined && template.isNear(template);
  return `${isShared ? template.environment : template.name} ${name.key}`;
}

function others(Name: unknown) {
  return { Type: 'AWS::ECS::CapacityProvider', Properties: { Name, AutoScalingGroupProvider: { AutoScalingGroupArn: 'others' } } };
}
