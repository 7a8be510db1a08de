import { Duration } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Capacity, JobExecution, JobOverlap, ScheduledJobProps, WorkflowExecutionOptions } from '../../../../src';
import { jobTemplate } from '../../../support/scheduled-job';
import { Definition, definitionIn, Ending, execute, Handlers, problemsOf, serviceError } from '../../../support/state-machine';

type Json = Readonly<Record<string, unknown>>;

const OWN = 'arn:aws:states:eu-west-1:111122223333:execution:job:own';
const OTHER = 'arn:aws:states:eu-west-1:111122223333:execution:job:older';
const TASK = 'arn:aws:ecs:eu-west-1:111122223333:task/main/0123';

function definitionOf(options: WorkflowExecutionOptions = {}, props: Partial<ScheduledJobProps> = {}): Definition {
  return definitionIn(jobTemplate(stack => ({ failureTopic: new sns.Topic(stack, 'Failures'), ...props, execution: JobExecution.workflow(options) })));
}

const spotFirst = (options: WorkflowExecutionOptions = {}) =>
  definitionOf({ fallbackCapacity: Capacity.fargate(), ...options }, { capacity: Capacity.fargateSpot() });

const DEFAULT = definitionOf();
const SPOT = spotFirst();
const ALLOWED = definitionOf({ overlap: JobOverlap.ALLOW });

/** The description of a task as Step Functions writes it into the cause of an error. */
function stopped(stopCode: string, stoppedReason: string, ...containers: readonly Json[]): Error {
  return serviceError('States.TaskFailed', { Containers: containers, LastStatus: 'STOPPED', StopCode: stopCode, StoppedReason: stoppedReason, TaskArn: TASK });
}

const exited = () => stopped('EssentialContainerExited', 'Essential container in task exited', { Name: 'task', ExitCode: 3 }, { Name: 'proxy', ExitCode: 0 });
const interrupted = () => stopped('SpotInterruption', 'Your Spot Task was interrupted.', { Name: 'task', ExitCode: 137 });
const notPlaced = () => serviceError('AmazonECS.Unknown', { Failures: [{ Reason: 'Capacity is unavailable at this time.' }], Tasks: [] });
const noFargate = () => serviceError('ECS.AmazonECSException', 'Capacity is unavailable at this time.');
const throttled = () => serviceError('ECS.InvalidParameterException', 'Rate exceeded');
const denied = () => serviceError('ECS.AccessDeniedException', 'User is not authorized to perform: ecs:RunTask');
const timeout = () => serviceError('States.Timeout', '');

interface Run {
  readonly ending: Ending;
  /** The states that called a service, in order. */
  readonly calls: readonly string[];
  readonly parameters: Readonly<Record<string, readonly Json[]>>;
}

/** Runs a job whose attempts end with these errors, one after the other, and then succeed. */
async function run(definition: Definition, errors: readonly (() => Error)[] = [], others: Handlers = {}, input: Json = {}): Promise<Run> {
  const calls: string[] = [];
  const parameters: Record<string, Json[]> = {};
  const remaining = [...errors];
  const attempt = () => {
    const error = remaining.shift();
    if (error) { throw error(); }
    return { Containers: [{ Name: 'task', ExitCode: 0 }] };
  };
  const handlers: Handlers = {
    RunTask: attempt,
    RunOnFallback: attempt,
    RetryOnFallback: attempt,
    ListRuns: () => ({ Executions: [{ ExecutionArn: OWN }] }),
    FindTasks: () => ({ TaskArns: [TASK] }),
    StopTask: () => ({}),
    FindStarted: () => ({ TaskArns: [TASK] }),
    StopStarted: () => ({}),
    ReportFailure: () => ({ MessageId: '1' }),
    ...others,
  };
  const recorded = Object.entries(handlers).map(([name, handler]) => [name, (given: Json) => {
    calls.push(name);
    (parameters[name] ??= []).push(given);
    return handler(given);
  }] as const);
  const ending = await execute(definition, input, Object.fromEntries(recorded), { StateMachine: { Id: 'arn:aws:states:eu-west-1:111122223333:stateMachine:job' } });
  return { ending, calls, parameters };
}

const attempts = ({ calls }: Run) => calls.filter(each => /^(RunTask|RunOnFallback|RetryOnFallback)$/.test(each));

describe.each([
  ['the default', DEFAULT], ['Spot first', SPOT], ['overlap', ALLOWED],
  ['no retries', definitionOf({ retryAttempts: 0 })], ['Spot first without retries', spotFirst({ retryAttempts: 0 })],
  ['Spot first with one retry', spotFirst({ retryAttempts: 1 })], ['no topic', definitionOf({}, { failureTopic: undefined })],
])('the definition with %s', (_, definition) => {
  test('follows the schema of the Amazon States Language', () => { expect(problemsOf(definition)).toEqual([]); });

  test('succeeds when the task succeeds', async () => {
    const result = await run(definition);
    expect(result.ending.status).toBe('SUCCEEDED');
    expect(attempts(result)).toEqual(['RunTask']);
  });
});

describe('a task that fails', () => {
  test('is run again, and the run succeeds', async () => {
    const result = await run(DEFAULT, [exited, exited]);
    expect(result.ending.status).toBe('SUCCEEDED');
    expect(attempts(result)).toHaveLength(3);
    expect(result.calls).not.toContain('ReportFailure');
  });

  test('fails the run after the last retry, with reason, container and exit code', async () => {
    const result = await run(DEFAULT, [exited, exited, exited]);
    expect(attempts(result)).toHaveLength(3);
    expect(result.ending).toMatchObject({
      status: 'FAILED',
      error: 'States.TaskFailed',
      cause: `Essential container in task exited; containers ["task: exit code 3","proxy: exit code 0"]; task ${TASK}`,
    });
  });

  test('is not run again with retryAttempts 0', async () => {
    expect(attempts(await run(definitionOf({ retryAttempts: 0 }), [exited]))).toHaveLength(1);
  });

  test('that never started is explained by the reason of its container', async () => {
    const noImage = () => stopped('TaskFailedToStart', 'Task failed to start', { Name: 'task', Reason: 'CannotPullContainerError: not found' }, { Name: 'proxy' });
    const { ending } = await run(definitionOf({ retryAttempts: 0 }), [noImage]);
    expect(ending.cause).toBe(`Task failed to start; containers ["task: CannotPullContainerError: not found","proxy: no exit code"]; task ${TASK}`);
  });

  test('is explained by exit code and reason', async () => {
    const noMemory = () => stopped('EssentialContainerExited', 'OutOfMemoryError: killed', { Name: 'task', ExitCode: 137, Reason: 'OutOfMemoryError' });
    const { ending } = await run(definitionOf({ retryAttempts: 0 }), [noMemory]);
    expect(ending.cause).toContain('["task: exit code 137, OutOfMemoryError"]');
  });

  test.each<readonly [string, unknown, string]>([
    ['braces without JSON', '{not json}', '{not json}'],
    ['braces of a text', '{} is wrong: {a}', '{} is wrong: {a}'],
    ['a JSON object of another kind', { Message: 'odd' }, '{"Message":"odd"}'],
    ['no containers', { StoppedReason: 'stopped', TaskArn: TASK }, `stopped; task ${TASK}`],
    ['containers null', { Containers: null, StoppedReason: 'stopped', TaskArn: TASK }, `stopped; task ${TASK}`],
    ['an empty list of containers', { Containers: [], StoppedReason: 'stopped', TaskArn: TASK }, `stopped; task ${TASK}`],
    ['a container without a name', { Containers: [{ ExitCode: 1 }], StoppedReason: 'stopped', TaskArn: TASK }, `stopped; containers ["a container without a name"]; task ${TASK}`],
    ['an exit code null', { Containers: [{ Name: 'a', ExitCode: null, Reason: null }], StoppedReason: 'stopped', TaskArn: TASK }, `stopped; containers ["a: no exit code"]; task ${TASK}`],
    ['a reason null', { Containers: [], StoppedReason: null, TaskArn: TASK }, `{"Containers":[],"StoppedReason":null,"TaskArn":"${TASK}"}`],
    ['failures', { Failures: [{ Arn: 'arn', Reason: 'RESOURCE:MEMORY' }], Tasks: [] }, 'ECS started no task: RESOURCE:MEMORY'],
    ['failures null', { Failures: null }, '{"Failures":null}'],
    ['an empty text', '', ''],
  ])('is reported and fails the run with a reason when the cause has %s', async (_, cause, expected) => {
    const { ending, parameters: { ReportFailure: [message] } } = await run(definitionOf({ retryAttempts: 0 }), [() => serviceError('States.TaskFailed', cause)]);
    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed', cause: expected });
    expect(message).toMatchObject({ Message: { reason: expected } });
  });

  test('sends a message with job, reason and links before the run fails', async () => {
    const { parameters: { ReportFailure: [message] } } = await run(DEFAULT, [exited, exited, exited]);
    expect(message).toMatchObject({
      Subject: 'Job failed: Stack/Job',
      Message: {
        job: 'Stack/Job',
        error: 'States.TaskFailed',
        reason: expect.stringContaining('task: exit code 3') as unknown,
        execution: OWN,
        executionUrl: `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${OWN}`,
        logsUrl: expect.stringContaining('#logsV2:log-groups/log-group/') as unknown,
      },
    });
  });

  test('fails the run with the same reason if the message cannot be sent', async () => {
    const topic = { ReportFailure: () => { throw serviceError('SNS.AuthorizationErrorException', 'not allowed'); } };
    const { ending } = await run(DEFAULT, [exited, exited, exited], topic);
    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
  });

  test('fails the run without a topic', async () => {
    const result = await run(definitionOf({}, { failureTopic: undefined }), [exited, exited, exited]);
    expect(result.ending).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(result.calls).not.toContain('ReportFailure');
  });
});

describe('RunTask', () => {
  test('is repeated when it finds no capacity, beside the retries of the task', async () => {
    const result = await run(definitionOf({ retryAttempts: 0 }), [notPlaced, notPlaced]);
    expect(result.ending.status).toBe('SUCCEEDED');
    expect(attempts(result)).toHaveLength(3);
  });

  test('that finds no capacity at all fails the run with the answer of ECS', async () => {
    const { ending } = await run(definitionOf({ retryAttempts: 0 }), Array.from({ length: 6 }, () => notPlaced));
    expect(ending).toEqual({ status: 'FAILED', error: 'AmazonECS.Unknown', cause: 'ECS started no task: Capacity is unavailable at this time.' });
  });

  test.each([
    'ECS.AmazonECSException', 'ECS.InvalidParameterException', 'ECS.ClientException', 'ECS.ThrottlingException', 'ECS.ServiceUnavailableException',
  ])('is repeated after %s, with which no task has started, also without retries', async error => {
    expect(attempts(await run(definitionOf({ retryAttempts: 0 }), [() => serviceError(error, 'Rate exceeded')]))).toHaveLength(2);
  });

  test.each(['ECS.ServerException', 'ECS.SdkClientException'])('counts as an attempt after %s, with which a task may have started', async error => {
    const failed = [() => serviceError(error, 'down')];
    expect(attempts(await run(DEFAULT, failed))).toHaveLength(2);
    const once = await run(definitionOf({ retryAttempts: 0 }), failed);
    expect(once.ending).toMatchObject({ status: 'FAILED', error });
    expect(once.calls).toEqual(['ListRuns', 'RunTask', 'FindStarted', 'StopStarted', 'ReportFailure']);
    expect(once.parameters.FindStarted[0]).toMatchObject({ StartedBy: 'own' });
  });

  test.each([
    ['the default', DEFAULT], ['Spot first', SPOT],
  ])('is not repeated without permission, with %s', async (_, definition) => {
    const result = await run(definition, [denied]);
    expect(attempts(result)).toHaveLength(1);
    expect(result.ending).toMatchObject({ status: 'FAILED', error: 'ECS.AccessDeniedException', cause: 'User is not authorized to perform: ecs:RunTask' });
  });

  test('gets the name of the execution, and no overrides by default', async () => {
    const { parameters: { RunTask: [request] } } = await run(DEFAULT);
    expect(request).toMatchObject({ StartedBy: 'own', Overrides: {} });
  });

  test('gets the overrides of a run that was started by hand', async () => {
    const Overrides = { ContainerOverrides: [{ Name: 'task', Command: ['backfill'] }] };
    const { parameters: { RunTask: [request] } } = await run(DEFAULT, [], {}, { Overrides });
    expect(request.Overrides).toEqual(Overrides);
  });
});

describe('a timeout', () => {
  test('stops the task of this execution, fails the run, and is not repeated', async () => {
    const result = await run(definitionOf({ timeout: Duration.minutes(90) }), [timeout]);
    expect(result.calls).toEqual(['ListRuns', 'RunTask', 'FindTasks', 'StopTask', 'ReportFailure']);
    expect(result.parameters.FindTasks[0]).toMatchObject({ StartedBy: 'own' });
    expect(result.parameters.StopTask[0]).toMatchObject({ Task: TASK, Reason: 'The task took longer than 1 hour 30 minutes' });
    expect(result.ending).toMatchObject({
      status: 'FAILED', error: 'TaskTimedOut', cause: 'The task took longer than 1 hour 30 minutes, and was stopped',
    });
  });

  test.each([
    ['empty', { TaskArns: [] }], ['null', { TaskArns: null }], ['missing', {}],
  ])('fails the run also if the task has stopped by itself, and the list of tasks is %s', async (_, found) => {
    const result = await run(DEFAULT, [timeout], { FindTasks: () => found });
    expect(result.ending).toMatchObject({ error: 'TaskTimedOut', cause: 'The task took longer than 1 day; no running task was found' });
    expect(result.calls).toContain('ReportFailure');
    expect(result.calls).not.toContain('StopTask');
  });

  test.each(['FindTasks', 'StopTask'])('repeats %s four times', async state => {
    let calls = 0;
    const flaky = () => { if (++calls < 5) { throw serviceError('ECS.ServerException', 'down'); } return { TaskArns: [TASK] }; };
    const { ending } = await run(DEFAULT, [timeout], { [state]: flaky });
    expect(calls).toBe(5);
    expect(ending.cause).toContain('and was stopped');
  });

  test.each(['FindTasks', 'StopTask'])('reports that the task still runs if %s fails', async state => {
    const { ending } = await run(DEFAULT, [timeout], { [state]: () => { throw serviceError('ECS.ServerException', 'down'); } });
    expect(ending).toMatchObject({ error: 'TaskTimedOut', cause: expect.stringContaining('could not be stopped') as unknown });
  });

  test.each([['RunOnFallback', [interrupted, timeout]], ['RetryOnFallback', [exited, timeout]]])('of %s stops the task too', async (state, errors) => {
    const result = await run(SPOT, errors);
    expect(attempts(result)).toEqual(['RunTask', state]);
    expect(result.calls).toContain('StopTask');
  });
});

describe('a run that starts while another one runs', () => {
  const older = { ListRuns: () => ({ Executions: [{ ExecutionArn: OWN }, { ExecutionArn: OTHER }] }) };

  test('is skipped, and succeeds', async () => {
    const result = await run(DEFAULT, [], older);
    expect(result.ending.status).toBe('SUCCEEDED');
    expect(result.calls).toEqual(['ListRuns']);
  });

  test('runs if it is the older one', async () => {
    const newer = { ListRuns: () => ({ Executions: [{ ExecutionArn: OTHER }, { ExecutionArn: OWN }] }) };
    expect(attempts(await run(DEFAULT, [], newer))).toEqual(['RunTask']);
  });

  test('runs if the list has no run yet', async () => {
    expect(attempts(await run(DEFAULT, [], { ListRuns: () => ({ Executions: [] }) }))).toEqual(['RunTask']);
  });

  test('runs with JobOverlap.ALLOW, which lists no runs', async () => {
    expect((await run(ALLOWED, [], older)).calls).toEqual(['RunTask']);
  });

  test('repeats the list eight times, because many jobs start at the top of the hour', async () => {
    let calls = 0;
    const flaky = () => { if (++calls < 9) { throw serviceError('Sfn.ThrottlingException', 'Rate exceeded'); } return { Executions: [] }; };
    expect((await run(DEFAULT, [], { ListRuns: flaky })).ending.status).toBe('SUCCEEDED');
    expect(calls).toBe(9);
  });

  test('fails with the reason if the runs cannot be listed', async () => {
    const { ending, calls } = await run(DEFAULT, [], { ListRuns: () => { throw serviceError('Sfn.AccessDeniedException', 'not authorized'); } });
    expect(ending).toMatchObject({ status: 'FAILED', error: 'Sfn.AccessDeniedException', cause: 'not authorized' });
    expect(calls).toContain('ReportFailure');
  });
});

describe('Spot first', () => {
  test.each([
    ['an interruption', interrupted], ['missing capacity', notPlaced], ['missing capacity of Fargate', noFargate], ['too many calls', throttled],
    ['too many tasks in the state PROVISIONING', () => serviceError('ECS.ClientException', 'limit on the number of tasks in the PROVISIONING state')],
    ['a text about lost capacity in another error', () => serviceError('ECS.BlockedException', 'Capacity is unavailable at this time.')],
    ['the end of the instance', () => stopped('TaskFailedToStart', 'Host EC2 (instance i-0123) terminated.')],
  ])('continues on demand after %s, and uses up no retry', async (_, lost) => {
    const result = await run(SPOT, [lost, exited, exited, exited]);
    expect(attempts(result)).toEqual(['RunTask', 'RunOnFallback', 'RunOnFallback', 'RunOnFallback']);
    expect(result.ending.status).toBe('FAILED');
  });

  test('continues on demand after an interruption even without retries', async () => {
    expect(attempts(await run(spotFirst({ retryAttempts: 0 }), [interrupted]))).toEqual(['RunTask', 'RunOnFallback']);
  });

  test('counts a failure of the task itself as an attempt', async () => {
    const result = await run(SPOT, [exited, exited, exited]);
    expect(attempts(result)).toEqual(['RunTask', 'RetryOnFallback', 'RetryOnFallback']);
    expect(result.ending.status).toBe('FAILED');
  });

  test('does not repeat a failure of the task itself without retries', async () => {
    expect(attempts(await run(spotFirst({ retryAttempts: 0 }), [exited]))).toEqual(['RunTask']);
  });

  test('uses the capacity providers of both', () => {
    const providers = ['RunTask', 'RunOnFallback', 'RetryOnFallback'].map(name => (SPOT.States[name].Parameters as Json).CapacityProviderStrategy);
    expect(providers).toEqual(['FARGATE_SPOT', 'FARGATE', 'FARGATE'].map(CapacityProvider => [{ CapacityProvider, Weight: 1 }]));
  });
});

test('further starts have pauses of 20 seconds to 5 minutes', () => {
  const { RunTask: { Retry } } = DEFAULT.States;
  expect(Retry).toContainEqual({
    ErrorEquals: expect.arrayContaining(['ECS.AmazonECSException', 'AmazonECS.Unknown']) as unknown,
    MaxAttempts: 5,
    IntervalSeconds: 20,
    BackoffRate: 2,
    MaxDelaySeconds: 300,
    JitterStrategy: 'FULL',
  });
});

test('retries have the interval, the back-off, a limit and a jitter', () => {
  const { RunTask: { Retry } } = definitionOf({ retryAttempts: 4, retryInterval: Duration.minutes(3), backoffRate: 1.5 }).States;
  expect(Retry).toContainEqual({
    ErrorEquals: ['States.TaskFailed'], MaxAttempts: 4, IntervalSeconds: 180, BackoffRate: 1.5, MaxDelaySeconds: 3600, JitterStrategy: 'FULL',
  });
});

test('the definition names the revision, because another app of the account can have a family of the same name', () => {
  const revisions = ['RunTask', 'RunOnFallback', 'RetryOnFallback'].map(name => (SPOT.States[name].Parameters as Json).TaskDefinition);
  expect(revisions).toEqual(Array(3).fill(expect.stringMatching(/^\$?\{?JobTaskDef[0-9A-F]{8}\}?$/)));
});
