import { LONGEST_PREFIX, RESERVED_ADDRESSES } from '../../../facts/subnets';
import type { Subnet } from '../../model/entities/subnet';
import { shortageOf } from '../../model/queries/shortage';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The subnets of a service have addresses for its tasks, also during a deployment',
  severity: 'error',
  outcome: 'hangs',
  why: `In network mode awsvpc, each task has its own private IPv4 address. AWS reserves ${RESERVED_ADDRESSES} addresses of each subnet. Without a free address, a task does not start, and the deployment does not finish.`,
  fix: 'Use larger subnets, such as cidrMask: 24 in subnetConfiguration of the Vpc, or more subnets. In CloudFormation: CidrBlock of the subnets, Subnets in AwsvpcConfiguration.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html',

  subject: 'service',
  *check(service) {
    const subnets = [...new Set(service.subnets.all)];
    const sizes = subnets.map(addressesOf).filter(size => size !== undefined);
    if (sizes.length < subnets.length || sizes.length === 0) { return; }
    const room = sizes.reduce((sum, size) => sum + size, 0);
    const found = shortageOf(service, room);
    if (found) {
      yield {
        location: found.location,
        related: subnets.map(({ node }) => node.at('CidrBlock')),
        message: `${found.text}, but there is room for ${room} tasks: ${subnets.map(calculationOf).join(' + ')} addresses`,
        ...found.isAtOnce ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'more tasks than addresses': { TaskSubnet: { CidrBlock: '10.0.0.0/28' }, Service: { DesiredCount: 12 } },
    'a subnet that is listed twice': {
      TaskSubnet: { CidrBlock: '10.0.0.0/28' }, Service: { DesiredCount: 11, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'TaskSubnet' }, { Ref: 'TaskSubnet' }] } } },
    },
    'an update without a free address': { TaskSubnet: { CidrBlock: '10.0.0.0/28' }, Service: { DesiredCount: 11 } },
  },
  good: {
    'an address for each task, and one for the update': { TaskSubnet: { CidrBlock: '10.0.0.0/28' }, Service: { DesiredCount: 10 } },
    'two subnets': {
      TaskSubnet: { CidrBlock: '10.0.0.0/28' },
      SecondSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'VpcId' }, CidrBlock: '10.0.0.16/28' } },
      Service: { DesiredCount: 12, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'TaskSubnet' }, { Ref: 'SecondSubnet' }] } } },
    },
    'a subnet outside the app': {
      TaskSubnet: { CidrBlock: '10.0.0.0/28' },
      Service: { DesiredCount: 12, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'TaskSubnet' }, 'subnet-0a1b2c3d4e5f60718'] } } },
    },
    'a second subnet with a range from a parameter': {
      TaskSubnet: { CidrBlock: '10.0.0.0/28' },
      SecondSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'VpcId' }, CidrBlock: { Ref: 'Range' } } },
      Service: { DesiredCount: 12, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'TaskSubnet' }, { Ref: 'SecondSubnet' }] } } },
    },
    'a range that is none': { TaskSubnet: { CidrBlock: '10.0.0.0/99' }, Service: { DesiredCount: 12 } },
    'a range from a parameter': { TaskSubnet: { CidrBlock: { Ref: 'Range' } }, Service: { DesiredCount: 12 } },
    'a desired count from a parameter': { TaskSubnet: { CidrBlock: '10.0.0.0/28' }, Service: { DesiredCount: { Ref: 'Count' } } },
    'a subnet with IPv6 addresses only': {
      TaskSubnet: { CidrBlock: '10.0.0.0/28', Ipv6Native: true },
      Service: { DesiredCount: 12 },
      Targets: { IpAddressType: 'ipv6' },
      Balancer: { IpAddressType: 'dualstack' },
    },
  },
});

/** The IPv4 addresses of a subnet that tasks can have. */
function addressesOf({ node }: Subnet): number | undefined {
  const [, length] = /^[\d.]+\/(\d+)$/.exec(node.text('CidrBlock').known ?? '') ?? [];
  return length === undefined || Number(length) > LONGEST_PREFIX || !node.get('Ipv6Native').isAbsent ? undefined : 2 ** (32 - Number(length)) - RESERVED_ADDRESSES;
}

function calculationOf(subnet: Subnet): string {
  const size = addressesOf(subnet) ?? 0;
  return `${subnet.node.text('CidrBlock')} has ${size + RESERVED_ADDRESSES} - ${RESERVED_ADDRESSES} = ${size}`;
}
