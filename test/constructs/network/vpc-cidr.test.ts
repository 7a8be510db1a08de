import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { vpcCidr } from '../../../src/constructs/network/vpc-cidr';

const ZONES = { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'] };

test('is a literal for a VPC of the app', () => {
  expect(vpcCidr(new ec2.Vpc(new Stack(), 'Vpc', { ipAddresses: ec2.IpAddresses.cidr('10.7.0.0/16') }))).toBe('10.7.0.0/16');
});

test('is a reference if IPAM assigns the addresses at deployment', () => {
  const vpc = new ec2.Vpc(new Stack(), 'Vpc', {
    ipAddresses: ec2.IpAddresses.awsIpamAllocation({ ipv4IpamPoolId: 'ipam-pool-1', ipv4NetmaskLength: 18, defaultSubnetIpv4NetmaskLength: 24 }),
  });
  expect(Token.isUnresolved(vpcCidr(vpc))).toBe(true);
});

test('is the given CIDR of an imported VPC', () => {
  expect(vpcCidr(ec2.Vpc.fromVpcAttributes(new Stack(), 'Vpc', { ...ZONES, vpcCidrBlock: '10.8.0.0/16' }))).toBe('10.8.0.0/16');
});

test('is unknown for an imported VPC without a CIDR', () => {
  expect(vpcCidr(ec2.Vpc.fromVpcAttributes(new Stack(), 'Vpc', ZONES))).toBeUndefined();
});
