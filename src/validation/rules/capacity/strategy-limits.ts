import { hasTooManyProviders, repeatsProvider, STRATEGY_BASE, STRATEGY_ITEMS, STRATEGY_WEIGHT } from '../../../facts/capacity-strategy';
import { repetitionsOf } from '../../model/index/repetitions';
import { defineRule } from '../rule';

const BOUNDS = [['Weight', STRATEGY_WEIGHT], ['Base', STRATEGY_BASE]] as const;

export default defineRule({
  title: 'A capacity provider strategy has weights, bases and a number of providers within the limits',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation and ECS refuse a weight or base outside of the range, and a strategy with too many capacity providers.',
  fix: 'Set `weight` and `base` of `capacityProviderStrategies` within the limits, with one item for each provider. In CloudFormation: CapacityProviderStrategy or DefaultCapacityProviderStrategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html',

  subject: 'strategy',
  *check({ items, node }) {
    for (const item of items) {
      for (const [key, { min, max }] of BOUNDS) {
        const value = item.node.number(key);
        if (value.satisfies(number => number < min || number > max)) {
          yield { location: item.node.at(key), message: `${key} of ${item.label} is ${value}; it must be from ${min} to ${max}` };
        }
      }
    }
    const { atLeast } = node.asList;
    if (atLeast > STRATEGY_ITEMS) { yield { location: node.location, message: hasTooManyProviders(atLeast) }; }
    for (const { again } of repetitionsOf(items, ({ providerName }) => providerName.known, item => item.node.resource)) {
      yield { location: again.node.at('CapacityProvider'), message: repeatsProvider(again.label), severity: 'warning' };
    }
  },

  scene: 'a Fargate service on a strategy',
  bad: {
    'a weight above 1000': { Service: { CapacityProviderStrategy: { 1: { Weight: 1001 } } } },
    'a negative weight': { Service: { CapacityProviderStrategy: { 1: { Weight: -1 } } } },
    'a base above 100000': { Service: { CapacityProviderStrategy: { 0: { Base: 100_001 } } } },
    'one provider twice': { Service: { CapacityProviderStrategy: { 1: { CapacityProvider: 'FARGATE' } } } },
    'twenty-one providers': {
      Service: {
        Cluster: 'shop',
        CapacityProviderStrategy: Array.from({ length: 21 }, (_, index) => ({ CapacityProvider: `group-${index}`, Weight: 1 })),
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } },
      },
    },
    'a weight of a default strategy': { Providers: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 2000 }] } },
  },
  good: {
    'the highest weight and base': { Service: { CapacityProviderStrategy: { 0: { Base: 100_000, Weight: 1000 } } } },
    'a weight from a parameter': { Service: { CapacityProviderStrategy: { 0: { Weight: { Ref: 'AParameter' } } } } },
    'one of two strategies': {
      Service: {
        CapacityProviderStrategy: [
          { CapacityProvider: 'FARGATE', Weight: 1 }, { 'Fn::If': ['Twice', { CapacityProvider: 'FARGATE', Weight: 1 }, { Ref: 'AWS::NoValue' }] },
        ],
      },
    },
  },
});
