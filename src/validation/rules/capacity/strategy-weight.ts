import { defineRule } from '../rule';

export default defineRule({
  title: 'A capacity provider of a strategy has a weight above 0',
  severity: 'error',
  outcome: 'refused',
  why: 'Tasks above the base are spread by weight, and a weight that is left out counts as 0: with nothing but zeros no provider can be chosen.',
  fix: 'Give at least one capacity provider a Weight of 1 or more.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html',

  subject: 'strategy',
  *check({ items, isComplete, node }) {
    if (!isComplete || items.length === 0 || !items.every(({ weight }) => weight.is(0))) { return; }
    const message = `no capacity provider has a weight above 0: ${items.map(({ label }) => label).join(', ')}`;
    // a single provider without a weight has been seen to work and has been seen to be refused
    const isLesser = items.length === 1 && items[0].node.get('Weight').isAbsent;
    yield { location: node.location, message, ...isLesser ? { severity: 'warning' } : {} };
  },

  scene: 'a Fargate service on a strategy',
  bad: {
    'zeros': { Service: { CapacityProviderStrategy: { 0: { Weight: 0 }, 1: { Weight: 0 } } } },
    'a weight left out': { Service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE' }] } },
  },
  good: { 'one weight': { Service: { CapacityProviderStrategy: { 0: { Weight: 0 } } } } },
});
