import { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { SUBNET_IPV6 } from '../../../facts/load-balancers';
import { renderedProperties } from '../../rendered-properties';

/**
 * Why a load balancer with IPv6 addresses cannot be in these subnets: some subnets of this app have none. Imported subnets are not checked.
 *
 * Check it at synthesis, because a subnet can get IPv6 addresses until then.
 */
export function ipv6Problems({ subnets, isPendingLookup }: ec2.SelectedSubnets): string[] {
  const lacking = isPendingLookup ? [] : subnets.filter(lacksIpv6);
  if (lacking.length === 0 || isAssociatedLater(lacking[0])) { return []; }
  const paths = lacking.map(({ node }) => `'${node.path}'`);
  return [`ipAddressType needs subnets with IPv6 addresses, which ${paths.join(', ')} ${lacking.length === 1 ? 'does' : 'do'} not have; set ipProtocol of the VPC to DUAL_STACK, choose other loadBalancerSubnets, or remove ipAddressType`];
}

function lacksIpv6(subnet: ec2.ISubnet): boolean {
  const resource = subnet instanceof ec2.Subnet ? subnet.node.findAll().find(each => each instanceof ec2.CfnSubnet) : undefined;
  if (!resource) { return false; }
  const properties = renderedProperties(resource);
  return SUBNET_IPV6.properties.every(name => properties[name] === undefined);
}

/** Which subnet an association is for may be known at deployment only, so any of the app counts. */
function isAssociatedLater({ node }: ec2.ISubnet): boolean {
  return node.root.node.findAll().some(each => CfnResource.isCfnResource(each) && each.cfnResourceType === SUBNET_IPV6.association);
}
