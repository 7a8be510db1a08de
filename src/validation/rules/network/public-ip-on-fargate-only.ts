import { COMPUTE_NAMES } from '../../../facts/compute';
import { computeReason } from '../../model/queries/compute-reason';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Only Fargate tasks enable AssignPublicIp',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS assigns public IP addresses to Fargate tasks only, and refuses AssignPublicIp ENABLED on other capacity.',
  fix: 'Remove assignPublicIp of ecs.Ec2Service, targets.EcsTask or EcsRunTask, and use subnets of type PRIVATE_WITH_EGRESS; or run the tasks on Fargate. In CloudFormation: AssignPublicIp DISABLED, or LaunchType FARGATE.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',

  subject: 'taskRunner',
  *check(runner) {
    const { assignPublicIp, compute, awsvpc } = runner;
    if (assignPublicIp.is('ENABLED') && compute.differs('FARGATE')) {
      yield { location: awsvpc.at('AssignPublicIp'), message: `AssignPublicIp is ENABLED, but the tasks run on ${compute.map(kind => COMPUTE_NAMES[kind])}: ${computeReason(runner)}` };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'on container instances': {
      Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } },
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], AssignPublicIp: 'ENABLED' } } },
    },
    'a schedule without a launch type': {
      scene: 'a scheduled Fargate task',
      change: { Rule: { Targets: { 0: { EcsParameters: { LaunchType: undefined, NetworkConfiguration: { AwsVpcConfiguration: { AssignPublicIp: 'ENABLED' } } } } } }, Host: { Type: 'AWS::EC2::Instance', Properties: {} } },
    },
    'a state on launch type EC2': {
      scene: 'a Fargate task in a state machine',
      change: { Machine: { Definition: { States: { Run: { Parameters: { LaunchType: 'EC2', NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } } } } } } } },
    },
  },
  good: {
    'AssignPublicIp disabled': {
      Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } },
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], AssignPublicIp: 'DISABLED' } } },
    },
  },
});
