import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { CALLS_WHILE_WAITING, WAITING_CALLS, WAITING_RULE } from '../../facts/task-starters';
import { arnOnCluster } from '../capacity/cluster-place';
import { runPermissions } from '../capacity/grants/run-permissions';

/** What a state machine or another caller runs. */
export interface RunTarget {
  readonly cluster: ecs.ICluster;
  readonly taskDefinition: ecs.TaskDefinition;
}

/** The permissions to run tasks of one family on one cluster, with its roles and with tags. */
export function runStatements(scope: IConstruct, { cluster, taskDefinition }: RunTarget): iam.PolicyStatement[] {
  return runPermissions(scope, cluster, taskDefinition).map(({ actions, resourceArns, conditions }) =>
    new iam.PolicyStatement({ actions: [...actions], resources: [...resourceArns], conditions }));
}

/** The permissions with which Step Functions waits for the end of tasks, and stops them when an execution is stopped. */
export function waitStatements(scope: IConstruct, { cluster }: RunTarget): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: [...CALLS_WHILE_WAITING.keys()], resources: [arnOnCluster(scope, cluster, 'task', '*')] }),
    new iam.PolicyStatement({
      actions: [...WAITING_CALLS], resources: [Stack.of(scope).formatArn({ service: 'events', resource: 'rule', resourceName: WAITING_RULE })],
    }),
  ];
}
