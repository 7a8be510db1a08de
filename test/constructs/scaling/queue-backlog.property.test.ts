import fc from 'fast-check';
import {
  acceptableBacklog, backlogExpressions, backlogTarget, idleExpression, QueueWork, wakeExpression, weights,
} from '../../../src/constructs/scaling/queue-backlog';
import { evaluate, Series } from '../../support/metric-math';

const IDS = [1, 2, 3, 4].map(number => ({ visible: `visible${number}`, notVisible: `inProcess${number}`, received: `received${number}` }));

/** Queues whose goals can be met: one message may wait for each task at least. */
const queue: fc.Arbitrary<QueueWork> = fc.record({
  latencySeconds: fc.integer({ min: 60, max: 43_200 }), processingSeconds: fc.integer({ min: 1, max: 60 }),
});
const queues = fc.array(queue, { minLength: 1, maxLength: 4 });
const messagesPerTask = fc.integer({ min: 1, max: 10 });
const count = fc.integer({ min: 0, max: 100_000 });
const tasks = fc.integer({ min: 1, max: 500 });

interface State {
  readonly works: readonly QueueWork[];
  readonly perTask: number;
  readonly visible: readonly number[];
  readonly inProcess: readonly number[];
  readonly tasks: number;
}

const state: fc.Arbitrary<State> = queues.chain(works => fc.record({
  works: fc.constant(works),
  perTask: messagesPerTask,
  visible: fc.array(count, { minLength: works.length, maxLength: works.length }),
  inProcess: fc.array(count, { minLength: works.length, maxLength: works.length }),
  tasks,
}));

/** The metrics of a minute; SQS reports messages in process only while there are some. */
function metricsOf({ works, visible, inProcess, tasks: running }: State): Record<string, Series> {
  return Object.fromEntries([
    ...works.map((_, index) => [IDS[index].visible, [visible[index]]]),
    ...works.map((_, index) => [IDS[index].notVisible, [inProcess[index] || undefined]]),
    ['tasks', [running]],
  ]) as Record<string, Series>;
}

/** The tracked metric, calculated from the expressions of the template. */
function metricOf(now: State): number {
  const { waiting, occupied, backlog } = backlogExpressions(IDS.slice(0, now.works.length), now.works, now.perTask);
  const metrics = metricsOf(now);
  return evaluate(backlog, { ...metrics, waiting: evaluate(waiting, metrics), occupied: evaluate(occupied, metrics) })[0]!;
}

/** The tasks to which Application Auto Scaling scales: in proportion to metric and target, rounded up. The minimum number of tasks is 0. */
function tasksAfter(now: State): number {
  const share = metricOf(now) / backlogTarget(now.works, now.perTask);
  return Math.ceil(Number((now.tasks * share).toFixed(3)));
}

/** The share of the goals that the backlog takes, if so many tasks process it. */
function shareOfGoals({ works, perTask, visible }: State, count_: number): number {
  const seconds = works.map(({ processingSeconds, latencySeconds }, index) => visible[index] * processingSeconds / perTask / latencySeconds);
  return seconds.reduce((sum, each) => sum + each, 0) / count_;
}

test('the last message of an acceptable backlog waits exactly as long as the goal', () => {
  fc.assert(fc.property(queue, messagesPerTask, (work, perTask) => {
    const backlog = acceptableBacklog(work, perTask);
    expect(backlog * work.processingSeconds / perTask / work.latencySeconds).toBeCloseTo(1, 4);
  }));
});

test('a longer goal allows a larger backlog, and a longer processing time a smaller one', () => {
  fc.assert(fc.property(queue, messagesPerTask, ({ latencySeconds, processingSeconds }, perTask) => {
    const backlog = acceptableBacklog({ latencySeconds, processingSeconds }, perTask);
    expect(acceptableBacklog({ latencySeconds: latencySeconds * 2, processingSeconds }, perTask)).toBeGreaterThan(backlog);
    expect(acceptableBacklog({ latencySeconds, processingSeconds: processingSeconds * 2 }, perTask)).toBeLessThan(backlog);
  }));
});

test('the first queue weighs 1, and the others more if their messages are more work or more urgent', () => {
  fc.assert(fc.property(queue, messagesPerTask, ({ latencySeconds, processingSeconds }, perTask) => {
    const slower = { latencySeconds, processingSeconds: processingSeconds * 3 };
    const urgent = { latencySeconds: latencySeconds / 2, processingSeconds };
    const [first, second, third] = weights([{ latencySeconds, processingSeconds }, slower, urgent], perTask);
    expect(first).toBe(1);
    expect(second).toBeCloseTo(3, 3);
    expect(third).toBeCloseTo(2, 3);
  }));
});

test('scaling leads to enough tasks for the goals of all queues', () => {
  fc.assert(fc.property(state, now => { expect(shareOfGoals(now, tasksAfter(now))).toBeLessThanOrEqual(1.001); }));
});

test('scaling never leads to more tasks than the backlog and the messages in process need', () => {
  fc.assert(fc.property(state, now => {
    const busy = Math.ceil(now.inProcess.reduce((sum, each) => sum + each, 0) / now.perTask);
    const needed = Math.max(1, Math.ceil(shareOfGoals(now, 1) * 1.001), Math.min(now.tasks, busy));
    expect(tasksAfter(now)).toBeLessThanOrEqual(needed + 1);
  }));
});

test('more messages never lead to fewer tasks', () => {
  fc.assert(fc.property(state, count, count, (now, moreVisible, moreInProcess) => {
    const more = { ...now, visible: now.visible.map(each => each + moreVisible), inProcess: now.inProcess.map(each => each + moreInProcess) };
    expect(tasksAfter(more)).toBeGreaterThanOrEqual(tasksAfter(now));
  }));
});

test('scaling does not flap: with the same messages it stays at the tasks that it chose', () => {
  fc.assert(fc.property(state, now => {
    const chosen = tasksAfter(now);
    const again = tasksAfter({ ...now, tasks: chosen });
    expect(Math.abs(again - chosen)).toBeLessThanOrEqual(chosen > now.tasks ? 1 : 0);
  }));
});

test('no task is stopped while all tasks are busy', () => {
  fc.assert(fc.property(state, now => {
    const busy = { ...now, inProcess: now.inProcess.map(() => now.tasks * now.perTask) };
    expect(tasksAfter(busy)).toBeGreaterThanOrEqual(busy.tasks);
  }));
});

test('target tracking never stops the last task, which samples may show idle between messages of seconds', () => {
  fc.assert(fc.property(state, now => {
    const none = now.visible.map(() => 0);
    expect(tasksAfter({ ...now, visible: none, inProcess: none })).toBe(1);
  }));
});

test('messages in process alone start no task', () => {
  fc.assert(fc.property(state, now => { expect(tasksAfter({ ...now, visible: now.visible.map(() => 0) })).toBeLessThanOrEqual(now.tasks); }));
});

test('the metric has no value while no task runs', () => {
  fc.assert(fc.property(state, now => { expect(metricOf({ ...now, tasks: 0 })).toBeUndefined(); }));
});

test('an inactive queue, which has no metrics, counts as empty', () => {
  const works = [{ latencySeconds: 600, processingSeconds: 10 }, { latencySeconds: 600, processingSeconds: 10 }];
  const { waiting } = backlogExpressions(IDS.slice(0, 2), works, 1);
  expect(evaluate(waiting, { visible1: [100], visible2: [undefined], inProcess1: [undefined], inProcess2: [undefined], tasks: [2] })).toEqual([50]);
});

test('a late value of visible messages is the one before', () => {
  const { waiting } = backlogExpressions(IDS.slice(0, 1), [{ latencySeconds: 600, processingSeconds: 10 }], 1);
  expect(evaluate(waiting, { visible1: [100, undefined], tasks: [2, 2] })).toEqual([50, 50]);
});

const wake = (metrics: Record<string, Series>) => evaluate(wakeExpression(IDS.slice(0, 2)), metrics);
const idle = (metrics: Record<string, Series>) => evaluate(idleExpression(IDS.slice(0, 2)), metrics);

test('the first message of any queue wakes the service', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (messages, isFirst) => {
    const counts = isFirst ? [messages, 0] : [0, messages];
    expect(wake({ visible1: [counts[0]], visible2: [counts[1]], tasks: [undefined] })[0]).toBeGreaterThanOrEqual(1);
    expect(wake({ visible1: [counts[0]], visible2: [counts[1]], tasks: [0] })[0]).toBeGreaterThanOrEqual(1);
  }));
});

test('nothing wakes a service that runs a task, even if the number of tasks is late', () => {
  fc.assert(fc.property(count, tasks, (messages, running) => {
    const value = wake({ visible1: [messages, messages], visible2: [0, 0], tasks: [running, undefined] });
    expect(value).toEqual([0, 0]);
  }));
});

test('an empty queue does not wake the service', () => { expect(wake({ visible1: [0], visible2: [undefined], tasks: [undefined] })).toEqual([0]); });

const NO_RECEIVES = { received1: [undefined], received2: [undefined] };

test('tasks are idle exactly if no queue has messages, visible, in process or received since the last sample', () => {
  const few = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 }));
  fc.assert(fc.property(fc.array(few, { minLength: 6, maxLength: 6 }), tasks, (messages, running) => {
    const [visible1, visible2, ...others] = messages.map((each, index) => [index < 2 ? each : each || undefined]);
    const [inProcess1, inProcess2, received1, received2] = others;
    const value = idle({ visible1, visible2, inProcess1, inProcess2, received1, received2, tasks: [running] });
    expect(value).toEqual([messages.some(each => each > 0) ? 0 : 1]);
  }));
});

test('a queue with a message of seconds every minute is in use, though the samples show it empty', () => {
  const minutes = Array.from({ length: 10 }, (_, minute) => minute);
  const [empty, none, one] = [minutes.map(() => 0), minutes.map(() => undefined), minutes.map(() => 1)];
  expect(idle({ visible1: empty, visible2: empty, inProcess1: none, inProcess2: none, received1: one, received2: none, tasks: one })).toEqual(empty);
});

test('a service without tasks is not idle, so its alarm ends', () => {
  expect(idle({ visible1: [0], visible2: [0], inProcess1: [undefined], inProcess2: [undefined], ...NO_RECEIVES, tasks: [0] })).toEqual([0]);
});

test('idle and waking never hold at the same time', () => {
  fc.assert(fc.property(fc.array(count, { minLength: 4, maxLength: 4 }), fc.integer({ min: 0, max: 5 }), ([one, two, three, four], running) => {
    const metrics = { visible1: [one], visible2: [two], inProcess1: [three], inProcess2: [four], ...NO_RECEIVES, tasks: [running] };
    expect(wake(metrics)[0]! >= 1 && idle(metrics)[0]! >= 1).toBe(false);
  }));
});

test('numbers in expressions have no exponent', () => {
  const seconds = fc.double({ min: 0.001, max: 43_200, noNaN: true });
  fc.assert(fc.property(seconds, seconds, (one, two) => {
    const works = [{ latencySeconds: 43_200, processingSeconds: one }, { latencySeconds: 43_200, processingSeconds: two }];
    expect(Object.values(backlogExpressions(IDS.slice(0, 2), works, 1)).join(' ')).not.toMatch(/\de[-+]/);
  }));
});
