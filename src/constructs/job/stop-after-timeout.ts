import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { SdkCallState } from './sdk-call-state';
import { READ_TASKS, STOP_TASK } from '../../facts/cluster-access';
import { arnOnCluster } from '../capacity/cluster-place';
import { onCluster } from '../capacity/grants/run-permissions';

/** The tasks of a state that has a timeout. */
export interface TimedTasks {
  readonly cluster: ecs.ICluster;
  /** The text by which ECS finds the tasks: a path, which no other state of the same time has. */
  readonly startedBy: string;
  /** The timeout in words. */
  readonly timeout: string;
}

const TIMEOUT = 'States.Timeout';

/**
 * Stops the tasks of a state after its timeout, and then fails with the timeout. Step Functions documents that it stops the task of a state that is aborted, and
 * says nothing about a state that times out.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export function stopAfterTimeout(state: sfn.TaskStateBase, tasks: TimedTasks): void {
  const { node: { scope, id } } = state;
  const stop = stopEach(scope as Construct, id, tasks);
  const fail = new sfn.Fail(scope as Construct, `${id} timed out`, { error: TIMEOUT, cause: `The tasks did not end within ${tasks.timeout}` });
  const list = listTasks(scope as Construct, id, tasks);
  list.next(stop).next(fail);
  // tasks that have stopped by themselves, and calls that fail, must not hide the timeout
  for (const each of [list, stop]) { each.addCatch(fail, { resultPath: sfn.JsonPath.DISCARD }); }
  state.addCatch(list, { errors: [TIMEOUT], resultPath: sfn.JsonPath.DISCARD });
}

function listTasks(scope: Construct, id: string, { cluster, startedBy }: TimedTasks): sfn.TaskStateBase {
  return retried(new SdkCallState(scope, `${id} timed out: find tasks`, {
    call: 'ecs:listTasks',
    parameters: { Cluster: cluster.clusterArn, StartedBy: startedBy },
    statements: [new iam.PolicyStatement({ actions: [...READ_TASKS.anyOfCluster], resources: ['*'], conditions: onCluster(cluster) })],
  }));
}

function stopEach(scope: Construct, id: string, { cluster, timeout }: TimedTasks): sfn.Map {
  const stop = retried(new SdkCallState(scope, `${id} timed out: stop task`, {
    call: 'ecs:stopTask',
    parameters: { Cluster: cluster.clusterArn, Task: sfn.JsonPath.stringAt('$'), Reason: `Timeout of ${timeout}` },
    statements: [new iam.PolicyStatement({ actions: [STOP_TASK], resources: [arnOnCluster(scope, cluster, 'task', '*')] })],
  }));
  return new sfn.Map(scope, `${id} timed out: stop tasks`, { itemsPath: '$.TaskArns', maxConcurrency: 1, resultPath: sfn.JsonPath.DISCARD }).itemProcessor(stop);
}

function retried(state: SdkCallState): SdkCallState {
  state.addRetry({ jitterStrategy: sfn.JitterType.FULL });
  return state;
}
