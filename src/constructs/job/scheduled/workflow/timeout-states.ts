import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DATA } from './state-scope';
import { stopTasks, TimedTasks, timeoutCauses, TIMEOUT_ERROR } from '../../states/stop-tasks';

/** Stops the task of an attempt that took too long, and reports the timeout. */
export function stopAttempt(scope: Construct, tasks: TimedTasks, reported: sfn.IChainable): sfn.IChainable {
  const causes = timeoutCauses(tasks.timeout);
  return stopTasks(scope, { find: 'FindTasks', areFound: 'AreTasksFound', stopEach: 'StopTasks', stop: 'StopTask' }, tasks, {
    stopped: result(scope, 'TimedOut', causes.stopped).next(reported),
    notStopped: result(scope, 'NotStopped', causes.notStopped).next(reported),
    gone: result(scope, 'NoTaskFound', causes.gone).next(reported),
  });
}

function result(scope: Construct, id: string, reason: string): sfn.Pass {
  return new sfn.Pass(scope, id, { result: sfn.Result.fromObject({ Error: TIMEOUT_ERROR, Reason: reason }), resultPath: DATA.result });
}
