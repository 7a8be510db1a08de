import { COMPUTE_NAMES } from '../../../facts/compute';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Only Fargate tasks enable AssignPublicIp',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS assigns public IP addresses to Fargate tasks only, and refuses AssignPublicIp ENABLED on other capacity.',
  fix: 'Remove assignPublicIp of ecs.Ec2Service, and use vpcSubnets of type PRIVATE_WITH_EGRESS. In CloudFormation: AssignPublicIp DISABLED.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',

  subject: 'taskRunner',
  *check({ assignPublicIp, compute, awsvpc }) {
    if (assignPublicIp.is('ENABLED') && compute.differs('FARGATE')) {
      yield { location: awsvpc.at('AssignPublicIp'), message: `AssignPublicIp is ENABLED, but the tasks run on ${compute.map(kind => COMPUTE_NAMES[kind])}` };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'on container instances': {
      Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } },
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], AssignPublicIp: 'ENABLED' } } },
    },
  },
  good: {
    'AssignPublicIp disabled': {
      Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } },
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], AssignPublicIp: 'DISABLED' } } },
    },
  },
});
