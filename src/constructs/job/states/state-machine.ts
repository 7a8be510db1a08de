import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledgeStateMachine } from './acknowledgements';
import { uniqueLogGroupName } from '../../profile/log-group-name';
import { profileRole } from '../../profile/profile-role';
import { WorkloadPlan } from '../../workload/workload-plan';
import { RunTarget } from '../run-task-statements';

/**
 * The prefix with which log groups of state machines share one resource policy, whose length CloudWatch Logs limits.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
 */
const LOG_GROUP_PREFIX = '/aws/vendedlogs/states/';

/** What a state machine runs, and its settings. */
export interface TaskWorkflow extends RunTarget {
  readonly plan: WorkloadPlan;
  readonly definition: sfn.IChainable;
  readonly comment?: string;
  readonly timeout?: Duration;
  readonly stateMachineName?: string;
  readonly tracingEnabled?: boolean;
}

/**
 * A Standard workflow that runs tasks, with its role and log group in the scope. It is traced, and its log has all events without the data of the executions.
 * In the regulated profile, the log group is encrypted and kept, and the permissions are managed policies.
 */
export function createStateMachine(scope: Construct, workflow: TaskWorkflow): sfn.StateMachine {
  const { plan, definition, comment, timeout, stateMachineName, tracingEnabled = true } = workflow;
  const machine = new sfn.StateMachine(scope, 'StateMachine', {
    stateMachineName,
    stateMachineType: sfn.StateMachineType.STANDARD,
    comment,
    definitionBody: sfn.DefinitionBody.fromChainable(definition),
    timeout,
    role: createRole(scope, plan),
    tracingEnabled,
    logs: { destination: createLogGroup(scope, plan), level: sfn.LogLevel.ALL, includeExecutionData: false },
  });
  acknowledgeStateMachine(scope, workflow, machine);
  return machine;
}

function createRole(scope: Construct, { profile }: WorkloadPlan): iam.Role {
  const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  return profileRole(scope, 'Role', profile.isRegulated, { assumedBy: new iam.ServicePrincipal('states.amazonaws.com', { conditions }) });
}

function createLogGroup(scope: Construct, { regulated, profile }: WorkloadPlan): logs.ILogGroup {
  if (regulated) { return regulated.logGroup(scope, 'Logs', { namePrefix: LOG_GROUP_PREFIX, retention: profile.workload.logRetention }); }
  return new logs.LogGroup(scope, 'Logs', {
    logGroupName: uniqueLogGroupName(scope, LOG_GROUP_PREFIX), retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY,
  });
}
