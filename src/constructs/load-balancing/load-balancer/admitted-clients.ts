import { Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { vpcCidr, vpcIpv6Cidr } from '../../network/vpc-cidr';

/** A load balancer with security groups. */
type LoadBalancer = IConstruct & ec2.IConnectable;

/** The id of the security group of a load balancer, as the L2 names it. */
export const SECURITY_GROUP_ID = 'SecurityGroup';

/** Why an internal load balancer cannot allow the addresses of its VPC. */
export function unknownNetworkProblems(vpc: ec2.IVpc): string[] {
  return vpcCidr(vpc) === undefined
    ? ['an internal load balancer allows the CIDR of its VPC, which is unknown for this imported VPC; set vpcCidrBlock in Vpc.fromVpcAttributes, or set openListener']
    : [];
}

/** Allows connections from the addresses of the VPC. */
export function admitVpc(loadBalancer: LoadBalancer, vpc: ec2.IVpc, ports: readonly ec2.Port[], hasIpv6: boolean): void {
  const ipv6 = hasIpv6 ? vpcIpv6Cidr(vpc) : undefined;
  const peers = [ec2.Peer.ipv4(vpcCidr(vpc) ?? vpc.vpcCidrBlock), ...(ipv6 ? [ec2.Peer.ipv6(ipv6.cidr)] : [])];
  for (const port of ports) {
    for (const peer of peers) { loadBalancer.connections.allowFrom(peer, port, `The VPC, on port ${port.toString()}`); }
  }
  if (ipv6) { loadBalancer.node.addDependency(ipv6.assignment); }
}

/** The security group of a public load balancer is open on purpose. */
export function acknowledgeOpenness(loadBalancer: IConstruct): void {
  const group = loadBalancer.node.tryFindChild(SECURITY_GROUP_ID);
  if (!group) { return; }
  Validations.of(group).acknowledge({ id: 'AwsSolutions-EC23', reason: 'A public load balancer accepts connections from every address, on the ports of its listeners only' });
}
