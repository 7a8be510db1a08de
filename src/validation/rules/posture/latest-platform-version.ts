import { FARGATE_PLATFORM_VERSIONS } from '../../../facts/fargate-platform-versions';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Fargate tasks run on the platform version LATEST',
  severity: 'warning',
  outcome: 'insecure',
  why: 'New tasks stay on the named version when AWS releases another one, until someone changes the number. Control Tower reports every number (CT.ECS.PR.1), Security Hub only old ones (ECS.10).',
  fix: 'Remove `platformVersion`, or set it to FargatePlatformVersion.LATEST. In CloudFormation: PlatformVersion.',
  docs: 'https://docs.aws.amazon.com/controltower/latest/controlreference/ecs-rules.html',

  subject: 'taskRunner',
  *check({ platformVersion, node }) {
    // rule platform-version reports the others
    if (platformVersion.isOneOf(CURRENT)) { yield { location: node.at('PlatformVersion'), message: `the platform version is ${platformVersion}; use LATEST` }; }
  },

  scene: 'a secured Fargate service',
  bad: { 'a number': { Service: { PlatformVersion: '1.4.0' } } },
  good: {
    'the latest version': { Service: { PlatformVersion: 'LATEST' } },
    'from a parameter': { Service: { PlatformVersion: { Ref: 'Version' } } },
  },
});

/** The current version of each operating system. */
const CURRENT = Object.values(FARGATE_PLATFORM_VERSIONS).map(([{ version }]) => version);
