import { defineRule } from '../rule';

export default defineRule({
  title: 'Early success criteria need rolling updates and a valid healthy percentage',
  severity: 'warning',
  outcome: 'refused',
  why: 'AWS documents that early success criteria need strategy ROLLING, a HealthyPercent from MinimumHealthyPercent to 100, and SourceServiceRevisionCleanup.',
  fix: 'Set HealthyPercent to at least `minHealthyPercent`, which is 100 by default, and SourceServiceRevisionCleanup, on the ecs.CfnService. Remove EarlySuccessCriteria from other strategies.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentEarlySuccessCriteria.html',

  subject: 'service',
  *check({ deployment, deploymentStrategy, minimumHealthyPercent: minimum }) {
    const criteria = deployment.get('EarlySuccessCriteria');
    if (!criteria.flag('Enable').is(true)) { return; }
    if (deploymentStrategy.differs('ROLLING')) {
      yield { location: criteria.location, message: `EarlySuccessCriteria need strategy ROLLING, but Strategy is ${deploymentStrategy}` };
      return;
    }
    for (const key of ['HealthyPercent', 'SourceServiceRevisionCleanup']) {
      if (criteria.get(key).isAbsent) { yield { location: criteria.location, message: `EarlySuccessCriteria need ${key}` }; }
    }
    const percent = criteria.number('HealthyPercent');
    if (percent.satisfies(healthy => healthy > 100)) { yield { location: criteria.at('HealthyPercent'), message: `HealthyPercent (${percent}) must be at most 100` }; }
    if (percent.satisfies(healthy => minimum.satisfies(least => healthy < least))) {
      yield { location: criteria.at('HealthyPercent'), message: `HealthyPercent (${percent}) must be at least MinimumHealthyPercent (${minimum})` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a blue/green deployment': { scene: 'a Fargate service with blue/green deployments', change: earlySuccess({}) },
    'less than the minimum': earlySuccess({ HealthyPercent: 90 }),
    'less than the default minimum': {
      Service: { DeploymentConfiguration: { MinimumHealthyPercent: undefined, EarlySuccessCriteria: { Enable: true, HealthyPercent: 90, SourceServiceRevisionCleanup: 'DEFERRED' } } },
    },
    'more than 100': earlySuccess({ HealthyPercent: 110 }),
    'no percentage': earlySuccess({ HealthyPercent: undefined }),
    'no cleanup setting': earlySuccess({ SourceServiceRevisionCleanup: undefined }),
  },
  good: {
    'all tasks': earlySuccess({}),
    'the minimum': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 50, EarlySuccessCriteria: { Enable: true, HealthyPercent: 50, SourceServiceRevisionCleanup: 'BLOCKING' } } } },
    'disabled criteria': earlySuccess({ Enable: false, HealthyPercent: 10 }),
    'a minimum from a parameter': {
      Service: { DeploymentConfiguration: { MinimumHealthyPercent: { Ref: 'AParameter' }, EarlySuccessCriteria: { Enable: true, HealthyPercent: 50, SourceServiceRevisionCleanup: 'BLOCKING' } } },
    },
    'a percentage from a parameter': earlySuccess({ HealthyPercent: { Ref: 'AParameter' } }),
  },
});

function earlySuccess(change: object) {
  return { Service: { DeploymentConfiguration: { EarlySuccessCriteria: { Enable: true, HealthyPercent: 100, SourceServiceRevisionCleanup: 'DEFERRED', ...change } } } };
}
