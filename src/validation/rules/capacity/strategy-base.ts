import { defineRule } from '../rule';

export default defineRule({
  title: 'One capacity provider of a strategy has a base at most',
  severity: 'error',
  outcome: 'refused',
  why: 'The base is the number of tasks that run on one provider before the weights are looked at; ECS refuses two.',
  fix: 'Keep the base of one provider and give the others a weight.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html',

  subject: 'strategy',
  *check({ items, node }) {
    const based = items.filter(({ base }) => base.satisfies(count => count > 0));
    if (based.length > 1) {
      yield { location: node.location, message: `more than one capacity provider has a base: ${based.map(({ label, base }) => `${label} ${base}`).join(', ')}` };
    }
  },

  scene: 'a Fargate service on a strategy',
  bad: { 'two bases': { Service: { CapacityProviderStrategy: { 1: { Base: 2 } } } } },
  good: { 'a base that is nought': { Service: { CapacityProviderStrategy: { 1: { Base: 0 } } } } },
});
