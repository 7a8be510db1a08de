import { SHARED_NETWORK_MODES } from '../../../facts/posture';
import { defineRule } from '../rule';

const LOGS = { LogDriver: 'awslogs', Options: { 'awslogs-group': 'web', 'awslogs-region': { Ref: 'AWS::Region' } } };
const ANYWHERE = { ContainerDefinitions: { 0: { User: '1000', ReadonlyRootFilesystem: true, LogConfiguration: LOGS } }, ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution' };

export default defineRule({
  title: 'Tasks on container instances use the network mode awsvpc',
  severity: 'warning',
  outcome: 'insecure',
  why: 'In other network modes a task has no network interface: the security groups of its instance apply to all tasks on it, and VPC flow logs do not show which task sent the traffic. Control Tower reports it (CT.ECS.PR.4).',
  fix: 'Set `networkMode: NetworkMode.AWS_VPC` in the Ec2TaskDefinition, or remove `networkMode` of a ContainerService, and give the service subnets and security groups. In CloudFormation: NetworkMode and NetworkConfiguration.',
  docs: 'https://docs.aws.amazon.com/controltower/latest/controlreference/ecs-rules.html',

  subject: 'taskDefinition',
  *check(task) {
    // ECS Anywhere does not support awsvpc
    if (task.mayRunOn('EXTERNAL') || !task.networkMode.isOneOf(SHARED_NETWORK_MODES)) { return; }
    yield { location: task.node.at('NetworkMode'), message: `the network mode is ${task.networkMode}, so that the tasks share the network interface and security groups of their instance; use awsvpc` };
  },

  scene: 'secured container instances',
  bad: {
    'bridge': mode('bridge'),
    'the default mode on Linux': mode(undefined),
  },
  good: {
    'no network': mode('none', { PortMappings: undefined }),
    'ECS Anywhere': { scene: 'a service on ECS Anywhere', change: { Cluster: { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] }, Task: ANYWHERE } },
    'bridge, on a launch type from a parameter': {
      Task: { NetworkMode: 'bridge', RequiresCompatibilities: { Ref: 'Compatibilities' } }, Service: { NetworkConfiguration: undefined },
    },
    'a mode from a parameter': mode({ Ref: 'Mode' }),
  },
});

function mode(NetworkMode: unknown, container: object = {}) {
  return { Task: { NetworkMode, ContainerDefinitions: { 0: container } }, Service: { NetworkConfiguration: undefined } };
}
