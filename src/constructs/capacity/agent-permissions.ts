import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcardArns } from '../nag/acknowledgements';

/** The actions of an ECS agent, by the resources that a policy can limit them to. */
export interface AgentActions {
  readonly cluster: readonly string[];
  readonly containerInstance: readonly string[];
  readonly taskSet?: readonly string[];
}

/**
 * Gives a role the permissions with which the ECS agent of an instance joins one cluster and receives its tasks. The AWS managed policies allow the same for
 * all clusters of the account. The ARN of a container instance has the name of its cluster, and `ecs:DiscoverPollEndpoint` has no resource.
 */
export function allowAgent(role: iam.Role, cluster: ecs.ICluster, { cluster: onCluster, containerInstance, taskSet = [] }: AgentActions): void {
  const inCluster = (resource: string) => Stack.of(cluster).formatArn({ service: 'ecs', resource, resourceName: `${cluster.clusterName}/*` });
  const statements = [
    [['ecs:DiscoverPollEndpoint'], '*'],
    [onCluster, cluster.clusterArn],
    [containerInstance, inCluster('container-instance')],
    ...(taskSet.length > 0 ? [[taskSet, inCluster('task-set')] as const] : []),
  ] as const;
  for (const [actions, resource] of statements) { role.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [resource] })); }
  const wildcards = statements.map(([, resource]) => resource).filter(resource => resource.endsWith('*'));
  acknowledgeWildcardArns(role, wildcards, 'The ARN of a container instance is not known before it registers, and the name of the cluster limits it');
}
