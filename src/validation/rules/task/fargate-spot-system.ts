import { FARGATE_SPOT_OPERATING_SYSTEMS } from '../../../facts/fargate-platforms';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Fargate Spot runs Linux alone',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'There is no spare capacity for Windows on Fargate: what asks for it does not get its tasks.',
  fix: 'Take FARGATE_SPOT out of the strategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',

  subject: 'launch',
  *check({ strategy, taskDefinition }) {
    if (!taskDefinition?.operatingSystem.isNoneOf(FARGATE_SPOT_OPERATING_SYSTEMS)) { return; }
    for (const { node, providerName } of strategy.items) {
      if (providerName.is('FARGATE_SPOT')) {
        yield { location: node.at('CapacityProvider'), message: `tasks with ${taskDefinition.operatingSystem} are to run on ${providerName}, which has Linux alone` };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    Windows: {
      Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      Service: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] },
    },
  },
  good: {
    Linux: { Service: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] } },
  },
});
