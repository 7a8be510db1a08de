import { defineRule } from '../rule';

export default defineRule({
  title: 'Tasks with their own network interface on container instances run in private subnets',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'ECS assigns no public IP address to the network interface of a task on container instances. An internet gateway forwards traffic only for public IP addresses, so calls of the application to AWS services and to the internet time out.',
  fix: 'Set vpcSubnets of ecs.Ec2Service to subnets of type PRIVATE_WITH_EGRESS. In CloudFormation: Subnets with a route to a NAT gateway.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',

  subject: 'taskRunner',
  *check({ compute, awsvpc, subnets, isIdle }) {
    const open = compute.is('EC2') ? subnets.known.find(({ egress }) => egress.is('internet gateway')) : undefined;
    if (isIdle || !open) { return; }
    yield {
      location: awsvpc.at('Subnets'),
      related: [open.resource.at('')],
      message: `subnet ${open.resource.logicalId} is public, but tasks on container instances get no public IP address: they cannot connect to the internet`,
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
