import { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Dependable, IConstruct, IDependable } from 'constructs';

/** The resources that instances need until they are terminated. */
export interface InstanceNeeds {
  readonly vpc: ec2.IVpc;
  readonly network: ec2.SelectedSubnets;
  readonly securityGroups: readonly ec2.ISecurityGroup[];
  /** Roles and instance profile, or the policies of a role. */
  readonly roles: readonly IConstruct[];
}

/**
 * Makes the resource that launches instances wait for the resources that ECS and the instances need, so that they are deleted after it. Deleting a capacity
 * provider of Managed Instances or an Auto Scaling group terminates the instances. Without the role nobody can terminate them, and without the network their
 * agent does not report that tasks stopped: they stay in the cluster, and hold network interfaces in the subnets (aws-cdk 36071).
 *
 * A subnet brings the association with its route table, and a private one the route to its NAT gateway. A security group brings its rules.
 */
export function dependOnNeeds(launcher: CfnResource, { vpc, network, securityGroups, roles }: InstanceNeeds): void {
  launcher.node.addDependency(...network.subnets, network.internetConnectivityEstablished, ...securityGroups, ...roles, endpointsOf(vpc));
}

/** VPC endpoints may be added after the instances. */
function endpointsOf(vpc: ec2.IVpc): IDependable {
  const late: IDependable = {};
  Dependable.implement(late, { get dependencyRoots() { return vpc.node.findAll().filter(each => each instanceof ec2.VpcEndpoint); } });
  return late;
}
