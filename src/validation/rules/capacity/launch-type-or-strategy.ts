import { defineRule } from '../rule';

export default defineRule({
  title: 'A launch type and a capacity provider strategy are not set together',
  severity: 'error',
  outcome: 'refused',
  why: 'Both choose the compute of the tasks, and ECS refuses a service or task that sets both. A schedule with both fails each time without a message in the stack.',
  fix: 'Set either `launchType` or `capacityProviderStrategies`; Capacity of ContainerService sets one of them. In CloudFormation: remove LaunchType or CapacityProviderStrategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'taskRunner',
  *check({ launchType, strategy, node }) {
    if (launchType.isKnown && strategy.node.asList.atLeast > 0) {
      const providers = strategy.items.map(({ label }) => label).join(', ');
      yield { location: node.at('LaunchType'), message: `LaunchType is ${launchType}, but CapacityProviderStrategy is set as well (${providers}); ECS refuses both together` };
    }
  },

  scene: 'a Fargate service',
  bad: { 'Fargate by launch type and by strategy': { Service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] } } },
  good: {
    'only a strategy': { Service: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] } },
    'an empty strategy': { Service: { CapacityProviderStrategy: [] } },
  },
});
