import { daemonService } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Daemon services use the ECS deployment controller',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses scheduling strategy DAEMON with deployment controllers CODE_DEPLOY and EXTERNAL, which support only REPLICA.',
  fix: 'Remove deploymentController of ecs.Ec2Service, or set daemon to false. In CloudFormation: DeploymentController and SchedulingStrategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'service',
  *check({ schedulingStrategy, controller, node }) {
    if (schedulingStrategy.is('DAEMON') && controller.isOneOf(['CODE_DEPLOY', 'EXTERNAL'])) {
      yield { location: node.at('SchedulingStrategy'), message: `ECS refuses SchedulingStrategy DAEMON with deployment controller ${controller}; use deployment controller ECS` };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a daemon with CodeDeploy': {
      Service: daemonService({ DeploymentController: { Type: 'CODE_DEPLOY' }, DeploymentConfiguration: undefined }),
    },
  },
  good: {
    'a daemon': { Service: daemonService({ DeploymentConfiguration: undefined }) },
  },
});
