import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { CLUSTER_CONDITION_KEY, EVERY_REVISION, PASS_ROLE, RUN_TASK, TAG_ON_RUN } from '../../../facts/cluster-access';
import { arnOnCluster } from '../cluster-place';

export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Actions that are allowed on resources. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resourceArns: readonly string[];
  readonly conditions?: Conditions;
}

/** The condition that confines an action to a cluster. */
export function onCluster({ clusterArn }: ecs.ICluster): Conditions { return { ArnEquals: { [CLUSTER_CONDITION_KEY]: clusterArn } }; }

/** What a caller needs to run tasks of one family on one cluster, with its roles and with tags. */
export function runPermissions(scope: IConstruct, cluster: ecs.ICluster, taskDefinition: ecs.ITaskDefinition): readonly Permission[] {
  const roles = [taskDefinition.taskRole, executionRoleOf(taskDefinition)].filter(role => role !== undefined);
  return [
    { actions: [RUN_TASK], resourceArns: [everyRevisionOf(taskDefinition)], conditions: onCluster(cluster) },
    { actions: [TAG_ON_RUN.action], resourceArns: [arnOnCluster(scope, cluster, 'task', '*')], conditions: { StringEquals: TAG_ON_RUN.condition } },
    { actions: [PASS_ROLE.action], resourceArns: roles.map(({ roleArn }) => roleArn), conditions: { StringEquals: PASS_ROLE.condition } },
  ];
}

/** The first container that needs the role creates it; a later one would not extend the permission. */
function executionRoleOf(taskDefinition: ecs.ITaskDefinition): iam.IRole | undefined {
  return taskDefinition instanceof ecs.TaskDefinition ? taskDefinition.obtainExecutionRole() : taskDefinition.executionRole;
}

/** Callers may name the family, which is its latest revision, or a revision from before a deployment. */
function everyRevisionOf(taskDefinition: ecs.ITaskDefinition): string {
  if (!(taskDefinition instanceof ecs.TaskDefinition)) { return taskDefinition.taskDefinitionArn; }
  const resourceName = `${taskDefinition.family}${EVERY_REVISION}`;
  return Stack.of(taskDefinition).formatArn({ service: 'ecs', resource: 'task-definition', resourceName });
}
