import { defineRule } from '../rule';

export default defineRule({
  title: 'AssignPublicIp is enabled only in subnets with IPv4',
  severity: 'warning',
  outcome: 'hangs',
  why: 'AssignPublicIp assigns an IPv4 address. Tasks in an IPv6-only subnet have no private IPv4 address for it, and do not start.',
  fix: 'Set assignPublicIp of ecs.FargateService to false, or use vpcSubnets with an IPv4 CIDR. In CloudFormation: AssignPublicIp DISABLED.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',

  subject: 'taskRunner',
  *check({ assignPublicIp, hasIpv6Alone, awsvpc, subnets }) {
    if (assignPublicIp.is('ENABLED') && hasIpv6Alone) {
      yield {
        location: awsvpc.at('AssignPublicIp'),
        related: subnets.known.map(({ resource }) => resource.at('Ipv6Native')),
        message: 'AssignPublicIp is ENABLED, but the subnets are IPv6-only',
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'an IPv6-only subnet': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'NewSubnet' }], AssignPublicIp: 'ENABLED' } } }, NewSubnet: subnet({ Ipv6Native: true }),
    },
  },
  good: {
    'a subnet with IPv4 and IPv6': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'NewSubnet' }], AssignPublicIp: 'ENABLED' } } }, NewSubnet: subnet({ CidrBlock: '10.0.0.0/24' }),
    },
    'no public IP address': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'NewSubnet' }] } } }, NewSubnet: subnet({ Ipv6Native: true }),
    },
  },
});

function subnet(properties: object): object {
  return { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-0a1b2c3d4e5f60718', Ipv6CidrBlock: '2001:db8:1234:1a00::/64', ...properties } };
}
