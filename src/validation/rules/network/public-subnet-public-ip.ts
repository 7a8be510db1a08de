import { FARGATE_PLATFORMS_OF_TWO_INTERFACES } from '../../../facts/vpc-endpoints';
import type { Call } from '../../model/call';
import type { Subnet } from '../../model/subnet';
import { everyHour } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Fargate tasks in public subnets have a public address',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'An internet gateway only carries what comes from a public address, and MapPublicIpOnLaunch of the subnet does not count for tasks. Without one the image cannot be pulled.',
  fix: 'Set AssignPublicIp to ENABLED, or use subnets with a route to a NAT gateway.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',

  subject: 'launch',
  *check({ compute, platformVersion, subnets, calls, isIdle, assignPublicIp, awsvpc }) {
    const hasOneInterface = compute.is('FARGATE') && platformVersion.isNoneOf(FARGATE_PLATFORMS_OF_TWO_INTERFACES);
    const isPrivate = hasOneInterface && assignPublicIp.is('DISABLED');
    if (!isPrivate || isIdle) { return; }
    if (!subnets?.every(({ egress }) => egress.is('internet gateway'))) { return; }
    const stranded = calls.find(call => call.isOptional === undefined && subnets.some(subnet => isOutOfReach(call, subnet)));
    if (stranded) {
      const names = subnets.map(({ resource }) => resource.logicalId).join(', ');
      yield { location: awsvpc.at('AssignPublicIp'), message: `AssignPublicIp is DISABLED${awsvpc.get('AssignPublicIp').isAbsent ? ' by default' : ''}, and only an internet gateway leads out of ${names}: ${stranded.caller} cannot be reached` };
    }
  },

  scene: 'a Fargate service in public subnets',
  bad: {
    'private addresses': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } } },
    'a schedule with private addresses': {
      Rule: everyHour({ NetworkConfiguration: { AwsVpcConfiguration: { Subnets: [{ Ref: 'SubnetA' }], AssignPublicIp: 'DISABLED' } } }),
    },
    'the default, which is none': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: undefined } } } },
  },
  good: {
    'a NAT gateway': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } },
      WayOut: { GatewayId: undefined, NatGatewayId: 'nat-0a1b2c3d4e5f60718' },
    },
    'a way out for IPv6': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } },
      OtherWayOut: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationIpv6CidrBlock: '::/0', GatewayId: { Ref: 'Gateway' } } },
    },
  },
});

function isOutOfReach({ services, outside }: Call, subnet: Subnet): boolean {
  return outside !== undefined || services.some(service => subnet.lacks(service));
}
