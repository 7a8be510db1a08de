import { Duration } from 'aws-cdk-lib';
import { DirectExecution } from './direct/direct-execution';
import { JobExecutionKind } from './job-execution-kind';
import { JobOverlap } from './job-overlap';
import { WorkflowExecution } from './workflow/workflow-execution';
import { Capacity } from '../../capacity/capacity';

/**
 * How a Step Functions workflow runs the task of a job.
 */
export interface WorkflowExecutionOptions {
  /**
   * How often a failed task is run again. A timeout, and errors that another attempt cannot repair, such as missing permissions, are not repeated.
   *
   * The job must tolerate that a failed attempt has done a part of its work. Set 0 if it does not.
   *
   * @default 2
   */
  readonly retryAttempts?: number;

  /**
   * The pause before the first retry. A random part of it is used, so that jobs do not retry at the same time.
   *
   * @default Duration.minutes(1)
   */
  readonly retryInterval?: Duration;

  /**
   * The factor by which the pause grows with each retry, at least 1.
   *
   * @default 2
   */
  readonly backoffRate?: number;

  /**
   * How long one attempt may take, with the start of the task. The task is then stopped, and the run fails. At most a year.
   *
   * @default Duration.hours(24)
   */
  readonly timeout?: Duration;

  /**
   * What happens when a run starts while another one is running. A run that is skipped ends in the state `Skipped`, and is no failure.
   *
   * @default JobOverlap.SKIP
   */
  readonly overlap?: JobOverlap;

  /**
   * The compute of all further attempts, such as `Capacity.fargate()` with `capacity: Capacity.fargateSpot()`.
   *
   * An attempt whose capacity is not available, or is taken away by a Spot interruption, is repeated at once, and uses up no retry. The compute must run the same task
   * definition: it has the same kind and network mode as `capacity`.
   *
   * @default - all attempts use `capacity`
   */
  readonly fallbackCapacity?: Capacity;
}

/**
 * How the task of a job is run and supervised.
 */
export class JobExecution {
  /**
   * A Step Functions Standard workflow runs the task: with retries, a timeout that stops the task, no overlap of runs, and the reason of a failure.
   *
   * Each run costs about 5 to 10 state transitions.
   *
   * @param options retries, timeout, overlap and fallback
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
   */
  public static workflow(options: WorkflowExecutionOptions = {}): JobExecution { return new JobExecution(new WorkflowExecution(options)); }

  /**
   * EventBridge Scheduler starts the task itself. A task that fails is reported and not repeated, nothing limits its time, and runs can overlap.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
   */
  public static direct(): JobExecution { return new JobExecution(new DirectExecution()); }

  private constructor(
    /** @internal */
    public readonly _kind: JobExecutionKind,
  ) {}
}
