export interface FakeContainer {
  readonly name: string;
  readonly exitCode?: number;
  readonly reason?: string;
}

/** How a task ends. */
export interface Ending {
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly containers: readonly FakeContainer[];
}

export interface StackEvent {
  readonly LogicalResourceId: string;
  readonly ResourceStatus: string;
}

export interface FakeTask {
  readonly taskArn: string;
  readonly startedBy?: string;
  readonly group?: string;
  readonly startedAt: number;
  stoppedAt?: number;
  stopReason?: string;
}

/** What AWS does. */
export interface Behaviour {
  /** The seconds that a task takes. */
  readonly taskSeconds?: number;
  /** The seconds from StopTask until a task has stopped. */
  readonly stopSeconds?: number;
  readonly ending?: Ending;
  /** The failures of RunTask. */
  readonly failures?: readonly object[];
  /** Whether RunTask answers without tasks and failures. */
  readonly isMute?: boolean;
  /** How many calls of RunTask fail. By default, all. */
  readonly failingCalls?: number;
  readonly log?: readonly string[];
  /** Errors by the name of the call: one for each call until the list is empty. */
  readonly errors?: Readonly<Record<string, readonly Error[]>>;
  /** The pages of the events of the stack, each with the newest event first. */
  readonly events?: readonly (readonly StackEvent[])[];
  /** The status of the stack. */
  readonly stackStatus?: string;
  /** From when to when ECS does not know the tasks, in seconds. */
  readonly missing?: readonly [number, number];
  /** Tasks that run already. */
  readonly running?: readonly FakeTask[];
}

export const SUCCESS: Ending = {
  stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited', containers: [{ name: 'task', exitCode: 0 }],
};

export function failing(exitCode: number | undefined, rest: Partial<Ending> = {}, reason?: string): Ending {
  return { ...SUCCESS, containers: [{ name: 'task', exitCode, reason }], ...rest };
}

/** The end of a task that StopTask has stopped. */
function endOf({ stopReason }: FakeTask): Ending | undefined {
  return stopReason === undefined ? undefined : { stopCode: 'UserInitiated', stoppedReason: stopReason, containers: [{ name: 'task', exitCode: 0 }] };
}

export function named(name: string, message = 'not now'): Error { return Object.assign(new Error(message), { name }); }

type Input = Readonly<Record<string, unknown>>;
type Call = (input: Input) => unknown;

/** ECS, CloudWatch Logs and CloudFormation, with a clock that pauses of the functions advance. */
export class FakeEcs {
  public seconds = 1000;
  public readonly calls: { readonly name: string; readonly input: Input }[] = [];
  public readonly tasks: FakeTask[];

  private readonly tokens = new Map<string, FakeTask>();
  /** A repeated call with the token of a call that failed gets the same answer. */
  private readonly failedTokens = new Set<string>();
  private readonly errors: Record<string, Error[]>;
  private readonly commands: Readonly<Record<string, Call>> = {
    RunTask: input => this.run(input),
    ListTasks: ({ startedBy }) => {
      const running = this.tasks.filter(task => task.startedBy === startedBy && task.stopReason === undefined && !this.hasStopped(task));
      return { taskArns: running.map(({ taskArn }) => taskArn) };
    },
    DescribeTasks: ({ tasks }) => this.describe(tasks as string[]),
    StopTask: ({ task, reason }) => {
      const found = this.tasks.find(({ taskArn }) => taskArn === task)!;
      found.stopReason = String(reason);
      found.stoppedAt = Math.min(found.stoppedAt ?? Infinity, this.seconds + (this.behaviour.stopSeconds ?? 30));
    },
    GetLogEvents: ({ limit }) => ({ events: (this.behaviour.log ?? []).slice(-Number(limit)).map(message => ({ message })) }),
    DescribeStackEvents: ({ NextToken = 0 }) => {
      const { events = [] } = this.behaviour;
      const next = Number(NextToken) + 1;
      return { StackEvents: events[next - 1] ?? [], ...(next < events.length ? { NextToken: String(next) } : {}) };
    },
    DescribeStacks: () => ({ Stacks: [{ StackStatus: this.behaviour.stackStatus ?? 'UPDATE_IN_PROGRESS' }] }),
  };

  public constructor(public readonly behaviour: Behaviour = {}) {
    this.tasks = [...behaviour.running ?? []];
    this.errors = Object.fromEntries(Object.entries(behaviour.errors ?? {}).map(([name, errors]) => [name, [...errors]]));
  }

  /** The names of the calls that changed something. */
  public get changes(): readonly string[] { return this.calls.map(({ name }) => name).filter(name => name === 'RunTask' || name === 'StopTask'); }

  public inputs(call: string): readonly Input[] { return this.calls.filter(({ name }) => name === call).map(({ input }) => input); }

  public pass(seconds: number): void { this.seconds += seconds; }

  /** An SDK module. Another module is undefined. */
  public module(name: string): object | undefined {
    if (!name.startsWith('@aws-sdk/')) { return undefined; }
    const send = async ({ call, input }: { call: string; input: Input }) => this.send(call, input);
    const client = class { public send = send; };
    const commandOf = (call: string) => class { public call = call; public constructor(public input: Input) {} };
    const commands = Object.keys(this.commands).map(call => [`${call}Command`, commandOf(call)] as const);
    return { ECSClient: client, CloudWatchLogsClient: client, CloudFormationClient: client, ...Object.fromEntries(commands) };
  }

  private send(call: string, input: Input): unknown {
    this.calls.push({ name: call, input });
    const error = this.errors[call]?.shift();
    if (error) { throw error; }
    return this.commands[call](input);
  }

  private run({ clientToken, startedBy, group }: Input): unknown {
    const token = String(clientToken);
    const { failures, failingCalls = Infinity } = this.behaviour;
    if (this.behaviour.isMute) { return {}; }
    if (failures && this.inputs('RunTask').length <= failingCalls) { this.failedTokens.add(token); }
    if (failures && this.failedTokens.has(token)) { return { tasks: [], failures }; }
    const { seconds, behaviour: { taskSeconds = 30 } } = this;
    const task: FakeTask = this.tokens.get(token) ?? {
      taskArn: `arn:aws-us-gov:ecs:us-gov-west-1:111122223333:task/shop/${this.tasks.length + 1}`,
      startedBy: String(startedBy),
      group: String(group),
      startedAt: seconds,
      stoppedAt: seconds + taskSeconds,
    };
    if (!this.tokens.has(token)) { this.tasks.push(task); }
    this.tokens.set(token, task);
    return { tasks: [{ taskArn: task.taskArn }], failures: [] };
  }

  private describe(arns: readonly string[]): unknown {
    const [from, to] = this.behaviour.missing ?? [Infinity, Infinity];
    const isKnown = ({ startedAt }: FakeTask) => this.seconds - startedAt < from || this.seconds - startedAt >= to;
    const found = this.tasks.filter(task => arns.includes(task.taskArn) && isKnown(task));
    return {
      tasks: found.map(task => this.hasStopped(task)
        ? { ...task, lastStatus: 'STOPPED', desiredStatus: 'STOPPED', ...endOf(task) ?? this.behaviour.ending ?? SUCCESS }
        : { ...task, lastStatus: 'RUNNING', desiredStatus: task.stopReason ? 'STOPPED' : 'RUNNING', containers: [{ name: 'task' }] }),
      failures: arns.filter(arn => !found.some(({ taskArn }) => taskArn === arn)).map(arn => ({ arn, reason: 'MISSING' })),
    };
  }

  private hasStopped({ stoppedAt = Infinity }: FakeTask): boolean { return this.seconds >= stoppedAt; }
}
