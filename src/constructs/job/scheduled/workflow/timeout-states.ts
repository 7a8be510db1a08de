import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DATA, sdkCall } from './state-scope';
import { RUN_ERRORS } from '../../../../facts/workflows';

export const TIMEOUT_ERROR = 'JobTimedOut';

export interface TimeoutSettings {
  readonly clusterArn: string;
  readonly timeout: Duration;
}

/**
 * Stops the task of an attempt that took too long. A timeout ends the state only, and the task goes on. ECS finds the task by the execution that started it: with that filter, no other is
 * allowed.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
 */
export function stopTasks(scope: Construct, { clusterArn, timeout }: TimeoutSettings, reported: sfn.IChainable): sfn.IChainable {
  const limit = `The attempt took longer than ${timeout.toHumanString()}`;
  const find = sdkCall(scope, 'FindTasks', {
    service: 'ecs', action: 'listTasks', parameters: { 'Cluster': clusterArn, 'StartedBy.$': '$$.Execution.Name' }, resultPath: DATA.tasks,
  });
  const stop = new sfn.Map(scope, 'StopTasks', { itemsPath: `${DATA.tasks}.TaskArns`, resultPath: sfn.JsonPath.DISCARD, maxConcurrency: 1 });
  stop.itemProcessor(sdkCall(scope, 'StopTask', {
    service: 'ecs', action: 'stopTask', parameters: { 'Cluster': clusterArn, 'Task.$': '$', 'Reason': limit },
  }));
  const notStopped = result(scope, 'NotStopped', `${limit}, and its task could not be stopped; stop it with aws ecs stop-task`).next(reported);
  const options = { errors: [RUN_ERRORS.any], resultPath: DATA.failure };
  find.addCatch(notStopped, options);
  stop.addCatch(notStopped, options);
  return find.next(stop).next(result(scope, 'TimedOut', `${limit}, and its task was stopped`)).next(reported);
}

function result(scope: Construct, id: string, reason: string): sfn.Pass {
  return new sfn.Pass(scope, id, { result: sfn.Result.fromObject({ Error: TIMEOUT_ERROR, Reason: reason }), resultPath: DATA.result });
}
