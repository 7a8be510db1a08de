import { FARGATE_SPOT_OPERATING_SYSTEMS } from '../../../facts/fargate-platforms';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Tasks on Fargate Spot run Linux',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'Fargate Spot supports only Linux, so ECS places no Windows task there.',
  fix: 'Use FARGATE in capacityProviderStrategies of a FargateService, or Capacity.fargate() for a ContainerService. In CloudFormation: remove FARGATE_SPOT from CapacityProviderStrategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',

  subject: 'taskRunner',
  *check({ strategy, taskDefinition }) {
    if (!taskDefinition?.operatingSystem.isNoneOf(FARGATE_SPOT_OPERATING_SYSTEMS)) { return; }
    for (const { node, providerName, weight, base } of strategy.items) {
      if (providerName.is('FARGATE_SPOT')) {
        // a provider without weight and base gets no tasks; AWS does not document whether ECS refuses it
        const isUnused = weight.is(0) && base.is(0);
        yield {
          location: node.at('CapacityProvider'),
          related: [taskDefinition.resource.at('')],
          message: `${providerName} runs only Linux, but the tasks need ${taskDefinition.operatingSystem}; use FARGATE`,
          ...isUnused ? { severity: 'warning' } : {},
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'Windows': windows({ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }),
    'Windows with a base': windows({ CapacityProvider: 'FARGATE', Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Base: 1 }),
    'Windows without a weight': windows({ CapacityProvider: 'FARGATE', Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 0 }),
  },
  good: {
    'Windows on Fargate': windows({ CapacityProvider: 'FARGATE', Weight: 1 }),
    'Linux': { Service: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] } },
  },
});

function windows(...CapacityProviderStrategy: object[]) {
  return {
    Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
    Service: { LaunchType: undefined, CapacityProviderStrategy },
  };
}
