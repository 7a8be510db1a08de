import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { deadLetterQueueOf, knownVisibility } from './existing-queue';
import { WorkerQueueProps } from './worker-queue-props';
import { FIFO_QUEUE_NAME, QUEUE_DEFAULTS, QUEUE_NAME, RECEIVE_COUNT, RETENTION_SECONDS, VISIBILITY_SECONDS } from '../../../facts/queues';
import { differ, formatProblem, isLike, secondsProblem, shown, wholeNumberProblem } from '../../checks';
import { acceptableBacklog, QueueWork } from '../../scaling/queue-backlog';

const LATENCY_GOAL = Duration.minutes(10);
const DEAD_LETTER_RETENTION = Duration.days(14);
const MAX_RECEIVE_COUNT = 3;

/** The props that an existing queue sets itself. */
const OF_NEW_QUEUES = [
  'fifo', 'contentBasedDeduplication', 'queueName', 'visibilityTimeout', 'retentionPeriod', 'maxReceiveCount', 'deadLetterRetention', 'encryptionKey',
] as const;

/** The decisions about one queue of a worker. */
export class QueuePlan {
  /** @param prefix the path of the props in messages: of a further queue, its name */
  public constructor(public readonly props: WorkerQueueProps, private readonly prefix: string) {}

  public get longest(): Duration { return this.props.longestProcessingTime ?? this.props.processingTime; }

  public get latencyGoal(): Duration { return this.props.latencyGoal ?? LATENCY_GOAL; }

  public get work(): QueueWork { return { latencySeconds: secondsOf(this.latencyGoal), processingSeconds: secondsOf(this.props.processingTime) }; }

  /** The settings of a new queue. */
  public queueSettings(deadLetters: sqs.IQueue, stopTimeout: Duration, key: kms.IKey | undefined): sqs.QueueProps {
    const { fifo, queueName, contentBasedDeduplication, retentionPeriod = Duration.seconds(QUEUE_DEFAULTS.retention), maxReceiveCount } = this.props;
    return {
      ...this.shared(key),
      queueName,
      contentBasedDeduplication: fifo ? contentBasedDeduplication : undefined,
      visibilityTimeout: this.props.visibilityTimeout ?? this.defaultVisibility(stopTimeout),
      retentionPeriod,
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: maxReceiveCount ?? MAX_RECEIVE_COUNT },
    };
  }

  /** The settings of its dead-letter queue. */
  public deadLetterSettings(key: kms.IKey | undefined): sqs.QueueProps {
    return { ...this.shared(key), retentionPeriod: this.props.deadLetterRetention ?? DEAD_LETTER_RETENTION };
  }

  /** Why the queue can never work with these props. */
  public problems(scope: IConstruct, messagesPerTask: number): string[] {
    const { queue } = this.props;
    if ([this.props.processingTime, this.longest, this.latencyGoal].some(time => time.isUnresolved())) {
      return [`${this.prefix}processingTime, longestProcessingTime and latencyGoal must be known at synthesis`];
    }
    const ofQueue = queue === undefined ? this.newQueueProblems(Stack.of(scope).region) : this.existingQueueProblems(scope, queue);
    const wrong = [...this.timeProblems(), ...ofQueue];
    return (wrong.length > 0 ? wrong : this.goalProblems(messagesPerTask)).map(problem => `${this.prefix}${problem}`);
  }

  private shared(key: kms.IKey | undefined): sqs.QueueProps {
    const encryptionMasterKey = this.props.encryptionKey ?? key;
    return {
      fifo: this.props.fifo ? true : undefined,
      enforceSSL: true,
      encryption: encryptionMasterKey ? sqs.QueueEncryption.KMS : sqs.QueueEncryption.SQS_MANAGED,
      encryptionMasterKey,
    };
  }

  private defaultVisibility(stopTimeout: Duration): Duration {
    const seconds = Math.max(QUEUE_DEFAULTS.visibility, 2 * secondsOf(this.longest), stopTimeout.isUnresolved() ? 0 : secondsOf(stopTimeout));
    return Duration.seconds(Math.ceil(Math.min(VISIBILITY_SECONDS.max, seconds)));
  }

  private timeProblems(): string[] {
    const { processingTime } = this.props;
    const { longest, latencyGoal } = this;
    const [average, most, goal] = [processingTime, longest, latencyGoal].map(secondsOf);
    return [
      ...(average > 0 ? [] : [`processingTime (${average} seconds) must be above 0`]),
      ...(most <= VISIBILITY_SECONDS.max
        ? []
        : [`longestProcessingTime (${most} seconds) must not be above ${VISIBILITY_SECONDS.max} seconds, because SQS gives a message to another task after 12 hours; divide the work into several messages`]),
      ...(most >= average ? [] : [`longestProcessingTime (${most} seconds) must not be below processingTime (${average} seconds), the average`]),
      ...(goal > 0 ? [] : [`latencyGoal (${goal} seconds) must be above 0`]),
    ];
  }

  /** A task receives the next message when it has finished one, so a message may wait that long at any number of tasks. */
  private goalProblems(messagesPerTask: number): string[] {
    const { latencySeconds, processingSeconds } = this.work;
    if (!(messagesPerTask >= 1) || acceptableBacklog(this.work, messagesPerTask) >= 1) { return []; }
    const shortest = processingSeconds / messagesPerTask;
    return [`latencyGoal (${latencySeconds} seconds) cannot be met: a task takes a message every ${shortest} seconds; set it to ${Math.ceil(shortest)} seconds or more, raise messagesPerTask, or lower processingTime`];
  }

  private newQueueProblems(region: string): string[] {
    const { fifo = false, queueName, contentBasedDeduplication, visibilityTimeout, encryptionKey } = this.props;
    const { retentionPeriod, maxReceiveCount, deadLetterRetention } = this.props;
    const problems = [
      ...formatProblem('queueName', queueName, fifo ? FIFO_QUEUE_NAME : QUEUE_NAME),
      ...(contentBasedDeduplication && !fifo ? ['contentBasedDeduplication requires a FIFO queue; set fifo to true, or remove it'] : []),
      ...secondsProblem('visibilityTimeout', visibilityTimeout, VISIBILITY_SECONDS),
      ...this.visibilityProblems('visibilityTimeout', visibilityTimeout?.isUnresolved() ? undefined : visibilityTimeout && secondsOf(visibilityTimeout)),
      ...secondsProblem('retentionPeriod', retentionPeriod, RETENTION_SECONDS),
      ...wholeNumberProblem('maxReceiveCount', maxReceiveCount, RECEIVE_COUNT),
      ...secondsProblem('deadLetterRetention', deadLetterRetention, RETENTION_SECONDS),
      ...(encryptionKey && differ(encryptionKey.env.region, region)
        ? [`encryptionKey ('${encryptionKey.node.path}') is in ${encryptionKey.env.region}, and SQS uses keys of its own Region only; use a key in ${region}`]
        : []),
    ];
    return problems.length > 0 ? problems : [...this.retentionProblems(), ...this.lossProblems()];
  }

  /** In a standard queue a dead letter keeps the time at which it was sent, so it would be deleted at once. */
  private retentionProblems(): string[] {
    const { retentionPeriod = Duration.seconds(QUEUE_DEFAULTS.retention), deadLetterRetention = DEAD_LETTER_RETENTION } = this.props;
    if (retentionPeriod.isUnresolved() || deadLetterRetention.isUnresolved()) { return []; }
    const [kept, keptDead] = [secondsOf(retentionPeriod), secondsOf(deadLetterRetention)];
    return keptDead >= kept
      ? []
      : [`deadLetterRetention (${keptDead} seconds) must not be below retentionPeriod (${kept} seconds), because the age of a message counts from the time when it was sent; raise it, up to ${RETENTION_SECONDS.max} seconds`];
  }

  /** SQS deletes a message at the end of the retention period, whether it was received as often as it may or not. */
  private lossProblems(): string[] {
    const { retentionPeriod = Duration.seconds(QUEUE_DEFAULTS.retention), maxReceiveCount = MAX_RECEIVE_COUNT, visibilityTimeout } = this.props;
    const visibility = visibilityTimeout ?? this.defaultVisibility(Duration.seconds(0));
    if (retentionPeriod.isUnresolved() || visibility.isUnresolved() || Token.isUnresolved(maxReceiveCount)) { return []; }
    const [kept, invisible, goal] = [retentionPeriod, visibility, this.latencyGoal].map(secondsOf);
    const needed = Math.ceil(goal + invisible * maxReceiveCount);
    return kept >= needed
      ? []
      : [`retentionPeriod (${kept} seconds) must not be below ${needed} seconds, or SQS deletes messages before they are in the dead-letter queue: latencyGoal (${goal} seconds) and the visibility timeout (${invisible} seconds) for each of maxReceiveCount (${maxReceiveCount}) receives; raise it, up to ${RETENTION_SECONDS.max} seconds, or lower one of the others`];
  }

  private existingQueueProblems(scope: IConstruct, queue: sqs.IQueue): string[] {
    if (!isLike(queue, 'queueArn')) { return [`queue${shown(queue)} must be an SQS queue, such as a new sqs.Queue(…)`]; }
    const name = `queue ('${queue.node.path}')`;
    const combined = OF_NEW_QUEUES.filter(prop => this.props[prop] !== undefined);
    const { region, account } = queue.env;
    const stack = Stack.of(scope);
    return [
      ...(combined.length > 0 ? [`${combined.join(', ')} cannot be combined with queue; set ${combined.length > 1 ? 'them' : 'it'} where the queue is created`] : []),
      ...(differ(region, stack.region) ? [`${name} is in ${region}, and alarms and scaling read metrics of their own Region only; use a queue in ${stack.region}`] : []),
      ...(differ(account, stack.account) ? [`${name} is in account ${account}, and scaling reads metrics of its own account only; use a queue in ${stack.account}`] : []),
      ...this.visibilityProblems(`visibilityTimeout of ${name}`, knownVisibility(queue)),
    ];
  }

  private visibilityProblems(what: string, visibility: number | undefined): string[] {
    const longest = secondsOf(this.longest);
    if (visibility === undefined || visibility >= longest) { return []; }
    return [`${what} (${visibility} seconds) must not be below longestProcessingTime (${longest} seconds), or another task receives the message while it is processed; raise it to ${Math.ceil(longest)} seconds or more`];
  }

  /** The dead-letter queue of an existing queue of this app. */
  public get existingDeadLetters(): sqs.IQueue | undefined { return this.props.queue && deadLetterQueueOf(this.props.queue); }
}

export function secondsOf(duration: Duration): number { return duration.toMilliseconds() / 1000; }
