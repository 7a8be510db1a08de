import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { acknowledgeWildcardArns } from '../nag/acknowledgements';

const REASON = 'The ARN of a container instance is not known before it registers, and the name of the cluster limits it';

/** The actions of an ECS agent, by the resources that a policy can limit them to. */
export interface AgentActions {
  readonly cluster: readonly string[];
  readonly containerInstance: readonly string[];
  readonly taskSet?: readonly string[];
}

/**
 * The permissions with which the ECS agent of an instance joins one cluster and receives its tasks. The AWS managed policies allow the same for all
 * clusters of the account. The ARN of a container instance has the name of its cluster, and `ecs:DiscoverPollEndpoint` has no resource.
 */
export function agentStatements(cluster: ecs.ICluster, { cluster: onCluster, containerInstance, taskSet = [] }: AgentActions): iam.PolicyStatement[] {
  const onItems = (resource: string) => Stack.of(cluster).formatArn({ service: 'ecs', resource, resourceName: `${cluster.clusterName}/*` });
  return [
    allow(['ecs:DiscoverPollEndpoint'], '*'),
    allow(onCluster, cluster.clusterArn),
    allow(containerInstance, onItems('container-instance')),
    ...taskSet.length > 0 ? [allow(taskSet, onItems('task-set'))] : [],
  ];
}

/** Gives a role these permissions. */
export function allowAgent(role: iam.Role, cluster: ecs.ICluster, actions: AgentActions): void {
  const statements = agentStatements(cluster, actions);
  for (const statement of statements) { role.addToPolicy(statement); }
  acknowledgeAgent(role, statements);
}

/** Acknowledges the wildcards of these permissions for cdk-nag. */
export function acknowledgeAgent(policy: IConstruct, statements: readonly iam.PolicyStatement[]): void {
  acknowledgeWildcardArns(policy, statements.flatMap(({ resources }) => resources).filter(resource => resource.endsWith('*')), REASON);
}

function allow(actions: readonly string[], resource: string): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [...actions], resources: [resource] });
}
