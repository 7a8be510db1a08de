/** One queue and how its messages are processed. */
export interface QueueWork {
  /** How long a message may wait until a task receives it. */
  readonly latencySeconds: number;
  /** How long a task processes one message on average. */
  readonly processingSeconds: number;
}

/** The ids of the metrics of one queue in an expression. */
export interface QueueMetricIds {
  readonly visible: string;
  readonly notVisible: string;
  readonly received: string;
}

/** The id of the metric with the number of running tasks. */
export const TASKS_ID = 'tasks';

/** The shortest time in which a message at zero tasks is received: two data points of the metric, the alarm, and the start of a task. */
export const WAKE_SECONDS = 300;

/** How long a task needs to appear in the metric after it was started: the image is pulled, and metrics are one or two minutes late. */
export const START_SECONDS = 180;

const DIGITS = 6;
const DECIMALS = 12;

/** The expressions of the tracked metric. The last one refers to the others by their ids, `waiting` and `occupied`. */
export interface BacklogExpressions {
  /** The visible messages for each running task, in messages of the first queue. */
  readonly waiting: string;
  /** The target while all tasks are busy, and the share of the busy tasks while some are; of one task at least. */
  readonly occupied: string;
  readonly backlog: string;
}

/**
 * The messages that may wait for each running task, so that the last one waits no longer than the goal: in that time a task processes that many.
 *
 * @param messagesPerTask how many messages a task processes at the same time
 */
export function acceptableBacklog({ latencySeconds, processingSeconds }: QueueWork, messagesPerTask: number): number {
  return rounded(latencySeconds * messagesPerTask / processingSeconds);
}

/** The target of the metric: the acceptable backlog of the first queue. */
export function backlogTarget(queues: readonly QueueWork[], messagesPerTask: number): number { return acceptableBacklog(queues[0], messagesPerTask); }

/**
 * How many messages of the first queue are as much work as one message of each queue, in relation to the goals of the queues. The tasks share the queues, so
 * their backlogs are added.
 */
export function weights(queues: readonly QueueWork[], messagesPerTask: number): readonly number[] {
  const first = backlogTarget(queues, messagesPerTask);
  return queues.map(queue => rounded(first / acceptableBacklog(queue, messagesPerTask)));
}

/**
 * The metric of target tracking: visible messages for each running task, in messages of the first queue. While all tasks are busy it is at least the target, so
 * that no busy task is stopped; messages in process alone never start a task. It is never less than the share of one task, so that target tracking leaves the last
 * task alone: messages of seconds are rarely there when SQS takes a sample.
 *
 * A queue without messages has no metric of messages in process, and an inactive queue no metric at all: both count as 0. The latest value of a queue may be
 * late, and is then the one before.
 */
export function backlogExpressions(ids: readonly QueueMetricIds[], queues: readonly QueueWork[], messagesPerTask: number): BacklogExpressions {
  const target = backlogTarget(queues, messagesPerTask);
  const factors = weights(queues, messagesPerTask);
  const visible = ids.map((queue, index) => times(factors[index], waitingIn(queue.visible)));
  const busy = times(rounded(target / messagesPerTask), `(${ids.map(({ notVisible }) => orNone(notVisible)).join(' + ')})`);
  return {
    waiting: `(${visible.join(' + ')}) / ${TASKS_ID}`,
    occupied: `IF(${busy} > ${text(target)}, ${busy}, ${text(target)}) / ${TASKS_ID}`,
    backlog: `IF(waiting > ${text(target)}, waiting, IF(occupied > ${text(target)}, ${text(target)}, IF(occupied > waiting, occupied, waiting)))`,
  };
}

/** The messages that wait while no task runs. The number of tasks may be late, and is then the one before. */
export function wakeExpression(ids: readonly QueueMetricIds[]): string {
  return `IF(FILL(FILL(${TASKS_ID}, REPEAT), 0) > 0, 0, ${ids.map(({ visible }) => waitingIn(visible)).join(' + ')})`;
}

/**
 * 1 while tasks run and no queue has messages: none visible or in process at the sample, and none received since the one before. The samples alone would miss
 * messages of seconds.
 */
export function idleExpression(ids: readonly QueueMetricIds[]): string {
  const messages = ids.flatMap(({ visible, notVisible, received }) => [waitingIn(visible), orNone(notVisible), orNone(received)]).join(' + ');
  return `IF(FILL(FILL(${TASKS_ID}, REPEAT), 0) > 0, IF(${messages} > 0, 0, 1), 0)`;
}

function waitingIn(visible: string): string { return `FILL(FILL(${visible}, REPEAT), 0)`; }

function orNone(metric: string): string { return `FILL(${metric}, 0)`; }

function times(factor: number, term: string): string { return factor === 1 ? term : `${text(factor)} * ${term}`; }

function rounded(value: number): number { return Number(value.toPrecision(DIGITS)); }

/** A number without an exponent. */
function text(value: number): string { return value.toFixed(DECIMALS).replace(/\.?0+$/, ''); }
