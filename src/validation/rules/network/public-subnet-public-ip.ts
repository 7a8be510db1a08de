import type { Subnet } from '../../model/entities/subnet';
import { Call, callsOf } from '../../model/queries/call';
import { everyHour } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Fargate tasks in public subnets have a public IP address',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'An internet gateway forwards traffic only for public IP addresses, and ECS ignores MapPublicIpOnLaunch of the subnet. Without a public IP address the task cannot pull its image or read its secrets.',
  fix: 'Set assignPublicIp of ecs.FargateService to true, or use vpcSubnets of type PRIVATE_WITH_EGRESS, with a route to a NAT gateway; ContainerService assigns the address itself. In CloudFormation: AssignPublicIp ENABLED, or subnets with a route to a NAT gateway.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',

  subject: 'taskRunner',
  *check(runner) {
    const { usesTaskInterface, subnets, isIdle, assignPublicIp, awsvpc } = runner;
    const isPrivate = usesTaskInterface && assignPublicIp.is('DISABLED');
    if (!isPrivate || isIdle) { return; }
    const calls = callsOf(runner);
    for (const subnet of subnets.known.filter(({ egress }) => egress.is('internet gateway'))) {
      const stranded = calls.find(call => isOutOfReach(call, subnet));
      if (!stranded) { continue; }
      const value = awsvpc.get('AssignPublicIp').isAbsent ? 'DISABLED by default' : 'DISABLED';
      const message = `AssignPublicIp is ${value}, but subnet ${subnet.resource.logicalId} is public: its tasks cannot reach ${stranded.caller}`;
      yield { location: awsvpc.at('AssignPublicIp'), related: [subnet.resource.at('')], message };
      return;
    }
  },

  scene: 'a Fargate service in public subnets',
  bad: {
    'no public IP address': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } } },
    'a schedule without a public IP address': {
      Rule: everyHour({ NetworkConfiguration: { AwsVpcConfiguration: { Subnets: [{ Ref: 'SubnetA' }], AssignPublicIp: 'DISABLED' } } }),
    },
    'no AssignPublicIp, disabled by default': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: undefined } } } },
    'an image from Docker Hub': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } },
      Task: { ContainerDefinitions: { 0: { Image: 'nginx:1.27', LogConfiguration: undefined } } },
    },
    'a route for IPv6, and no IPv6 addresses': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } },
      OtherWayOut: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationIpv6CidrBlock: '::/0', GatewayId: { Ref: 'Gateway' } } },
    },
    'a public subnet, and one with an unknown route table': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } }, SubnetARoutes: { RouteTableId: { Ref: 'RouteTableId' } },
    },
  },
  good: {
    'a NAT gateway': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } },
      WayOut: { GatewayId: undefined, NatGatewayId: 'nat-0a1b2c3d4e5f60718' },
    },
    'a route for IPv6': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } },
      SubnetA: { Ipv6CidrBlock: '2001:db8:1234:1a00::/64' },
      SubnetB: { Ipv6CidrBlock: '2001:db8:1234:1a01::/64' },
      OtherWayOut: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationIpv6CidrBlock: '::/0', GatewayId: { Ref: 'Gateway' } } },
    },
    'unknown capacity': {
      Service: { LaunchType: undefined, Cluster: { Ref: 'ClusterName' }, NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } },
    },
    'only ECS Exec, which tasks do not need to start': {
      Service: { EnableExecuteCommand: true, NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } },
      Task: {
        TaskRoleArn: 'arn:aws:iam::111122223333:role/shop',
        ContainerDefinitions: { 0: { Image: 'registry.example.internal:5000/web:1', LogConfiguration: undefined } },
      },
    },
    'tasks that need nothing from outside the VPC': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } },
      Task: { ContainerDefinitions: { 0: { Image: 'registry.example.internal:5000/web:1', LogConfiguration: undefined } } },
    },
    'no tasks': { Service: { DesiredCount: 0, NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } } },
  },
});

/** Whether the tasks need the call to start, and the subnet has no route to it. */
function isOutOfReach({ services, outside, region, isOptional }: Call, subnet: Subnet): boolean {
  if (isOptional) { return false; }
  return outside !== undefined || services.some(service => subnet.lacks(service, region));
}
