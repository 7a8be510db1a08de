import { RemovalPolicy, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';

/** New Elastic IP addresses, and the subnets of a load balancer that has them. */
export interface ElasticIps {
  readonly elasticIpAddresses?: readonly string[];
  readonly subnetMappings?: readonly elbv2.SubnetMapping[];
}

/**
 * An Elastic IP address for each subnet. It is retained when the load balancer is deleted, because clients may allow it in firewalls, but not when
 * its creation is rolled back.
 */
export function createElasticIps(scope: Construct, { subnets, internetConnectivityEstablished }: ec2.SelectedSubnets): Required<ElasticIps> {
  const elasticIps = subnets.map(subnet => {
    const elasticIp = new ec2.CfnEIP(scope, `ElasticIp${subnetKey(subnet)}`, { domain: 'vpc' });
    elasticIp.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    elasticIp.node.addDependency(internetConnectivityEstablished);
    return elasticIp;
  });
  return {
    elasticIpAddresses: elasticIps.map(({ attrPublicIp }) => attrPublicIp),
    subnetMappings: subnets.map((subnet, index) => ({ subnet, allocationId: elasticIps[index].attrAllocationId })),
  };
}

/** A key of the subnet that does not depend on other subnets: the id of an imported one, whose construct id is a number, otherwise the construct id. */
function subnetKey({ subnetId, node }: ec2.ISubnet): string { return Token.isUnresolved(subnetId) ? node.id : subnetId; }
