import { hasNoWeight } from '../../../facts/capacity-strategy';
import type { CapacityStrategy } from '../../model/entities/capacity-strategy';
import { everyHour } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'At least one capacity provider of a strategy has a weight above 0',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS places the tasks above the base by weight, and a weight that is not set counts as 0. If all weights are 0, ECS refuses to create the service or to run the task.',
  fix: 'Set `weight: 1` on at least one item of `capacityProviderStrategies`; Capacity.fargateAndSpot() of ContainerService sets the weights. In CloudFormation: Weight in CapacityProviderStrategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html',

  subject: 'strategy',
  *check(strategy) {
    const { items, isComplete, node } = strategy;
    if (!isComplete || items.length === 0 || !items.every(({ weight }) => weight.is(0))) { return; }
    const [{ node: first, base }, ...others] = items;
    if (others.length === 0 && covers(strategy)) { return; }
    yield {
      location: node.location,
      message: hasNoWeight(items.map(({ label }) => label)),
      ...others.length > 0 || first.get('Weight').isGiven && base.is(0) ? {} : { severity: 'warning' },
    };
  },

  scene: 'a Fargate service on a strategy',
  bad: {
    'zeros': { Service: { CapacityProviderStrategy: { 0: { Weight: 0 }, 1: { Weight: 0 } } } },
    'weights of 0, and a base for all tasks': { Service: { CapacityProviderStrategy: { 0: { Base: 2, Weight: 0 }, 1: { Weight: 0 } } } },
    'one provider with weight 0': { Service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 0 }] } },
    'one provider without a weight': { Service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE' }] } },
    'one provider whose base is less than the number of tasks': { Service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 0 }] } },
    'one provider with a base that scaling may exceed': {
      Service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 2, Weight: 0 }], DesiredCount: undefined },
      Scaling: {
        Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        Properties: {
          ServiceNamespace: 'ecs',
          ScalableDimension: 'ecs:service:DesiredCount',
          ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service.Name}' },
          MinCapacity: 1,
          MaxCapacity: 10,
        },
      },
    },
    'a default strategy': { scene: 'a service on a capacity provider', change: { Providers: { DefaultCapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Base: 2 }] } } },
    'two scheduled tasks': { Rule: everyHour({ LaunchType: undefined, TaskCount: 2, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1 }] }) },
  },
  good: {
    'one weight': { Service: { CapacityProviderStrategy: { 0: { Weight: 0 } } } },
    'one provider with a base for all tasks': { Service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 2, Weight: 0 }] } },
    'one provider with a base for a scheduled task': { Rule: everyHour({ LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1 }] }) },
    'one provider, or a strategy from a parameter': {
      Service: { CapacityProviderStrategy: { 'Fn::If': ['OnDemand', [{ CapacityProvider: 'FARGATE', Weight: 0 }], { Ref: 'AParameter' }] } },
    },
    'no provider': { Service: { CapacityProviderStrategy: [] } },
  },
});

/**
 * AWS documents the refusal for several providers, and ECS refused services with one provider of weight 0 too. It created some services with one
 * provider without a weight, and fills a base before it applies the weights: a warning, and nothing where the base covers the tasks for certain.
 */
function covers({ items: [{ base }], taskCounts }: CapacityStrategy): boolean {
  const counts = taskCounts();
  return counts.length > 0 && base.satisfies(tasks => counts.every(count => count <= tasks));
}
