import { defineRule } from '../rule';

export default defineRule({
  title: 'A daemon runs on container instances, not on Fargate',
  severity: 'error',
  outcome: 'refused',
  why: 'The DAEMON strategy runs one task on each container instance, and Fargate has none; ECS refuses the service.',
  fix: 'Use scheduling strategy REPLICA, or run the daemon on EC2.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html',

  subject: 'service',
  *check({ schedulingStrategy, compute, node }) {
    if (schedulingStrategy.is('DAEMON') && compute.is('FARGATE')) {
      yield { location: node.at('SchedulingStrategy'), message: 'scheduling strategy DAEMON is used with Fargate, which has no container instances' };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a daemon': { Service: { SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: undefined } },
  },
  good: { 'replicas, said aloud': { Service: { SchedulingStrategy: 'REPLICA' } } },
});
