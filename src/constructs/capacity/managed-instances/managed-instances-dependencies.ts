import { Aspects } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Dependable, IConstruct, IDependable } from 'constructs';
import { isAssociation } from '../cluster-capacity';

/** The resources that instances need until they are terminated. */
export interface InstanceNeeds {
  readonly vpc: ec2.IVpc;
  readonly network: ec2.SelectedSubnets;
  readonly securityGroups: readonly ec2.ISecurityGroup[];
  /** Roles and instance profile. */
  readonly roles: readonly IConstruct[];
}

/**
 * Makes the capacity provider wait for the resources that ECS and the instances need, so that they are deleted after it. When CloudFormation deletes the
 * capacity provider, ECS drains and terminates its instances. Without the role nobody can terminate them, and without the network their agent does not
 * report that tasks stopped: they stay in the cluster, and hold network interfaces in the subnets (aws-cdk 36071).
 *
 * A subnet brings the association with its route table, and a private one the route to its NAT gateway.
 */
export function dependOnNeeds(provider: ecs.CfnCapacityProvider, { vpc, network, securityGroups, roles }: InstanceNeeds): void {
  provider.node.addDependency(...network.subnets, network.internetConnectivityEstablished, ...securityGroups, ...roles, endpointsOf(vpc));
}

/**
 * Makes the association of the other capacity providers wait, so that ECS does not change the capacity of the cluster in two calls at the same time. The CDK
 * creates the association when it visits Aspects.
 */
export function associateAfter(cluster: ecs.Cluster, provider: ecs.CfnCapacityProvider): void {
  Aspects.of(cluster).add({ visit: node => { if (isAssociation(node)) { node.node.addDependency(provider); } } });
}

/** VPC endpoints may be added after the instances. */
function endpointsOf(vpc: ec2.IVpc): IDependable {
  const late: IDependable = {};
  Dependable.implement(late, { get dependencyRoots() { return vpc.node.findAll().filter(each => each instanceof ec2.VpcEndpoint); } });
  return late;
}
