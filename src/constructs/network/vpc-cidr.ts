import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';

/**
 * The addresses of a VPC; nothing when an imported one does not say.
 * The literal where there is one: checks of security groups, such as cdk-nag's, do not look through a reference and reject it.
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

/** Nothing for a VPC without IPv6; an imported VPC does not tell its IPv6 addresses. */
export function vpcIpv6Cidr(vpc: ec2.IVpc): Ipv6Cidr | undefined {
  if (!(vpc instanceof ec2.Vpc)) { return undefined; }
  const assignment = vpc.node.children.find(child => child instanceof ec2.CfnVPCCidrBlock);
  return assignment && { cidr: Fn.select(0, vpc.vpcIpv6CidrBlocks), assignment };
}
