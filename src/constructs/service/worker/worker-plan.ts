import { Duration, Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { QueuePlan, secondsOf } from './queue-plan';
import { WorkerServiceProps } from './worker-service-props';
import { workerTypeProblems } from './worker-type-problems';
import { ALARM_LIMITS } from '../../../facts/alarms';
import { IN_FLIGHT_MESSAGES, LATE_AFTER_INACTIVITY } from '../../../facts/queues';
import { computeFor } from '../../capacity/capacity';
import { Compute } from '../../capacity/compute';
import { refuseNew, wholeNumberProblem } from '../../checks';
import { topicProblems } from '../../observability/topic-access';
import { WAKE_SECONDS } from '../../scaling/queue-backlog';
import { boundsProblems } from '../../scaling/scaling-bounds';
import { typeProblems } from '../../workload/type-problems';
import { withContainerName } from '../../workload/workload-plan';
import { ContainerServiceProps } from '../container-service-props';
import { deploymentTypeProblems } from '../type-problems';

const CONTAINER_NAME = 'worker';
const MIN_TASKS = 1;
const DEFAULT_STOP_SECONDS = 30;

/** Target tracking needs two metrics for each queue, the alarm that stops the last task three, and both the number of tasks. */
const METRICS_OF_QUEUE = { tracked: 2, sleeping: 3 } as const;

const QUEUE_ID = /^[A-Za-z][A-Za-z0-9]*$/;
const VARIABLE = 'QUEUE_URL';

/** The decisions about a worker, made and checked before the construct exists. */
export class WorkerPlan {
  public readonly first: QueuePlan;
  /** The further queues, by their names. */
  public readonly others: ReadonlyMap<string, QueuePlan>;
  public readonly messagesPerTask: number;
  public readonly minTasks: number;
  public readonly stopTimeout: Duration;
  private readonly compute: Compute;

  /** Throws one error that lists all problems that are not those of every service. */
  public constructor(scope: Construct, id: string, private readonly props: WorkerServiceProps) {
    const { deployment, alarmTopic, otherQueues = {}, messagesPerTask = 1, minTasks = MIN_TASKS } = props;
    refuseNew(scope, id, [...typeProblems(props), ...workerTypeProblems(props), ...topicProblems(scope, 'alarmTopic', alarmTopic), ...deployment ? deploymentTypeProblems(deployment) : []]);
    this.compute = computeFor(scope, props.cluster, props.capacity);
    this.first = new QueuePlan(props, '');
    this.others = new Map(Object.entries(otherQueues).map(([name, each]) => [name, new QueuePlan(each, `otherQueues '${name}': `)]));
    this.messagesPerTask = messagesPerTask;
    this.minTasks = minTasks;
    refuseNew(scope, id, [...this.queueProblems(scope), ...this.taskProblems()]);
    this.stopTimeout = props.stopTimeout ?? this.defaultStopTimeout();
    refuseNew(scope, id, [...this.stopProblems(), ...this.scalingProblems()]);
  }

  public get queues(): readonly QueuePlan[] { return [this.first, ...this.others.values()]; }

  /** How long a message may wait because no task runs. */
  public get wakeTime(): Duration { return Duration.seconds(this.minTasks === 0 ? LATE_AFTER_INACTIVITY + WAKE_SECONDS : 0); }

  public get isScaled(): boolean { return this.minTasks !== this.props.maxTasks; }

  /** The props of the service. */
  public get serviceProps(): ContainerServiceProps {
    const { props, stopTimeout } = this;
    return {
      ...withContainerName(props, CONTAINER_NAME),
      stopTimeout: props.taskDefinition ? props.stopTimeout : stopTimeout,
      desiredCount: this.isScaled ? undefined : props.maxTasks,
    };
  }

  private queueProblems(scope: Construct): string[] {
    const names = [...this.others.keys()];
    const variables = [VARIABLE, ...names.map(urlVariable)];
    const { environment = {}, secrets = {} } = this.props;
    return [
      ...this.queues.flatMap(queue => queue.problems(scope, this.messagesPerTask)),
      ...names.filter(name => !QUEUE_ID.test(name)).map(name => `otherQueues: '${name}' must be letters and digits that begin with a letter`),
      ...variables.filter((variable, index) => variables.indexOf(variable) !== index).map(variable => `otherQueues: two queues have the environment variable ${variable}; rename one of them`),
      ...variables.filter(variable => variable in environment || variable in secrets).map(variable => `${variable} is set to the URL of a queue; remove it from environment and secrets`),
      ...this.countProblems(names.length),
      ...this.sharedProblems(),
    ];
  }

  private countProblems(others: number): string[] {
    const most = (metrics: number) => Math.floor((ALARM_LIMITS.metrics - 1) / metrics);
    const [tracked, sleeping] = [most(METRICS_OF_QUEUE.tracked), most(METRICS_OF_QUEUE.sleeping)];
    const problem = `otherQueues has ${others} queues, and a metric of scaling can read at most`;
    if (others >= tracked) { return [`${problem} ${tracked} queues in all; use a second service`]; }
    return this.minTasks === 0 && others >= sleeping ? [`${problem} ${sleeping} queues in all with minTasks 0; set minTasks to 1, or use a second service`] : [];
  }

  /** A queue that is there twice would count twice in the metric. */
  private sharedProblems(): string[] {
    const { queues } = this;
    const given = queues.flatMap(({ props: { queue } }) => queue ?? []);
    const names = queues.flatMap(({ props: { queueName } }) => queueName ?? []).filter(name => !Token.isUnresolved(name));
    const twice = given.filter((queue, index) => given.some((other, before) => before < index && isSame(queue, other)));
    const isGiven = (queue: sqs.IQueue) => given.some(each => isSame(each, queue));
    const deadLetters = queues.flatMap(({ existingDeadLetters }) => existingDeadLetters ?? []).filter(isGiven);
    return [
      ...twice.map(({ node }) => `queue ('${node.path}') is there twice; remove it from otherQueues`),
      ...deadLetters.map(({ node }) => `queue ('${node.path}') is the dead-letter queue of another queue of this service, so failed messages would be processed again; remove it`),
      ...names.filter((name, index) => names.indexOf(name) < index).map(name => `queueName ('${name}') is the name of two queues; rename one of them`),
    ];
  }

  private taskProblems(): string[] {
    const { minTasks, messagesPerTask, props: { maxTasks } } = this;
    return [
      ...boundsProblems({ minTasks, maxTasks }),
      ...wholeNumberProblem('messagesPerTask', messagesPerTask, { min: 1 }),
      ...(maxTasks * messagesPerTask > IN_FLIGHT_MESSAGES
        ? [`maxTasks (${maxTasks}) with messagesPerTask (${messagesPerTask}) process ${maxTasks * messagesPerTask} messages at the same time, and SQS allows ${IN_FLIGHT_MESSAGES} of a queue; lower one of them`]
        : []),
    ];
  }

  private get longestSeconds(): number { return Math.max(...this.queues.map(({ longest }) => secondsOf(longest))); }

  /** Time for the longest message, as far as the compute allows. */
  private defaultStopTimeout(): Duration {
    const most = this.compute.containerLimits.stopTimeoutSeconds ?? Infinity;
    return Duration.seconds(Math.min(most, Math.max(DEFAULT_STOP_SECONDS, Math.ceil(this.longestSeconds))));
  }

  /** The timeout of an existing task definition is unknown. */
  private stopProblems(): string[] {
    const { stopTimeout, longestSeconds, props: { taskProtection = false, taskDefinition } } = this;
    const { on, stopTimeoutSeconds: most } = this.compute.containerLimits;
    if (taskProtection || stopTimeout.isUnresolved() || longestSeconds <= secondsOf(stopTimeout)) { return []; }
    if (taskDefinition && (most === undefined || longestSeconds <= most)) { return []; }
    return [
      `longestProcessingTime (${longestSeconds} seconds) is longer than stopTimeout (${secondsOf(stopTimeout)} seconds${most === undefined ? '' : `, at most ${most} on ${on}`}), `
      + 'so ECS kills tasks during a message; raise stopTimeout, or protect the task in your code while it processes a message and set taskProtection to true',
    ];
  }

  private scalingProblems(): string[] {
    const { minTasks, isScaled, compute, props: { maxTasks, deployment } } = this;
    if (!isScaled) { return []; }
    const kind = deployment?._kind;
    const refused = [
      ...compute.serviceProblems?.({ isScaled: true }) ?? [],
      ...kind?.controller?.scalingProblem === undefined ? [] : [`Deployment.${kind.controller.factory}: ${kind.controller.scalingProblem}`],
    ].map(problem => `${problem}; set minTasks to maxTasks (${maxTasks}) for a service that does not scale`);
    return [...refused, ...kind?.countProblems({ min: minTasks, max: maxTasks }) ?? [], ...this.wakeProblems()];
  }

  private wakeProblems(): string[] {
    if (this.minTasks !== 0) { return []; }
    return this.queues.map(({ latencyGoal }) => secondsOf(latencyGoal)).filter(goal => goal < WAKE_SECONDS).slice(0, 1).map(goal =>
      `latencyGoal (${goal} seconds) cannot be met with minTasks 0: it takes about ${WAKE_SECONDS} seconds until the first task runs; set minTasks to 1, or latencyGoal to ${WAKE_SECONDS} seconds or more`);
  }
}

function isSame(one: sqs.IQueue, other: sqs.IQueue): boolean { return one === other || one.queueArn === other.queueArn; }

/** The environment variable with the URL of a queue. */
export function urlVariable(name?: string): string {
  return name === undefined ? VARIABLE : `${VARIABLE}_${name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}`;
}
