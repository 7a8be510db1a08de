import { DEPLOYMENT_PERCENT } from '../../../facts/deployment';
import { defineRule } from '../rule';

const { minimumHealthy, maximum } = DEPLOYMENT_PERCENT;

export default defineRule({
  title: 'Minimum and maximum percent of a deployment are in range',
  severity: 'error',
  outcome: 'refused',
  why: `ECS refuses a MinimumHealthyPercent outside ${minimumHealthy.min} to ${minimumHealthy.max}, and a MaximumPercent below ${maximum.min}.`,
  fix: `Set minHealthyPercent to ${minimumHealthy.max} or less and maxHealthyPercent to ${maximum.min} or more. In CloudFormation: MinimumHealthyPercent and MaximumPercent of DeploymentConfiguration.`,
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html',

  subject: 'service',
  *check({ minimumHealthyPercent: low, maximumPercent: high, deployment }) {
    if (low.satisfies(percent => percent < minimumHealthy.min || percent > minimumHealthy.max)) {
      yield { location: deployment.at('MinimumHealthyPercent'), message: `MinimumHealthyPercent ${low} is not between ${minimumHealthy.min} and ${minimumHealthy.max}` };
    }
    if (high.satisfies(percent => percent < maximum.min)) {
      yield { location: deployment.at('MaximumPercent'), message: `MaximumPercent ${high} is below ${maximum.min}` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a maximum below 100': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 50 } } },
    'a minimum below 0': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: -1, MaximumPercent: 200 } } },
    'a maximum below 100 for two tasks': { Service: { DesiredCount: 2, DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 50 } } },
    'a minimum above 100': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 150, MaximumPercent: 200 } } },
  },
  good: { '50 to 200': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 200 } } } },
});
