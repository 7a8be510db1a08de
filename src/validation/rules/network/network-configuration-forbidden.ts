import { defineRule } from '../rule';

export default defineRule({
  title: 'Only tasks with network mode awsvpc have a network configuration',
  severity: 'error',
  outcome: 'refused',
  why: 'Tasks with network mode bridge or host use the network of their container instance, and ECS refuses subnets and security groups for them. EC2 tasks without a NetworkMode use bridge.',
  fix: 'Set networkMode of ecs.Ec2TaskDefinition to ecs.NetworkMode.AWS_VPC, or remove vpcSubnets and securityGroups of ecs.Ec2Service. In CloudFormation: NetworkMode awsvpc, or no NetworkConfiguration.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'taskRunner',
  *check({ networkMode, awsvpc, node, taskDefinition: task }) {
    // for Fargate tasks another rule reports the network mode
    if (task?.mayRunOn('FARGATE') === false && networkMode.isOneOf(['bridge', 'host', 'none', 'default']) && awsvpc.isFilled) {
      yield {
        location: node.at('NetworkConfiguration'),
        message: `NetworkConfiguration is set, but network mode ${networkMode} does not accept subnets or security groups`,
      };
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'subnets': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } } },
    'subnets, in an unknown cluster': {
      Service: { Cluster: { Ref: 'AParameter' }, LaunchType: undefined, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } },
    },
    'subnets, and bridge by default': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } },
      Task: { NetworkMode: undefined },
    },
    'subnets, and no required compatibilities': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } },
      Task: { RequiresCompatibilities: undefined },
    },
  },
  good: {
    'an awsvpc task in an unknown cluster': {
      Service: { Cluster: { Ref: 'AParameter' }, LaunchType: undefined, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } }, LoadBalancers: undefined },
      Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } },
    },
    'no network configuration': { Service: { NetworkConfiguration: undefined } },
  },
});
