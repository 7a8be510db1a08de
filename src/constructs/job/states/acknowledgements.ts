import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IConstruct } from 'constructs';
import { arnOnCluster } from '../../capacity/cluster-place';
import { runPermissions } from '../../capacity/grants/run-permissions';
import { acknowledge, acknowledgeWildcardArns } from '../../nag/acknowledgements';
import { RunTarget } from '../run-task-statements';

interface Allowed { readonly Resource: string | string[] }

/** The id of the policy with which a distributed map starts its child executions. */
const DISTRIBUTED_MAP_POLICY = 'DistributedMapPolicy';

/** Acknowledges for cdk-nag the wildcards in the permissions of a principal that starts, stops or reads tasks. */
export function acknowledgeRun(scope: IConstruct, { cluster, taskDefinition }: RunTarget, { grantPrincipal }: iam.IGrantable): void {
  if (!Construct.isConstruct(grantPrincipal)) { return; }
  const [{ resourceArns }] = runPermissions(scope, cluster, taskDefinition);
  acknowledgeWildcardArns(grantPrincipal, resourceArns, 'All revisions of one task definition: tasks that began before a deployment start further tasks with the old revision');
  acknowledgeWildcardArns(grantPrincipal, [arnOnCluster(scope, cluster, 'task', '*')], 'The ARN of a task has an id that ECS generates; the permission is confined to the cluster');
}

/** Acknowledges for cdk-nag the wildcards in the permissions of a state machine. */
export function acknowledgeStateMachine(scope: IConstruct, target: RunTarget, machine: sfn.StateMachine): void {
  acknowledgeRun(scope, target, machine.role);
  const ofChildren = machine.node.tryFindChild(DISTRIBUTED_MAP_POLICY);
  if (ofChildren instanceof iam.Policy) {
    acknowledgeWildcardArns(ofChildren, resourcesOf(ofChildren), 'The executions of this state machine, whose names Step Functions generates');
  }
  acknowledge(machine.role, ['AwsSolutions-IAM5[Resource::*]'], 'Log deliveries, traces and the list of tasks have no ARN; the condition confines the list to the cluster');
}

function resourcesOf(policy: iam.Policy): string[] {
  const { Statement: statements } = Stack.of(policy).resolve(policy.document.toJSON()) as { readonly Statement: readonly Allowed[] };
  return statements.flatMap(({ Resource }) => Resource);
}
