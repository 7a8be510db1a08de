import { Token, Tokenization, Reference } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { isPlaceholder } from '../../facts/lookup-placeholders';

/** Whether two ids certainly belong to different VPCs: two VPCs of the app, or different literals. An imported VPC may be a VPC of the app. */
export function isOtherVpc(one: string, other: string): boolean {
  if (isPlaceholder(one) || isPlaceholder(other)) { return false; }
  if (!Token.isUnresolved(one) && !Token.isUnresolved(other)) { return one !== other; }
  const [oneVpc, otherVpc] = [vpcOf(one), vpcOf(other)];
  return oneVpc !== undefined && otherVpc !== undefined && oneVpc !== otherVpc;
}

/** Why tasks in a VPC cannot have these security groups. */
export function securityGroupProblems(securityGroups: readonly ec2.ISecurityGroup[], vpc: ec2.IVpc): string[] {
  return securityGroups.flatMap(group => {
    const { defaultChild } = group.node;
    const isOther = defaultChild instanceof ec2.CfnSecurityGroup && typeof defaultChild.vpcId === 'string' && isOtherVpc(defaultChild.vpcId, vpc.vpcId);
    return isOther ? [`securityGroups: '${group.node.path}' is in another VPC than the cluster ('${vpc.node.path}'); create it with vpc: cluster.vpc`] : [];
  });
}

/** The VPC of the app with this id. */
function vpcOf(id: string): IConstruct | undefined {
  const [token, ...others] = Tokenization.reverseString(id).tokens;
  return others.length === 0 && Reference.isReference(token) && token.target instanceof ec2.CfnVPC ? token.target : undefined;
}
