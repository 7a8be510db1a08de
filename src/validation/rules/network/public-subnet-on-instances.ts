import { computeReason } from '../../model/queries/compute-reason';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Tasks with their own network interface on container instances run in private subnets',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'ECS assigns no public IP address to the network interface of a task on container instances. An internet gateway forwards traffic only for public IP addresses, so calls of the application to AWS services and to the internet time out.',
  fix: 'Select subnets of type PRIVATE_WITH_EGRESS, with vpcSubnets of ecs.Ec2Service or of EcsRunTask of aws-scheduler-targets, subnetSelection of targets.EcsTask, or subnets of tasks.EcsRunTask; or run the tasks on Fargate. In CloudFormation: Subnets with a route to a NAT gateway, or LaunchType FARGATE.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',

  subject: 'taskRunner',
  *check(runner) {
    const { compute, awsvpc, subnets, isIdle } = runner;
    const open = compute.is('EC2') ? subnets.known.find(({ egress }) => egress.is('internet gateway')) : undefined;
    if (isIdle || !open) { return; }
    yield {
      location: awsvpc.at('Subnets'),
      related: [open.resource.at('')],
      message: `subnet ${open.resource.logicalId} is public, but tasks on container instances get no public IP address: they cannot connect to the internet (${computeReason(runner)})`,
    };
  },

  scene: 'a Fargate service in public subnets',
  bad: {
    'public subnets': onInstances(),
  },
  good: {
    'on Fargate': { Service: { DesiredCount: 1 } },
    'private subnets': { ...onInstances(), WayOut: { GatewayId: undefined, NatGatewayId: 'nat-0a1b2c3d4e5f60718' } },
    'no tasks': { ...onInstances({ DesiredCount: 0 }) },
  },
});

function onInstances(properties: object = {}): Record<string, object> {
  return {
    Service: { LaunchType: 'EC2', NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: undefined } }, ...properties },
    Task: { RequiresCompatibilities: ['EC2'] },
  };
}
