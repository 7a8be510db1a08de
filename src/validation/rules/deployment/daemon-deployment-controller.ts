import { defineRule } from '../rule';

export default defineRule({
  title: 'A daemon is deployed by ECS itself',
  severity: 'error',
  outcome: 'refused',
  why: 'Only the ECS deployment controller can run one task on each instance; CODE_DEPLOY and EXTERNAL take replicas alone.',
  fix: 'Remove DeploymentController, or use scheduling strategy REPLICA.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'service',
  *check({ schedulingStrategy, controller, node }) {
    if (schedulingStrategy.is('DAEMON') && controller.isOneOf(['CODE_DEPLOY', 'EXTERNAL'])) {
      yield { location: node.at('SchedulingStrategy'), message: `scheduling strategy DAEMON does not go with deployment controller ${controller}` };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a daemon and CodeDeploy': {
      Service: { SchedulingStrategy: 'DAEMON', DeploymentController: { Type: 'CODE_DEPLOY' }, DesiredCount: undefined, DeploymentConfiguration: undefined },
    },
  },
  good: {
    'a daemon': { Service: { SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: undefined } },
  },
});
