import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { stateName } from './states/state-name';
import { FoundTasks, stopTasks, stopTimedTasks, TimedTasks, timeoutCauses, TIMEOUT_ERROR } from './states/stop-tasks';
import { ERRORS_AFTER_START, RUN_ERRORS } from '../../facts/run-task-errors';

/** Stops the tasks of a state after its timeout, and then fails. */
export function stopAfterTimeout(state: sfn.TaskStateBase, tasks: TimedTasks): void {
  const { node: { scope, id } } = state;
  const parent = scope as Construct;
  const causes = timeoutCauses(tasks.timeout);
  const name = (what: string) => stateName(id, ` timed out: ${what}`);
  const ids = { find: name('find tasks'), areFound: name('are tasks found'), stopEach: name('stop tasks'), stop: name('stop task') };
  const stop = stopTimedTasks(parent, ids, tasks, {
    stopped: new sfn.Fail(parent, stateName(id, ' timed out'), { error: TIMEOUT_ERROR, cause: causes.stopped }),
    notStopped: new sfn.Fail(parent, name('not stopped'), { error: TIMEOUT_ERROR, cause: causes.notStopped }),
    gone: new sfn.Fail(parent, name('no task'), { error: TIMEOUT_ERROR, cause: causes.gone }),
  });
  state.addCatch(stop, { errors: [RUN_ERRORS.timeout] });
}

/** Stops the tasks of a start that failed, of which some may run: after failures of others, or an error of ECS. Then the execution fails with the error of the start. */
export function stopAfterFailedStart(state: sfn.TaskStateBase, tasks: Omit<FoundTasks, 'reason'>): void {
  const { node: { scope, id } } = state;
  const parent = scope as Construct;
  const name = (what: string) => stateName(id, ` not started: ${what}`);
  const failed = new sfn.Fail(parent, stateName(id, ' not started'), { errorPath: '$.Error', causePath: '$.Cause' });
  const ids = { find: name('find tasks'), areFound: name('are tasks found'), stopEach: name('stop tasks'), stop: name('stop task') };
  const stop = stopTasks(parent, ids, { ...tasks, reason: 'The call that started the task failed' }, { stopped: failed, notStopped: failed, gone: failed });
  state.addCatch(stop, { errors: [RUN_ERRORS.failures, ...ERRORS_AFTER_START] });
}
