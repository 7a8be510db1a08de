import { daemonService } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Minimum and maximum percent of a rolling update are not both 100',
  severity: 'error',
  outcome: 'refused',
  why: 'With both at 100, ECS can neither stop nor start a task to begin the update, and refuses the service: "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments".',
  fix: 'Set maxHealthyPercent to 200 (the value of Deployment.rolling() of ContainerService), or lower minHealthyPercent. For a daemon, lower minHealthyPercent. In CloudFormation: MaximumPercent and MinimumHealthyPercent of DeploymentConfiguration.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html',

  subject: 'service',
  *check({ controller, deploymentStrategy, minimumHealthyPercent, maximumPercent, deployment }) {
    if (controller.is('ECS') && minimumHealthyPercent.is(100) && maximumPercent.is(100)) {
      // ECS refuses 100 if it is set. If 100 is the default of a daemon, only updates hang. API_DeploymentConfiguration describes both percentages
      // for rolling updates; AWS does not document whether ECS checks them for other strategies.
      const isDefault = deployment.get('MaximumPercent').isAbsent;
      const isSure = deploymentStrategy.is('ROLLING') && !isDefault;
      yield {
        location: deployment.at('MaximumPercent'),
        message: 'MinimumHealthyPercent and MaximumPercent are both 100: ECS cannot replace a task',
        ...isSure ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'both 100': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 100 } } },
    'both 100 in a blue/green deployment': { Service: { DeploymentConfiguration: { Strategy: 'BLUE_GREEN', MinimumHealthyPercent: 100, MaximumPercent: 100 } } },
    'a daemon with a minimum of 100': {
      Service: daemonService({ DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: undefined } }),
    },
    'a daemon with both 100': {
      Service: daemonService({ DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 100 } }),
    },
    'a maximum of 100 and the default minimum': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: undefined, MaximumPercent: 100 } } },
  },
  good: {
    'stop before start': { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 100 } } },
    'deployments with CodeDeploy': {
      scene: 'a Fargate service that CodeDeploy deploys', change: { Service: { DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 100 } } },
    },
  },
});
