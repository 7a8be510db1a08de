import { TRAFFIC_LIMITS } from '../../../facts/task-network-modes';
import type { TaskRunner } from '../../model/entities/task-runner';
import { places } from '../../model/evaluation/places';
import { defineRule } from '../rule';

const ON_INSTANCES = 'an EC2 service on dynamic ports behind a load balancer';

export default defineRule({
  title: 'The network mode of the tasks supports how traffic reaches them',
  severity: 'error',
  outcome: 'refused',
  why: 'A Classic Load Balancer registers instances, so that ECS refuses it for tasks in network mode awsvpc, which all Fargate tasks have. Tasks in network mode none have no network: ECS refuses a load balancer or Service Connect for them.',
  fix: 'Use a target group of an Application or Network Load Balancer: `listener.addTargets()`. For tasks in network mode none, set `networkMode` of the task definition to awsvpc. In CloudFormation: TargetGroupArn, or NetworkMode.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html',

  subject: 'taskRunner',
  *check(runner) {
    for (const { mode: refused, path, what, isEnabled } of TRAFFIC_LIMITS) {
      const [place] = hasMode(runner, refused) ? places(runner.node, path) : [];
      if (place?.isSure && (!isEnabled || place.asFlag.is(true))) {
        yield {
          location: place.location,
          related: runner.taskDefinition ? [runner.taskDefinition.node.at('NetworkMode')] : [],
          message: `${what} does not support network mode ${refused} of the tasks`,
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a Classic Load Balancer for Fargate tasks': { Service: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'classic' }] } },
    'a Classic Load Balancer for Fargate tasks of a task definition outside the app': {
      Service: { TaskDefinition: 'web:3', LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'classic' }] },
    },
    'a Classic Load Balancer for tasks with their own IP address': {
      scene: ON_INSTANCES,
      change: {
        Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } },
        Service: { ...network(), LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'classic' }] },
      },
    },
    'a load balancer for tasks without network': { scene: ON_INSTANCES, change: { Task: { NetworkMode: 'none', ContainerDefinitions: { Ref: 'AParameter' } } } },
    'Service Connect for tasks without network': {
      scene: ON_INSTANCES, change: { Task: { NetworkMode: 'none', ContainerDefinitions: { Ref: 'AParameter' } }, Service: { LoadBalancers: undefined, ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop' } } },
    },
  },
  good: {
    'Service Connect that is disabled': {
      scene: ON_INSTANCES, change: { Task: { NetworkMode: 'none', ContainerDefinitions: { Ref: 'AParameter' } }, Service: { LoadBalancers: undefined, ServiceConnectConfiguration: { Enabled: false } } },
    },
    'a Classic Load Balancer for tasks on a host port': {
      scene: ON_INSTANCES,
      change: {
        Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } }, Service: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'classic' }] },
      },
    },
    'a Classic Load Balancer under a condition': {
      Service: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: { 'Fn::If': ['IsOld', 'classic', { Ref: 'AWS::NoValue' }] }, TargetGroupArn: { 'Fn::If': ['IsOld', { Ref: 'AWS::NoValue' }, { Ref: 'AParameter' }] } }] },
    },
  },
});

/** All tasks on Fargate have their own network interface, also those of a task definition outside the app. */
function hasMode({ compute, networkMode }: TaskRunner, mode: string): boolean {
  return networkMode.is(mode) || mode === 'awsvpc' && compute.is('FARGATE');
}

function network() { return { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } } }; }
