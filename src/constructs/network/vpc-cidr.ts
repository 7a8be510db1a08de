import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';

/**
 * The CIDR of a VPC; undefined if it is unknown for an imported VPC. It is a literal if possible, because checks of security groups, such as cdk-nag,
 * do not resolve references and reject them.
 */
export function vpcCidr(vpc: ec2.IVpc): string | undefined {
  const { defaultChild } = vpc.node;
  const literal = defaultChild instanceof ec2.CfnVPC ? defaultChild.cidrBlock : undefined;
  if (literal !== undefined) { return literal; }
  try {
    return vpc.vpcCidrBlock;
  } catch {
    return undefined;
  }
}

/** The IPv6 addresses of a VPC of this app, and the resource that assigns them. */
export interface Ipv6Cidr {
  readonly cidr: string;
  readonly assignment: IConstruct;
}

/** Undefined for a VPC without IPv6, and for an imported VPC, whose IPv6 addresses are unknown. */
export function vpcIpv6Cidr(vpc: ec2.IVpc): Ipv6Cidr | undefined {
  if (!(vpc instanceof ec2.Vpc)) { return undefined; }
  const assignment = vpc.node.children.find(child => child instanceof ec2.CfnVPCCidrBlock);
  return assignment && { cidr: Fn.select(0, vpc.vpcIpv6CidrBlocks), assignment };
}
