import { daemonService } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A daemon service runs on container instances',
  severity: 'error',
  outcome: 'refused',
  why: 'Scheduling strategy DAEMON runs one task on each container instance. Fargate has no container instances, and ECS refuses the service.',
  fix: 'Use Ec2Service with `daemon: true`, or run the tasks as replicas (FargateService, ContainerService). In CloudFormation: SchedulingStrategy REPLICA.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html',

  subject: 'service',
  *check({ schedulingStrategy, launchType, node }) {
    // daemon-settings reports a capacity provider strategy
    if (schedulingStrategy.is('DAEMON') && launchType.is('FARGATE')) {
      yield { location: node.at('SchedulingStrategy'), message: 'SchedulingStrategy is DAEMON, but the tasks run on Fargate, which has no container instances' };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a daemon': { Service: { SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: undefined } },
  },
  good: {
    'replicas': { Service: { SchedulingStrategy: 'REPLICA' } },
    'a daemon on container instances': { scene: 'a service on a capacity provider', change: { Service: daemonService({ DeploymentConfiguration: undefined }) } },
  },
});
