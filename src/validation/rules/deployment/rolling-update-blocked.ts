import { defineRule } from '../rule';

export default defineRule({
  title: 'A deployment may stop a task first or start one first',
  severity: 'error',
  outcome: 'refused',
  why: 'With both percentages at 100 no task may be stopped and none may be started beside it, so ECS refuses the service.',
  fix: 'Raise MaximumPercent to 200, or lower MinimumHealthyPercent; for a daemon, whose maximum is 100, only the latter.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html',

  subject: 'service',
  *check({ controller, schedulingStrategy, minimumHealthyPercent, maximumPercent, deployment }) {
    if (controller.is('ECS') && minimumHealthyPercent.is(100) && maximumPercent.is(100)) {
      // ECS refuses what is written; where 100 is what a daemon has by default, only updates hang
      const isLesser = deployment.get('MaximumPercent').isAbsent && schedulingStrategy.is('DAEMON');
      yield {
        location: deployment.at('MaximumPercent'),
        message: 'minimum healthy percent 100 and maximum percent 100 leave no room to replace a task',
        ...isLesser ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'both 100': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 100 } } },
    'a daemon that must not be stopped': {
      Service: { SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: undefined } },
    },
    '100 beside the default': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: undefined, MaximumPercent: 100 } } },
  },
  good: { 'stop before start': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 100 } } } },
});
