import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { differ, isKnownLater } from '../checks';

/** The account and the Region of a cluster, and so of its services and tasks. */
export interface ClusterPlace {
  readonly partition?: string;
  readonly account: string;
  readonly region: string;
}

/** The place in the ARN of an imported cluster, which may be in another account and Region than the stack. */
export function placeOf({ clusterArn, env }: ecs.ICluster): ClusterPlace {
  if (isKnownLater(clusterArn)) { return { account: env.account, region: env.region }; }
  const { partition, account = env.account, region = env.region } = Arn.split(clusterArn, ArnFormat.SLASH_RESOURCE_NAME);
  return { partition, account, region };
}

/** The resources whose ARN contains the name of their cluster. */
export type ClusterResource = 'container-instance' | 'service' | 'service-deployment' | 'service-revision' | 'task' | 'task-set';

/** The ARN of a service, a task or another resource of a cluster. */
export function arnOnCluster(scope: IConstruct, cluster: ecs.ICluster, resource: ClusterResource, name: string): string {
  return Stack.of(scope).formatArn({ service: 'ecs', ...placeOf(cluster), resource, resourceName: `${cluster.clusterName}/${name}` });
}

/** The ARN of a capacity provider in the account of a cluster. */
export function capacityProviderArn(scope: IConstruct, cluster: ecs.ICluster, name: string): string {
  return Stack.of(scope).formatArn({ service: 'ecs', ...placeOf(cluster), resource: 'capacity-provider', resourceName: name });
}

/** Why a resource in the stack of a scope cannot change a service of this cluster: both places are known, and differ. */
export function otherPlaceProblems(what: string, scope: IConstruct, cluster: ecs.ICluster): string[] {
  const stack = Stack.of(scope);
  const { account, region } = placeOf(cluster);
  return [
    ...(differ(region, stack.region) ? [`${what} requires a stack in the Region of the service (${region}), and this one is in ${stack.region}`] : []),
    ...(differ(account, stack.account) ? [`${what} requires a stack in the account of the service (${account}), and this one is in ${stack.account}`] : []),
  ];
}

/** Why a grant has no effect: the account of the cluster and that of the grantee are known, and differ. */
export function otherAccountProblems(
  method: string, what: 'service' | 'cluster', scope: IConstruct, cluster: ecs.ICluster, { grantPrincipal }: iam.IGrantable,
): string[] {
  const { account } = placeOf(cluster);
  const own = grantPrincipal.principalAccount ?? Stack.of(Construct.isConstruct(grantPrincipal) ? grantPrincipal : scope).account;
  if (!differ(account, own)) { return []; }
  return [`${method}: the ${what} belongs to account ${account} and the grantee to ${own}, and ECS has no resource-based policies to allow that; create a role in account ${account} with this permission, and let the grantee assume it`];
}
