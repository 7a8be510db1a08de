import { defineRule } from '../rule';

export default defineRule({
  title: 'Public addresses are asked for in subnets that have IPv4',
  severity: 'warning',
  outcome: 'hangs',
  why: 'AssignPublicIp is about IPv4. A subnet with IPv6 alone has no address that a public one could stand for, and its tasks do not start.',
  fix: 'Set AssignPublicIp to DISABLED, or use subnets with an IPv4 range.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',

  subject: 'launch',
  *check({ assignPublicIp, hasIpv6Alone, awsvpc }) {
    if (assignPublicIp.is('ENABLED') && hasIpv6Alone) {
      yield { location: awsvpc.at('AssignPublicIp'), message: 'AssignPublicIp is ENABLED, but the subnets have IPv6 addresses alone' };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a subnet of IPv6 alone': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'NewSubnet' }], AssignPublicIp: 'ENABLED' } } }, NewSubnet: subnet({ Ipv6Native: true }),
    },
  },
  good: {
    'a subnet of both': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'NewSubnet' }], AssignPublicIp: 'ENABLED' } } }, NewSubnet: subnet({ CidrBlock: '10.0.0.0/24' }),
    },
    'no public address': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'NewSubnet' }] } } }, NewSubnet: subnet({ Ipv6Native: true }),
    },
  },
});

function subnet(properties: object): object {
  return { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-0a1b2c3d4e5f60718', Ipv6CidrBlock: '2001:db8:1234:1a00::/64', ...properties } };
}
