import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { stopAfterTimeout } from './stop-after-timeout';
import type { TaskRunner } from './task-runner';
import { acknowledgeStateMachine } from './task-runner-acknowledgements';
import { inWords } from './task-runner-map';
import { TaskStateMachineOptions } from './task-runner-props';
import { ManagedGrantsRole } from '../profile/managed-grants-role';
import { WorkloadPlan } from '../workload/workload-plan';

/** The prefix with which log groups of state machines share one resource policy, whose length CloudWatch Logs limits. */
const LOG_GROUP_PREFIX = '/aws/vendedlogs/states/';

/** A state machine that runs tasks, with its log group and role. */
export function createStateMachine(runner: TaskRunner, id: string, options: TaskStateMachineOptions, plan: WorkloadPlan): sfn.StateMachine {
  const { definition, timeout, stateMachineName, tracingEnabled = true } = options;
  const scope = new Construct(runner, id);
  const role = createRole(scope, plan);
  const machine = new sfn.StateMachine(scope, 'StateMachine', {
    stateMachineName,
    stateMachineType: sfn.StateMachineType.STANDARD,
    definitionBody: sfn.DefinitionBody.fromChainable(definition ?? runTasks(runner, scope, options)),
    timeout: definition && timeout,
    role,
    tracingEnabled,
    logs: { destination: createLogGroup(scope, plan), level: sfn.LogLevel.ALL },
  });
  acknowledgeStateMachine(runner, machine, role);
  return machine;
}

/** The name of the execution finds its tasks. */
function runTasks(runner: TaskRunner, scope: Construct, options: TaskStateMachineOptions): sfn.IChainable {
  const { timeout, count, startedBy = sfn.JsonPath.executionName, command, environment, size, containerOverrides } = options;
  const taskTimeout = timeout && sfn.Timeout.duration(timeout);
  const state = runner.task(scope, 'Run tasks', { count, startedBy, command, environment, size, containerOverrides, taskTimeout });
  if (timeout) { stopAfterTimeout(state, { cluster: runner.cluster, startedBy, timeout: inWords(timeout) }); }
  return state;
}

function createRole(scope: Construct, { profile }: WorkloadPlan): iam.Role {
  const props = { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') };
  return profile.isRegulated ? new ManagedGrantsRole(scope, 'Role', props) : new iam.Role(scope, 'Role', props);
}

function createLogGroup(scope: Construct, { regulated, profile }: WorkloadPlan): logs.ILogGroup {
  if (regulated) { return regulated.logGroup(scope, 'Logs', { namePrefix: LOG_GROUP_PREFIX, retention: profile.workload.logRetention }); }
  return new logs.LogGroup(scope, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
}
