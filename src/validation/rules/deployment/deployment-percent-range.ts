import { DEPLOYMENT_PERCENT } from '../../../facts/deployment';
import { defineRule } from '../rule';

const { minimumHealthy, maximum } = DEPLOYMENT_PERCENT;

export default defineRule({
  title: 'The healthy percentages of a deployment are within their bounds',
  severity: 'error',
  outcome: 'refused',
  why: `ECS takes ${minimumHealthy.min} to ${minimumHealthy.max} as MinimumHealthyPercent and ${maximum.min} or more as MaximumPercent.`,
  fix: `Use a MinimumHealthyPercent of ${minimumHealthy.max} or less and a MaximumPercent of ${maximum.min} or more.`,
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html',

  subject: 'service',
  *check({ minimumHealthyPercent: low, maximumPercent: high, deployment }) {
    if (low.satisfies(percent => percent < minimumHealthy.min || percent > minimumHealthy.max)) {
      yield { location: deployment.at('MinimumHealthyPercent'), message: `minimum healthy percent ${low} is not between ${minimumHealthy.min} and ${minimumHealthy.max}` };
    }
    if (high.satisfies(percent => percent < maximum.min)) {
      yield { location: deployment.at('MaximumPercent'), message: `maximum percent ${high} is below ${maximum.min}` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'less than all': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 50 } } },
    'more than all must be healthy': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 150, MaximumPercent: 200 } } },
  },
  good: { 'half to double': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 200 } } } },
});
