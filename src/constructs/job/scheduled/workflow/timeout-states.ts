import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DATA } from './state-scope';
import { ERRORS_AFTER_START } from '../../../../facts/run-task-errors';
import { StopRoutes, StopStateIds, stopTasks, stopTimedTasks, TimedTasks, timeoutCauses, TIMEOUT_ERROR } from '../../states/stop-tasks';

/** Stops the task of an attempt that took too long, and reports the timeout. */
export function stopAttempt(scope: Construct, tasks: TimedTasks, reported: sfn.IChainable): sfn.IChainable {
  const causes = timeoutCauses(tasks.timeout);
  return stopTimedTasks(scope, { find: 'FindTasks', areFound: 'AreTasksFound', stopEach: 'StopTasks', stop: 'StopTask' }, tasks, {
    stopped: result(scope, 'TimedOut', causes.stopped).next(reported),
    notStopped: result(scope, 'NotStopped', causes.notStopped).next(reported),
    gone: result(scope, 'NoTaskFound', causes.gone).next(reported),
  });
}

/** Stops the task of an attempt whose start failed, and that may run nevertheless; then the failure is reported. */
export function stopStarted(scope: Construct, { timeout: _, ...tasks }: TimedTasks, failed: sfn.IChainable): sfn.IChainable {
  const ids: StopStateIds = { find: 'FindStarted', areFound: 'AreStartedFound', stopEach: 'StopAllStarted', stop: 'StopStarted' };
  const routes: StopRoutes = { stopped: failed, notStopped: failed, gone: failed };
  const stop = stopTasks(scope, ids, { ...tasks, reason: 'The call that started the task failed' }, routes);
  const mayRun = sfn.Condition.or(...ERRORS_AFTER_START.map(error => sfn.Condition.stringEquals(`${DATA.failure}.Error`, error)));
  return new sfn.Choice(scope, 'MayTaskRun').when(mayRun, stop).otherwise(failed);
}

function result(scope: Construct, id: string, reason: string): sfn.Pass {
  return new sfn.Pass(scope, id, { result: sfn.Result.fromObject({ Error: TIMEOUT_ERROR, Reason: reason }), resultPath: DATA.result });
}
