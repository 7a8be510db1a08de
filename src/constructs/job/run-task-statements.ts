import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { CLUSTER_CONDITION_KEY, PASS_ROLE, RUN_TASK, STOP_TASK, TAG_ON_RUN } from '../../facts/cluster-access';
import { arnOnCluster } from '../capacity/cluster-place';

/** What a state machine or another caller runs. */
export interface RunTarget {
  readonly cluster: ecs.ICluster;
  readonly taskDefinition: ecs.TaskDefinition;
}

/** The permissions to run tasks of one family on one cluster, with its roles and with tags. */
export function runStatements(scope: IConstruct, { cluster, taskDefinition }: RunTarget): iam.PolicyStatement[] {
  const roles = [taskDefinition.taskRole, taskDefinition.obtainExecutionRole()];
  return [
    new iam.PolicyStatement({
      actions: [RUN_TASK],
      resources: [familyArn(taskDefinition)],
      conditions: { ArnEquals: { [CLUSTER_CONDITION_KEY]: cluster.clusterArn } },
    }),
    new iam.PolicyStatement({
      actions: [TAG_ON_RUN.action], resources: [arnOnCluster(scope, cluster, 'task', '*')], conditions: { StringEquals: TAG_ON_RUN.condition },
    }),
    new iam.PolicyStatement({
      actions: [PASS_ROLE.action], resources: roles.map(({ roleArn }) => roleArn), conditions: { StringEquals: PASS_ROLE.condition },
    }),
  ];
}

/** The permissions with which Step Functions waits for the end of tasks, and stops them when an execution is stopped. */
export function waitStatements(scope: IConstruct, { cluster }: RunTarget): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: [STOP_TASK, 'ecs:DescribeTasks'], resources: [arnOnCluster(scope, cluster, 'task', '*')] }),
    new iam.PolicyStatement({
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [Stack.of(scope).formatArn({ service: 'events', resource: 'rule', resourceName: 'StepFunctionsGetEventsForECSTaskRule' })],
    }),
  ];
}

function familyArn(taskDefinition: ecs.TaskDefinition): string {
  return Stack.of(taskDefinition).formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${taskDefinition.family}:*` });
}
