import * as ec2 from 'aws-cdk-lib/aws-ec2';

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
