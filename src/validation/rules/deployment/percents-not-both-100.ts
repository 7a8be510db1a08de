import { defineRule } from '../rule';

export default defineRule({
  title: 'A deployment may stop a task first or start one first',
  severity: 'error',
  outcome: 'refused',
  why: 'With both percentages at 100 no task may be stopped and none may be started beside it, so ECS refuses the service.',
  fix: 'Raise MaximumPercent to 200, or lower MinimumHealthyPercent.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html',

  on: 'service',
  *check({ controller, minimumHealthyPercent, maximumPercent, deployment }) {
    if (controller.is('ECS') && minimumHealthyPercent.is(100) && maximumPercent.is(100)) {
      yield { location: deployment.at('MaximumPercent'), message: 'minimum healthy percent 100 and maximum percent 100 leave no room to replace a task' };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'both 100': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 100 } } },
    '100 beside the default': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: undefined, MaximumPercent: 100 } } },
  },
  good: { 'stop before start': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 100 } } } },
});
