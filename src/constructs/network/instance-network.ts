import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { INetworkClient, TaskNetwork } from './task-subnets';

/**
 * The network of tasks without a network interface of their own: they use that of their instance, in its subnets and with its security groups. The
 * connections of the client get these security groups, so that load balancers and other resources can connect to the tasks.
 */
export class InstanceNetwork implements TaskNetwork {
  /** For functions that connect to the load balancer of the service. */
  public readonly selection: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };

  public constructor(private readonly instances: readonly ec2.IConnectable[]) {}

  public connect(client: INetworkClient): void {
    const known = new Set(client.connections.securityGroups.map(({ securityGroupId }) => securityGroupId));
    const groups = new Set(this.instances.flatMap(({ connections }) => connections.securityGroups));
    const added = [...groups].filter(({ securityGroupId }) => !known.has(securityGroupId));
    for (const [index, group] of added.entries()) { client.connections.addSecurityGroup(inStackOf(client, group, index + 1)); }
  }

  /** The instances need the routes and VPC endpoints. */
  public need(): void {}
}

/** A rule for a security group of another stack is created in the stack of the client: otherwise the two stacks would depend on each other. */
function inStackOf(client: INetworkClient, group: ec2.ISecurityGroup, number: number): ec2.ISecurityGroup {
  if (Stack.of(group) === Stack.of(client)) { return group; }
  return ec2.SecurityGroup.fromSecurityGroupId(client, `InstanceSecurityGroup${number}`, group.securityGroupId, { allowAllOutbound: group.allowAllOutbound });
}
