import { defineRule } from '../rule';

export default defineRule({
  title: 'The minimum of a scalable target is not above its maximum',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling keeps the count between the two, and takes no bounds that nothing lies between.',
  fix: 'Swap MinCapacity and MaxCapacity, or raise MaxCapacity.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',

  subject: 'scalableTarget',
  *check({ isOfEcs, minCapacity, maxCapacity, node }) {
    if (isOfEcs && minCapacity.satisfies(min => maxCapacity.satisfies(max => min > max))) {
      yield { location: node.at('MinCapacity'), message: `minimum capacity ${minCapacity} is above maximum capacity ${maxCapacity}` };
    }
  },

  scene: 'an auto scaled Fargate service',
  bad: { swapped: { ScalableTarget: { MinCapacity: 10, MaxCapacity: 2 } } },
  good: { 'one and the same': { ScalableTarget: { MinCapacity: 2, MaxCapacity: 2 } } },
});
