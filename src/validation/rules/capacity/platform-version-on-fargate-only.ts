import { COMPUTE_NAMES } from '../../../facts/compute';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A platform version is asked for on Fargate only',
  severity: 'error',
  outcome: 'refused',
  why: 'Instances have no platform version, and ECS refuses one for them, LATEST included.',
  fix: 'Remove PlatformVersion.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html',

  subject: 'launch',
  *check({ node, compute }) {
    const version = node.text('PlatformVersion');
    if (version.isKnown && compute.isOneOf(['EC2', 'EXTERNAL'])) {
      const where = compute.known === undefined ? 'instances' : COMPUTE_NAMES[compute.known];
      yield { location: node.at('PlatformVersion'), message: `platform version ${version} is given, but the tasks run on ${where}` };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a strategy over instances': { Service: { PlatformVersion: '1.4.0' } },
    'container instances': { Service: { LaunchType: 'EC2', CapacityProviderStrategy: undefined, PlatformVersion: 'LATEST' } },
  },
  good: { none: { Service: { PlatformVersion: { Ref: 'AWS::NoValue' } } } },
});
