import { COMPUTE_NAMES } from '../../../facts/compute';
import { computeReason } from '../../model/queries/compute-reason';
import { everyHour } from '../../scenes/extras';
import { defineRule } from '../rule';

const AWSVPC = { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } };

export default defineRule({
  title: 'Only Fargate tasks enable AssignPublicIp, or have it in an event rule',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS assigns public IP addresses to Fargate tasks only, and refuses AssignPublicIp ENABLED on other capacity. EventBridge was measured to refuse any value in a target of launch type EC2: "Parameter AssignPublicIp for target … is not supported when launch type is EC2".',
  fix: 'Remove assignPublicIp of ecs.Ec2Service, targets.EcsTask or EcsRunTask, and use subnets of type PRIVATE_WITH_EGRESS; or run the tasks on Fargate. targets.EcsTask writes DISABLED, which addPropertyDeletionOverride() of the CfnRule removes. In CloudFormation: AssignPublicIp DISABLED, and none in an event rule; or LaunchType FARGATE.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',

  subject: 'taskRunner',
  *check(runner) {
    const { assignPublicIp, compute, awsvpc, starter, launchType } = runner;
    if (assignPublicIp.is('ENABLED') && compute.differs('FARGATE')) {
      yield { location: awsvpc.at('AssignPublicIp'), message: `AssignPublicIp is ENABLED, but the tasks run on ${compute.map(kind => COMPUTE_NAMES[kind])}: ${computeReason(runner)}` };
    } else if (starter === 'rule' && launchType.is('EC2') && awsvpc.text('AssignPublicIp').is('DISABLED')) {
      yield { location: awsvpc.at('AssignPublicIp'), severity: 'warning', message: 'AssignPublicIp is DISABLED in a target of launch type EC2; EventBridge may reject it, so remove it' };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'on container instances': {
      Task: AWSVPC,
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], AssignPublicIp: 'ENABLED' } } },
    },
    'in an event rule for container instances': { Rule: target('EC2', { AssignPublicIp: 'DISABLED' }) },
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
      Task: AWSVPC,
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], AssignPublicIp: 'DISABLED' } } },
    },
    'no value in an event rule for container instances': { Rule: target('EC2', {}) },
    'an event rule for Fargate': { scene: 'a Fargate service', change: { Rule: target('FARGATE', { AssignPublicIp: 'DISABLED' }) } },
  },
});

function target(LaunchType: string, settings: object) {
  return everyHour({ TaskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/report:1', LaunchType, NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'], ...settings } } });
}
