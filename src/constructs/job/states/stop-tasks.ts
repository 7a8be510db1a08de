import { Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { SdkCallState } from './sdk-call-state';
import { READ_TASKS, STOP_TASK } from '../../../facts/cluster-access';
import { arnOnCluster } from '../../capacity/cluster-place';
import { onCluster } from '../../capacity/grants/run-permissions';

/** The tasks of a state. */
export interface FoundTasks {
  readonly cluster: ecs.ICluster;
  /** The text by which ECS finds the tasks: a path, which no other state of the same time has. */
  readonly startedBy: string;
  /** The reason that ECS shows. */
  readonly reason: string;
}

/** The tasks of a state that has a timeout. */
export type TimedTasks = Omit<FoundTasks, 'reason'> & { readonly timeout: Duration };

/** Where the workflow keeps what it finds, beside the error in its data. */
const FOUND = '$.Found';

/** The ids of the states. */
export interface StopStateIds {
  readonly find: string;
  readonly areFound: string;
  readonly stopEach: string;
  readonly stop: string;
}

/** Where the workflow goes. */
export interface StopRoutes {
  readonly stopped: sfn.IChainable;
  readonly notStopped: sfn.IChainable;
  /** None of the tasks runs. */
  readonly gone: sfn.IChainable;
}

/**
 * The error of an execution after the timeout of a task. Names that begin with `States.` are reserved for Step Functions.
 *
 * @see https://states-language.net/spec.html
 */
export const TIMEOUT_ERROR = 'TaskTimedOut';

/** The causes of the error. */
export function timeoutCauses(timeout: Duration): Readonly<Record<keyof StopRoutes, string>> {
  const limit = limitOf(timeout);
  return { stopped: `${limit}, and was stopped`, gone: `${limit}; no running task was found`, notStopped: `${limit}, and could not be stopped; stop it with aws ecs stop-task` };
}

/** Finds and stops the tasks of a state after its timeout. */
export function stopTimedTasks(scope: Construct, ids: StopStateIds, { timeout, ...tasks }: TimedTasks, routes: StopRoutes): sfn.IChainable {
  return stopTasks(scope, ids, { ...tasks, reason: limitOf(timeout) }, routes);
}

/**
 * Finds and stops the tasks of a state after its timeout, or after a start that failed and may have started some. The data of the workflow must be an object. Step Functions documents that it stops the task of a state that is aborted, and says nothing about a
 * state that times out. ECS finds the tasks by the text that started them: with that filter, no other is allowed.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
 */
export function stopTasks(scope: Construct, ids: StopStateIds, tasks: FoundTasks, { stopped, notStopped, gone }: StopRoutes): sfn.IChainable {
  const find = findTasks(scope, ids.find, tasks);
  const stop = stopEach(scope, ids, tasks);
  // calls that fail must not hide the timeout
  for (const each of [find, stop]) { each.addCatch(sfn.Chain.start(notStopped), { resultPath: sfn.JsonPath.DISCARD }); }
  // a map over a missing list ends an execution at once
  return find.next(new sfn.Choice(scope, ids.areFound).when(sfn.Condition.isPresent(`${FOUND}.TaskArns[0]`), stop.next(stopped)).otherwise(gone));
}

function findTasks(scope: Construct, id: string, { cluster, startedBy }: FoundTasks): SdkCallState {
  return new SdkCallState(scope, id, {
    call: 'ecs:listTasks',
    parameters: { Cluster: cluster.clusterArn, StartedBy: startedBy },
    resultPath: FOUND,
    statements: [new iam.PolicyStatement({ actions: [...READ_TASKS.anyOfCluster], resources: ['*'], conditions: onCluster(cluster) })],
  });
}

function stopEach(scope: Construct, ids: StopStateIds, { cluster, reason }: FoundTasks): sfn.Map {
  const stop = new SdkCallState(scope, ids.stop, {
    call: 'ecs:stopTask',
    parameters: { Cluster: cluster.clusterArn, Task: sfn.JsonPath.stringAt('$'), Reason: reason },
    statements: [new iam.PolicyStatement({ actions: [STOP_TASK], resources: [arnOnCluster(scope, cluster, 'task', '*')] })],
  });
  return new sfn.Map(scope, ids.stopEach, { itemsPath: `${FOUND}.TaskArns`, maxConcurrency: 1, resultPath: sfn.JsonPath.DISCARD }).itemProcessor(stop);
}

function limitOf(timeout: Duration): string { return `The task took longer than ${timeout.toHumanString()}`; }
