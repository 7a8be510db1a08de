import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { createStateMachine } from './states/state-machine';
import type { TaskRunner } from './task-runner';
import { TaskStateMachineOptions } from './task-runner-props';
import { stopAfterFailedStart, stopAfterTimeout } from './task-runner-timeout';
import { WorkloadPlan } from '../workload/workload-plan';

/** A state machine that runs tasks. */
export function createRunMachine(runner: TaskRunner, id: string, options: TaskStateMachineOptions, plan: WorkloadPlan): sfn.StateMachine {
  const { definition, timeout, stateMachineName, tracingEnabled } = options;
  const { cluster, taskDefinition } = runner;
  const scope = new Construct(runner, id);
  return createStateMachine(scope, {
    cluster,
    taskDefinition,
    plan,
    definition: definition ?? runTasks(runner, scope, options),
    timeout: definition && timeout,
    stateMachineName,
    tracingEnabled,
  });
}

/** The name of the execution finds its tasks. */
function runTasks(runner: TaskRunner, scope: Construct, options: TaskStateMachineOptions): sfn.IChainable {
  const { timeout, count, startedBy = sfn.JsonPath.executionName, command, environment, size, containerOverrides } = options;
  const taskTimeout = timeout && sfn.Timeout.duration(timeout);
  const state = runner.task(scope, 'Run tasks', { count, startedBy, command, environment, size, containerOverrides, taskTimeout });
  if (timeout) { stopAfterTimeout(state, { cluster: runner.cluster, startedBy, timeout }); }
  stopAfterFailedStart(state, { cluster: runner.cluster, startedBy });
  return state;
}
