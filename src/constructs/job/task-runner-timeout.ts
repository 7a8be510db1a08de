import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { stateName } from './states/state-name';
import { stopTasks, TimedTasks, timeoutCauses, TIMEOUT_ERROR } from './states/stop-tasks';
import { RUN_ERRORS } from '../../facts/run-task-errors';

/** Stops the tasks of a state after its timeout, and then fails. */
export function stopAfterTimeout(state: sfn.TaskStateBase, tasks: TimedTasks): void {
  const { node: { scope, id } } = state;
  const parent = scope as Construct;
  const causes = timeoutCauses(tasks.timeout);
  const name = (what: string) => stateName(id, ` timed out: ${what}`);
  const ids = { find: name('find tasks'), areFound: name('are tasks found'), stopEach: name('stop tasks'), stop: name('stop task') };
  const stop = stopTasks(parent, ids, tasks, {
    stopped: new sfn.Fail(parent, stateName(id, ' timed out'), { error: TIMEOUT_ERROR, cause: causes.stopped }),
    notStopped: new sfn.Fail(parent, name('not stopped'), { error: TIMEOUT_ERROR, cause: causes.notStopped }),
    gone: new sfn.Fail(parent, name('no task'), { error: TIMEOUT_ERROR, cause: causes.gone }),
  });
  state.addCatch(stop, { errors: [RUN_ERRORS.timeout], resultPath: sfn.JsonPath.DISCARD });
}
