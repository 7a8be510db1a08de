import { COMPUTE_NAMES } from '../../../facts/compute';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Public addresses are asked for on Fargate only',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS gives public addresses to Fargate tasks alone, and refuses AssignPublicIp ENABLED for anything else.',
  fix: 'Remove AssignPublicIp, and use subnets with a NAT gateway.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',

  subject: 'launch',
  *check({ assignPublicIp, compute, awsvpc }) {
    if (assignPublicIp.is('ENABLED') && compute.differs('FARGATE')) {
      const where = compute.known === undefined ? 'other compute than Fargate' : COMPUTE_NAMES[compute.known];
      yield { location: awsvpc.at('AssignPublicIp'), message: `AssignPublicIp is ENABLED, but the tasks run on ${where}` };
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
    off: {
      Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } },
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], AssignPublicIp: 'DISABLED' } } },
    },
  },
});
