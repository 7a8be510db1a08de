import { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, IConstruct } from 'constructs';
import { DATA_STORE_TYPES } from '../../facts/data-stores';

/** The rules that allow connections from one security group to another. The CDK creates each below one of the two groups. */
export function rulesBetween(client: ec2.IConnectable, target: ec2.IConnectable): CfnResource[] {
  const [sources, targets] = [client, target].map(({ connections }) => connections.securityGroups);
  const [sourceIds, targetIds] = [sources, targets].map(groups => new Set<string | undefined>(groups.map(({ securityGroupId }) => securityGroupId)));
  return [...new Set([...sources, ...targets])].flatMap(({ node }) => node.children).filter((rule): rule is CfnResource => {
    if (rule instanceof ec2.CfnSecurityGroupIngress) { return targetIds.has(rule.groupId) && sourceIds.has(rule.sourceSecurityGroupId); }
    return rule instanceof ec2.CfnSecurityGroupEgress && sourceIds.has(rule.groupId) && targetIds.has(rule.destinationSecurityGroupId);
  });
}

/** The clusters, instances and mount targets below a construct; security groups and the resources that they allow do not count. */
export function dataStoresIn(target: unknown): CfnResource[] {
  if (!Construct.isConstruct(target)) { return []; }
  return target.node.findAll().filter(isDataStore);
}

/** Whether a construct is a resource of a database, a cache or a file system. */
export function isDataStore(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct)
    && DATA_STORE_TYPES.some(type => type.endsWith('::') ? construct.cfnResourceType.startsWith(type) : construct.cfnResourceType === type);
}
