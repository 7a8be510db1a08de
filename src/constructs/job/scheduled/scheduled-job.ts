import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { createDeadLetterQueue } from './dead-letters';
import { createAlarms, sendAlarms } from './job-alarms';
import { JobExecution } from './job-execution';
import { Job, StartedJob } from './job-execution-kind';
import { createSchedule } from './job-schedule';
import { scheduleProblems } from './schedule-problems';
import { SCHEDULED_JOB_PROPS } from './scheduled-job-prop-table';
import { ScheduledJobProps } from './scheduled-job-props';
import { EcsValidator } from '../../../validation/ecs-validator';
import { computeFor } from '../../capacity/capacity';
import { hasKind, isLike, refuseNew, shown } from '../../checks';
import { InstanceNetwork } from '../../network/instance-network';
import { topicProblems } from '../../observability/topic-access';
import { injectProps } from '../../property-injection';
import { keepTaskRevisions } from '../kept-task-revisions';
import { StandaloneTask } from '../standalone-task';

/**
 * A task that runs on a schedule, such as every night, and that is watched: with retries, a timeout that stops the task, no overlap of runs, a dead-letter queue for runs that could not
 * start, and alarms.
 *
 * Throws when props can never work, before any resource is created.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tasks-scheduled-eventbridge-scheduler.html
 */
export class ScheduledJob extends StandaloneTask {
  /**
   * The id of this construct for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-shipshape.ScheduledJob';

  /**
   * The schedule.
   */
  public readonly schedule: scheduler.Schedule;

  /**
   * The state machine of `JobExecution.workflow`; undefined with `JobExecution.direct`.
   */
  public readonly stateMachine?: sfn.StateMachine;

  /**
   * The queue of the calls with which EventBridge Scheduler could not start a run; with `JobExecution.direct`, also of the events of failed tasks.
   */
  public readonly deadLetterQueue: sqs.Queue;

  /**
   * The alarm of failed runs.
   */
  public readonly failureAlarm: cloudwatch.Alarm;

  /**
   * The alarm of messages in the dead-letter queue.
   */
  public readonly deadLetterAlarm: cloudwatch.Alarm;

  private readonly started: StartedJob;

  /**
   * Creates a job and its schedule. Throws when props can never work.
   *
   * @param scope the scope of the job
   * @param id the construct id of the job
   * @param props the schedule, the cluster, the container and the other settings of the job
   */
  public constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    props = { ...injectProps(scope, id, ScheduledJob.PROPERTY_INJECTION_ID, props) };
    refuseNew(scope, id, problemsOf(scope, props));
    super(scope, id, props);
    keepTaskRevisions(this.taskDefinition, props);
    this.deadLetterQueue = createDeadLetterQueue(this, this._plan.regulated);
    const job = this.job(props);
    this.started = executionOf(props)._kind.start(job);
    this.stateMachine = this.started.stateMachine;
    const alarms = createAlarms(job, this.started);
    sendAlarms(job, alarms);
    this.failureAlarm = alarms.failure;
    this.deadLetterAlarm = alarms.deadLetter;
    this.schedule = createSchedule(job, this.started, props);
    EcsValidator._switchOn(this, SCHEDULED_JOB_PROPS, this._plan.profile.isRegulated);
  }

  /**
   * Allows a principal to start runs by hand. The input of a run may contain `Overrides` of the task, such as another command; without them, use `{}`.
   *
   * The principal can thus run any command with the roles of the job. Throws with `JobExecution.direct`, which has no state machine.
   *
   * @param grantee the principal, such as a role
   */
  public grantStartExecution(grantee: iam.IGrantable): iam.Grant { return this.workflow('grantStartExecution').grantStartExecution(grantee); }

  /**
   * The runs that failed, timed out or were stopped.
   *
   * @param options period and more
   * @default - the sum in periods of 5 minutes
   */
  public metricFailed(options?: cloudwatch.MetricOptions): cloudwatch.IMetric { return this.started.failures(options); }

  /**
   * The runs that succeeded, or were skipped. Throws with `JobExecution.direct`, for which AWS has no metric.
   *
   * @param options statistic, period and more
   * @default - the sum in periods of 5 minutes
   */
  public metricSucceeded(options?: cloudwatch.MetricOptions): cloudwatch.Metric { return this.workflow('metricSucceeded').metricSucceeded(options); }

  /**
   * The milliseconds that runs took, with their retries. Throws with `JobExecution.direct`, for which AWS has no metric.
   *
   * @param options statistic, period and more
   * @default - the average in periods of 5 minutes
   */
  public metricDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric { return this.workflow('metricDuration').metricTime(options); }

  private workflow(method: string): sfn.StateMachine {
    if (this.stateMachine) { return this.stateMachine; }
    throw new Error(`[${this.node.path}] ${method} requires a state machine, and JobExecution.direct has none; use JobExecution.workflow`);
  }

  private job({ failureTopic }: ScheduledJobProps): Job {
    const { cluster, taskDefinition, container, logGroup, deadLetterQueue, _plan: plan } = this;
    return {
      scope: this,
      cluster,
      taskDefinition,
      container,
      logGroup,
      deadLetterQueue,
      failureTopic,
      plan,
      settings: () => this._settings(),
      connectInstances: instances => { if (!plan.hasOwnInterface) { new InstanceNetwork(instances).connect(this._needs); } },
      startedBy: starter => { this._startedBy(starter); },
    };
  }
}

function executionOf({ execution }: ScheduledJobProps): JobExecution { return execution ?? JobExecution.workflow(); }

function problemsOf(scope: Construct, props: ScheduledJobProps): string[] {
  const { execution, cluster, capacity, failureTopic } = props;
  const problems = [...scheduleProblems(props), ...topicProblems(scope, 'failureTopic', failureTopic)];
  if (execution !== undefined && !hasKind(execution, 'start')) {
    return [...problems, `execution${shown(execution)} must be a JobExecution, such as JobExecution.workflow()`];
  }
  // the plan of the task refuses anything else
  if (!isLike(cluster, 'clusterArn') || (capacity !== undefined && !hasKind(capacity, 'on'))) { return problems; }
  return [...problems, ...executionOf(props)._kind.problems({ scope, cluster, compute: computeFor(scope, cluster, capacity) })];
}
