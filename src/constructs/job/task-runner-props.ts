import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { RecurringTaskProps } from './recurring-task-props';
import { TaskOverrides } from './task-overrides';

/**
 * Properties of a TaskRunner.
 */
export interface TaskRunnerProps extends RecurringTaskProps {}

/**
 * Options of one call of RunTask.
 */
export interface RunTaskInputOptions extends TaskOverrides {
  /**
   * The number of tasks that one call starts, from 1 to 10.
   *
   * @default 1
   */
  readonly count?: number;

  /**
   * A text by which ListTasks finds the tasks, at most 128 characters: letters, digits, hyphens, underscores and slashes.
   *
   * @default - ECS sets none
   */
  readonly startedBy?: string;
}

/**
 * Options of a function that starts tasks.
 */
export interface AllowFunctionOptions extends RunTaskInputOptions {
  /**
   * The name of the environment variable with the input of RunTask.
   *
   * @default 'RUN_TASK_INPUT'
   */
  readonly environmentVariable?: string;
}

/**
 * Options of a state that runs tasks. The default integration pattern waits until the tasks have stopped, and fails if the essential container of one ends
 * with an exit code other than 0.
 */
export interface RunTaskStateOptions extends sfn.TaskStateBaseProps, RunTaskInputOptions {
  /**
   * Whether the state tries again when no task was started: after too many calls, or without capacity. It tries 5 times in about 5 minutes. With a `count`
   * above 1 it does not try again after `failures`, because some of the tasks may have started.
   *
   * A task that fails is not started again: add that with `addRetry`, if the task can run twice.
   *
   * @default true
   */
  readonly retryOnServiceErrors?: boolean;
}

/**
 * Options of a state that runs one task for each item of an array.
 */
export interface ForEachOptions extends TaskOverrides {
  /**
   * The path of the array in the input of the state.
   *
   * @default '$'
   */
  readonly itemsPath?: string;

  /**
   * The number of tasks that run at once.
   *
   * @default 10
   */
  readonly maxConcurrency?: number;

  /**
   * How long one task may run. Then it is stopped, and its item fails.
   *
   * Tasks of an inline map are found by a hash of their item: the tasks of an equal item in the same array are stopped too, and the JSON of an item has at
   * most about 9,900 characters.
   *
   * @default - no limit
   */
  readonly timeout?: Duration;

  /**
   * Where the output of the state has the descriptions of all tasks. The output of a state is limited to 256 KiB, which is about 80 descriptions.
   *
   * @default sfn.JsonPath.DISCARD - the output of the state is its input
   */
  readonly resultPath?: string;

  /**
   * Whether a task is tried again that was not started: after too many calls, or without capacity.
   *
   * @default true
   */
  readonly retryOnServiceErrors?: boolean;
}

/**
 * Options of a distributed map, which runs one task for each item of an array or of a data set in Amazon S3.
 */
export interface ForEachDistributedOptions extends ForEachOptions {
  /**
   * The items in Amazon S3: the objects of a bucket, or the rows of a file.
   *
   * @default - the array at `itemsPath`
   */
  readonly itemReader?: sfn.IItemReader;

  /**
   * The percentage of the items that may fail, from 0 to 100. Above it, the map fails, and the tasks that run are stopped.
   *
   * @default 0
   */
  readonly toleratedFailurePercentage?: number;

  /**
   * The number of items that may fail. Above it, the map fails, and the tasks that run are stopped.
   *
   * @default 0
   */
  readonly toleratedFailureCount?: number;
}

/**
 * Options of a state machine that runs tasks.
 */
export interface TaskStateMachineOptions extends RunTaskInputOptions {
  /**
   * The states, such as those of `forEach`. Cannot be combined with `count` and overrides, which are of the states.
   *
   * @default - one state that runs the tasks, and waits until they have stopped
   */
  readonly definition?: sfn.IChainable;

  /**
   * How long the tasks may run. Then they are stopped, and the execution fails with `TaskTimedOut`. With a `definition` it is how long an execution may
   * take; limit the tasks with the `timeout` of `forEach`, which stops them.
   *
   * @default - no limit
   */
  readonly timeout?: Duration;

  /**
   * The name of the state machine.
   *
   * @default - CloudFormation generates one
   */
  readonly stateMachineName?: string;

  /**
   * Whether AWS X-Ray traces the executions.
   *
   * @default true
   */
  readonly tracingEnabled?: boolean;
}
