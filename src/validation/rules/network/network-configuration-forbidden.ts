import { defineRule } from '../rule';

export default defineRule({
  title: 'Only what runs awsvpc tasks has a network configuration',
  severity: 'error',
  outcome: 'refused',
  why: 'Tasks of the other network modes use the network of their instance; ECS refuses subnets and security groups for them. EC2 tasks without a NetworkMode use bridge.',
  fix: 'Remove NetworkConfiguration, or set NetworkMode of the task definition to awsvpc.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'launch',
  *check({ compute, networkMode, awsvpc, node, taskDefinition: task }) {
    // on Fargate the mode is wrong, which another rule says
    const isElsewhere = compute.differs('FARGATE') || task?.mayRunOn('FARGATE') === false;
    if (isElsewhere && networkMode.isOneOf(['bridge', 'host', 'none', 'default']) && awsvpc.isFilled) {
      yield { location: node.at('NetworkConfiguration'), message: `the tasks use network mode ${networkMode}, which takes no subnets or security groups` };
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'subnets': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } } },
    'subnets, in a cluster that is not known': {
      Service: { Cluster: { Ref: 'AParameter' }, LaunchType: undefined, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } },
    },
    'subnets, and bridge by default': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } },
      Task: { NetworkMode: undefined },
    },
  },
  good: {
    'an awsvpc task of a cluster that is not known': {
      Service: { Cluster: { Ref: 'AParameter' }, LaunchType: undefined, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } }, LoadBalancers: undefined },
      Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } },
    },
    'none of it': { Service: { NetworkConfiguration: undefined } },
  },
});
