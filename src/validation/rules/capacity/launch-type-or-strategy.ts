import { defineRule } from '../rule';

export default defineRule({
  title: 'What runs tasks has a launch type or a capacity provider strategy, not both',
  severity: 'error',
  outcome: 'refused',
  why: 'Each of the two says where the tasks run, so ECS refuses both together; of a schedule that has both nobody is told.',
  fix: 'Remove LaunchType: the capacity providers say what the tasks run on.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'launch',
  *check({ launchType, strategy, node }) {
    if (launchType.isKnown && strategy.node.asList.atLeast > 0) {
      const providers = strategy.items.map(({ label }) => label).join(', ');
      yield { location: node.at('LaunchType'), message: `launch type ${launchType} is given beside a capacity provider strategy over ${providers}` };
    }
  },

  scene: 'a Fargate service',
  bad: { 'Fargate twice': { Service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] } } },
  good: {
    'a strategy alone': { Service: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] } },
    'an empty strategy': { Service: { CapacityProviderStrategy: [] } },
  },
});
