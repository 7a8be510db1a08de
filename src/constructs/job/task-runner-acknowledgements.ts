import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import type { TaskRunner } from './task-runner';
import { arnOnCluster } from '../capacity/cluster-place';
import { runPermissions } from '../capacity/grants/run-permissions';
import { acknowledge, acknowledgeWildcardArns } from '../nag/acknowledgements';

interface Allowed { readonly Resource: string | string[] }

/** The id of the policy with which a distributed map starts its child executions. */
const DISTRIBUTED_MAP_POLICY = 'DistributedMapPolicy';

/** Acknowledges for cdk-nag the wildcards in the permissions of a principal that starts, stops or reads tasks. */
export function acknowledgeRunGrant(runner: TaskRunner, { grantPrincipal }: iam.IGrantable): void {
  if (Construct.isConstruct(grantPrincipal)) { acknowledgeTasks(runner, grantPrincipal); }
}

/** Acknowledges for cdk-nag the wildcards in the permissions of a state machine. */
export function acknowledgeStateMachine(runner: TaskRunner, machine: IConstruct, role: IConstruct): void {
  acknowledgeTasks(runner, role);
  const ofChildren = machine.node.tryFindChild(DISTRIBUTED_MAP_POLICY);
  if (ofChildren instanceof iam.Policy) {
    acknowledgeWildcardArns(ofChildren, resourcesOf(ofChildren), 'The executions of this state machine, whose names Step Functions generates');
  }
  acknowledge(role, ['AwsSolutions-IAM5[Resource::*]'], 'Log deliveries, traces and the list of tasks have no ARN; the condition confines the list to the cluster');
}

function acknowledgeTasks(runner: TaskRunner, role: IConstruct): void {
  const { cluster, taskDefinition } = runner;
  const [{ resourceArns }] = runPermissions(runner, cluster, taskDefinition);
  acknowledgeWildcardArns(role, resourceArns, 'All revisions of one task definition: tasks that began before a deployment start further tasks with the old revision');
  acknowledgeWildcardArns(role, [arnOnCluster(runner, cluster, 'task', '*')], 'The ARN of a task has an id that ECS generates; the permission is confined to the cluster');
}

function resourcesOf(policy: iam.Policy): string[] {
  const { Statement: statements } = Stack.of(policy).resolve(policy.document.toJSON()) as { readonly Statement: readonly Allowed[] };
  return statements.flatMap(({ Resource }) => Resource);
}
