import { COMPUTE_NAMES } from '../../../facts/compute';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Only tasks on Fargate have a platform version',
  severity: 'error',
  outcome: 'refused',
  why: 'Container instances have no platform version, and ECS refuses one for them, even LATEST.',
  fix: 'Remove `platformVersion`. In CloudFormation: PlatformVersion.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html',

  subject: 'taskRunner',
  *check({ node, compute }) {
    const version = node.text('PlatformVersion');
    if (version.isKnown && compute.isOneOf(['EC2', 'EXTERNAL'])) {
      const where = compute.known === undefined ? 'container instances' : COMPUTE_NAMES[compute.known];
      yield { location: node.at('PlatformVersion'), message: `PlatformVersion is ${version}, but the tasks run on ${where}, where ECS refuses it` };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a strategy with container instances': { Service: { PlatformVersion: '1.4.0' } },
    'container instances of either kind': {
      Service: { LaunchType: { 'Fn::If': ['OnPremises', 'EXTERNAL', 'EC2'] }, CapacityProviderStrategy: undefined, PlatformVersion: 'LATEST' },
    },
    'container instances': { Service: { LaunchType: 'EC2', CapacityProviderStrategy: undefined, PlatformVersion: 'LATEST' } },
  },
  good: {
    none: { Service: { PlatformVersion: { Ref: 'AWS::NoValue' } } },
    Fargate: { scene: 'a Fargate service', change: { Service: { PlatformVersion: 'LATEST' } } },
  },
});
