import { hasSeveralBases } from '../../../facts/capacity-strategy';
import { defineRule } from '../rule';

export default defineRule({
  title: 'At most one capacity provider of a strategy has a base',
  severity: 'error',
  outcome: 'refused',
  why: 'The base is the number of tasks that ECS places on one provider before it applies the weights. ECS refuses a strategy with two bases.',
  fix: 'Keep `base` on one item of `capacityProviderStrategies`. In CloudFormation: Base in CapacityProviderStrategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html',

  subject: 'strategy',
  *check({ items, node }) {
    const based = items.filter(({ base }) => base.satisfies(count => count > 0));
    if (based.length > 1) {
      yield { location: node.location, message: hasSeveralBases(based.map(({ label, base }) => `${label} ${base}`)) };
    }
  },

  scene: 'a Fargate service on a strategy',
  bad: { 'two bases': { Service: { CapacityProviderStrategy: { 1: { Base: 2 } } } } },
  good: {
    'a base of 0': { Service: { CapacityProviderStrategy: { 1: { Base: 0 } } } },
    'a base from a parameter': { Service: { CapacityProviderStrategy: { 1: { Base: { Ref: 'AParameter' } } } } },
  },
});
