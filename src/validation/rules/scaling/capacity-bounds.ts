import { defineRule } from '../rule';

export default defineRule({
  title: 'The minimum capacity of a scalable target is not above its maximum',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling refuses a scalable target whose minimum is above its maximum.',
  fix: 'Swap minCapacity and maxCapacity of autoScaleTaskCount() (minTasks and maxTasks of ContainerService), or raise the maximum. In CloudFormation: MinCapacity and MaxCapacity.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',

  subject: 'scalableTarget',
  *check({ isOfEcs, minCapacity, maxCapacity, node }) {
    if (isOfEcs && minCapacity.satisfies(min => maxCapacity.satisfies(max => min > max))) {
      yield { location: node.at('MinCapacity'), message: `MinCapacity ${minCapacity} is above MaxCapacity ${maxCapacity}` };
    }
  },

  scene: 'an auto scaled Fargate service',
  bad: { 'a minimum above the maximum': { ScalableTarget: { MinCapacity: 10, MaxCapacity: 2 } } },
  good: {
    'the same number for both': { ScalableTarget: { MinCapacity: 2, MaxCapacity: 2 } },
    'a table of DynamoDB': { ScalableTarget: { ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: 'table/orders', MinCapacity: 10, MaxCapacity: 2 } },
  },
});
