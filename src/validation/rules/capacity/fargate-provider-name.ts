import { FARGATE_PREFIX } from '../../../facts/capacity-provider-name';
import { FARGATE_CAPACITY_PROVIDERS } from '../../../facts/compute';
import type { StrategyItem } from '../../model/entities/capacity-strategy';
import { providerLists } from '../../model/queries/provider-lists';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A capacity provider whose name starts with FARGATE is FARGATE or FARGATE_SPOT',
  severity: 'error',
  outcome: 'refused',
  why: 'Names that start with fargate are reserved for the capacity providers of AWS, so no other capacity provider can have such a name. ECS refuses a strategy or an association with a capacity provider that does not exist.',
  fix: 'Use FARGATE or FARGATE_SPOT as the name of the capacity provider. In CloudFormation: CapacityProvider in the strategy, or CapacityProviders.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',

  subject: 'application',
  *check(application) {
    for (const { items } of providerLists(application)) { yield* misspelled(items, ''); }
    for (const { items } of application.strategies) { yield* misspelled(items, 'CapacityProvider'); }
  },

  scene: 'a Fargate service on a strategy',
  bad: {
    'a plural': { Service: { Cluster: 'web', CapacityProviderStrategy: { 1: { CapacityProvider: 'FARGATE_SPOTS' } } } },
    'a hyphen': { Providers: { CapacityProviders: ['FARGATE', 'FARGATE_SPOT', 'FARGATE-SPOT'] } },
    'lower case': { Providers: { CapacityProviders: ['FARGATE', 'FARGATE_SPOT', 'fargate'] } },
    'a default strategy': { Providers: { CapacityProviders: { Ref: 'AParameter' }, DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_ON_DEMAND', Weight: 1 }] } },
  },
  good: {
    'both names': {},
    'a name from a parameter': { Service: { CapacityProviderStrategy: { 1: { CapacityProvider: { Ref: 'AParameter' } } } } },
    'the name of another capacity provider': { Service: { Cluster: 'web', CapacityProviderStrategy: [{ CapacityProvider: 'spot-fargate', Weight: 1 }] } },
  },
});

function* misspelled(items: readonly StrategyItem[], key: string): Iterable<Violation> {
  for (const { providerName, node } of items) {
    if (!providerName.satisfies(isUnknown)) { continue; }
    const isOtherCase = providerName.satisfies(name => FARGATE_CAPACITY_PROVIDERS.includes(name.toUpperCase()));
    yield {
      location: key === '' ? node.location : node.at(key),
      message: `capacity provider ${providerName} does not exist; use ${FARGATE_CAPACITY_PROVIDERS.join(' or ')}`,
      ...isOtherCase ? { severity: 'warning' } : {},
    };
  }
}

function isUnknown(name: string): boolean { return FARGATE_PREFIX.test(name) && !FARGATE_CAPACITY_PROVIDERS.includes(name); }
