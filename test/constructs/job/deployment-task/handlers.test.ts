import fc from 'fast-check';
import { failing, FakeEcs, FakeTask, named, StackEvent, SUCCESS } from './fake-ecs';
import { deploy, PROPERTIES, startAgain } from './framework';
import { IS_COMPLETE_CODE } from '../../../../src/constructs/job/deployment-task/is-complete-code';
import { ON_EVENT_CODE } from '../../../../src/constructs/job/deployment-task/on-event-code';
import { CUSTOM_RESOURCE } from '../../../../src/facts/custom-resources';

const CREATE = { RequestType: 'Create' } as const;
const NEXT = { Request: JSON.stringify({ cluster: 'shop', taskDefinition: 'migrate:2', enableECSManagedTags: true }) };
const UPDATE = { RequestType: 'Update', PhysicalResourceId: 'first-request', RequestId: 'second-request', properties: NEXT } as const;
const DELETE = { RequestType: 'Delete', PhysicalResourceId: 'first-request', RequestId: 'third-request' } as const;
const event = (ResourceStatus: string, LogicalResourceId = 'ApiMigrateRun0A7E95D8'): StackEvent => ({ LogicalResourceId, ResourceStatus });
const TASK = 'arn:aws-us-gov:ecs:us-gov-west-1:111122223333:task/shop/1';

/** The task of the same resource that an earlier request started, and that still runs. */
async function withEarlierTask(behaviour: ConstructorParameters<typeof FakeEcs>[0] = {}): Promise<FakeEcs> {
  const ecs = new FakeEcs({ taskSeconds: 5000, ...behaviour });
  await startAgain(ecs, { ...CREATE, RequestId: 'first-request' });
  ecs.calls.length = 0;
  return ecs;
}

test('the code of each function fits into a template', () => {
  expect([ON_EVENT_CODE.length, IS_COMPLETE_CODE.length].filter(length => length > 4096)).toEqual([]);
});

describe('a task that exits with 0', () => {
  test('completes the creation, with the request in the client token', async () => {
    const ecs = new FakeEcs();
    expect(await deploy(ecs, { ...CREATE, RequestId: 'one' })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'one' });
    expect(ecs.inputs('RunTask')).toEqual([
      { cluster: 'shop', taskDefinition: 'migrate:1', enableECSManagedTags: true, clientToken: 'one.1', group: 'one', startedBy: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
  });

  test('is not complete before it has stopped', async () => {
    const ecs = new FakeEcs({ taskSeconds: 600 });
    expect((await deploy(ecs, CREATE)).Status).toBe('SUCCESS');
    expect(ecs.seconds).toBeGreaterThanOrEqual(1600);
  });

  test('reads no log', async () => {
    const ecs = new FakeEcs({ log: ['done'] });
    await deploy(ecs, CREATE);
    expect(ecs.inputs('GetLogEvents')).toEqual([]);
  });

  test('keeps its physical id in an update, so that CloudFormation deletes nothing', async () => {
    expect(await deploy(new FakeEcs(), UPDATE)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'first-request' });
  });

  test('is not started twice if the call is repeated', async () => {
    const ecs = new FakeEcs({ taskSeconds: 300 });
    const answers = [await startAgain(ecs, CREATE), await startAgain(ecs, CREATE)];
    expect([answers[0], ecs.tasks.length, ecs.inputs('StopTask')]).toEqual([answers[1], 1, []]);
  });

  test('is not started twice if the repeated call comes after attempts without capacity', async () => {
    const ecs = new FakeEcs({ taskSeconds: 300, failures: [{ reason: 'RESOURCE:CPU' }], failingCalls: 2 });
    const answers = [await startAgain(ecs, CREATE), await startAgain(ecs, CREATE)];
    const tasks = answers.map(answer => JSON.parse((answer as { Payload: string }).Payload).TaskArn);
    expect([tasks, ecs.tasks.length]).toEqual([[TASK, TASK], 1]);
  });
});

describe('a task that fails', () => {
  test.each([
    ['with an exit code', failing(1), 'EssentialContainerExited, Essential container in task exited; container task has exit code 1'],
    ['because its image cannot be pulled', failing(undefined, { stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: not found' }),
      'TaskFailedToStart, CannotPullContainerError: not found; container task has no exit code'],
    ['because memory is exhausted', failing(137, {}, 'OutOfMemoryError: Container killed'), 'container task has exit code 137 (OutOfMemoryError: Container killed)'],
    ['because Spot capacity is reclaimed', failing(143, { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' }), 'SpotInterruption, Your Spot Task was interrupted.'],
    ['because Spot capacity is reclaimed, and the container exits with 0 after SIGTERM', failing(0, { stopCode: 'SpotInterruption' }), 'failed: SpotInterruption, '],
    ['because a user stops the task, and the container exits with 0 after SIGTERM', failing(0, { stopCode: 'UserInitiated', stoppedReason: 'by hand' }), 'failed: UserInitiated, by hand; container task has exit code 0'],
    ['because its instance is shut down, and the container exits with 0 after SIGTERM', failing(0, { stopCode: 'TerminationNotice' }), 'failed: TerminationNotice'],
    ['because it is not known why the task has stopped', failing(0, { stopCode: undefined }), 'container task has exit code 0'],
    ['because a task has no containers', { ...SUCCESS, containers: [] }, 'failed: EssentialContainerExited'],
  ])('fails the deployment %s', async (_, ending, reason) => {
    const answer = await deploy(new FakeEcs({ ending }), CREATE);
    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toContain(`The task ${TASK} failed: `);
    expect(answer.Reason).toContain(reason);
  });

  test('shows the end of the log once, without a stack', async () => {
    const log = Array.from({ length: 30 }, (_, line) => `line ${line + 1}\n`);
    const { Reason } = await deploy(new FakeEcs({ ending: failing(1), log }), CREATE);
    expect(Reason.split('\n').slice(1)).toEqual([
      'The end of the log:', ...Array.from({ length: 10 }, (_, line) => `line ${line + 21}`), '', 'Logs: /aws/lambda/IsComplete', '',
    ]);
  });

  test('reads the log stream of the main container', async () => {
    const ecs = new FakeEcs({ ending: failing(1), log: ['x'] });
    await deploy(ecs, CREATE);
    expect(ecs.inputs('GetLogEvents')).toEqual([{ logGroupName: 'migrations', logStreamName: 'Migrate/task/1', limit: 10, startFromHead: false }]);
  });

  test('waits for a log that arrives late, and does without it', async () => {
    const ecs = new FakeEcs({ ending: failing(1) });
    expect((await deploy(ecs, CREATE)).Reason).not.toContain('log:');
    expect(ecs.inputs('GetLogEvents')).toHaveLength(3);
  });

  test('shows no log if it is switched off', async () => {
    const ecs = new FakeEcs({ ending: failing(1), log: ['secret'] });
    const { Reason } = await deploy(ecs, { ...CREATE, properties: { Log: undefined } });
    expect([Reason.includes('secret'), ecs.inputs('GetLogEvents')]).toEqual([false, []]);
  });

  test.each([
    ['AccessDeniedException', 'The end of the log:\nit cannot be read: AccessDeniedException'],
    ['ResourceNotFoundException', 'container task has exit code 1\n\nLogs'],
  ])('keeps the reason if the log cannot be read: %s', async (name, text) => {
    const { Reason } = await deploy(new FakeEcs({ ending: failing(1), errors: { GetLogEvents: [named(name)] } }), CREATE);
    expect(Reason).toContain('container task has exit code 1');
    expect(Reason).toContain(text);
  });
});

describe('several containers', () => {
  const essential = { Essential: ['task', 'proxy'] };
  const ending = (proxy: number | undefined, task = 0) => ({ ...SUCCESS, containers: [{ name: 'proxy', exitCode: proxy }, { name: 'task', exitCode: task }] });

  test.each([
    ['a container that is not essential fails', ending(1), {}, 'SUCCESS'],
    ['ECS stops an essential container with SIGTERM', ending(143), essential, 'SUCCESS'],
    ['ECS stops an essential container with SIGKILL', ending(137), essential, 'SUCCESS'],
    ['an essential container never starts', ending(undefined), essential, 'SUCCESS'],
    ['an essential container fails, and the main one exits with 0 when it is stopped', ending(1), essential, 'FAILED'],
    ['the main container fails', ending(0, 2), essential, 'FAILED'],
    ['an essential container exits with 0, perhaps before the main one', ending(0), essential, 'FAILED'],
    ['a container that is not essential exits with 0', ending(0), {}, 'SUCCESS'],
    ['ECS stops the main container', ending(143, 143), essential, 'FAILED'],
  ])('when %s', async (_, end, properties, status) => {
    expect((await deploy(new FakeEcs({ ending: end }), { ...CREATE, properties })).Status).toBe(status);
  });

  test('fails when another essential container has too little memory, and the main one exits with 0 when it is stopped', async () => {
    const containers = [{ name: 'proxy', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }, { name: 'task', exitCode: 0 }];
    expect((await deploy(new FakeEcs({ ending: { ...SUCCESS, containers } }), { ...CREATE, properties: essential })).Reason).toContain('container proxy has exit code 137 (OutOf');
  });

  test('the reason names the failed container first', async () => {
    const { Reason } = await deploy(new FakeEcs({ ending: ending(143, 2) }), { ...CREATE, properties: essential });
    expect(Reason).toContain('exited; container task has exit code 2; container proxy has exit code 143');
  });
});

describe('the timeout', () => {
  test('stops the task, and the reason contains it with the end of the log', async () => {
    const ecs = new FakeEcs({ taskSeconds: 5000, log: ['waiting for a lock'] });
    const { Status, Reason } = await deploy(ecs, CREATE);
    expect([Status, ecs.inputs('StopTask')]).toEqual(['FAILED', [{ cluster: 'shop', task: TASK, reason: 'The deployment task has not ended within 900 seconds' }]]);
    expect(Reason).toContain('UserInitiated, The deployment task has not ended within 900 seconds; container task has exit code 0\nThe end of the log:\nwaiting for a lock');
  });

  test('fails the deployment only after the task has stopped, so that the next task does not run beside it', async () => {
    const ecs = new FakeEcs({ taskSeconds: 5000, stopSeconds: 120 });
    await deploy(ecs, CREATE);
    expect(ecs.seconds).toBeGreaterThanOrEqual(ecs.tasks[0].stoppedAt!);
  });

  test('fails the deployment also if the task does not stop', async () => {
    const ecs = new FakeEcs({ taskSeconds: 5000, stopSeconds: 1000 });
    expect((await deploy(ecs, CREATE)).Reason).toContain(`The deployment task has not ended within 900 seconds: ${TASK} is stopping (status RUNNING)`);
  });

  test('comes before CloudFormation gives up', async () => {
    const ecs = await withEarlierTask({ taskSeconds: 9000, stopSeconds: 175 });
    const before = ecs.seconds;
    await deploy(ecs, { ...UPDATE, properties: { ...NEXT, Timeout: '3240' } });
    expect([ecs.tasks.length, ecs.seconds - before < 3600]).toEqual([2, true]);
  });

  test('is an error also if the task cannot be stopped', async () => {
    const errors = { StopTask: Array.from({ length: 20 }, () => named('ServerException')) };
    expect((await deploy(new FakeEcs({ taskSeconds: 5000, errors }), CREATE)).Reason).toContain('cannot be stopped: ServerException');
  });

  test('stops the task with a second call if the first one fails', async () => {
    const ecs = new FakeEcs({ taskSeconds: 5000, errors: { StopTask: [named('ServerException')] } });
    expect((await deploy(ecs, CREATE)).Reason).toContain('UserInitiated, The deployment task has not ended');
  });

  test('does not fail a task that ended in time', async () => {
    expect((await deploy(new FakeEcs({ taskSeconds: 895 }), CREATE)).Status).toBe('SUCCESS');
  });
});

describe('a task that cannot be started', () => {
  test('fails at once, with the reason, if no later attempt can succeed', async () => {
    const ecs = new FakeEcs({ failures: [{ arn: 'arn:instance', reason: 'ATTRIBUTE', detail: 'gpu' }] });
    const { Status, Reason } = await deploy(ecs, CREATE);
    expect([Status, ecs.inputs('RunTask').length]).toEqual(['FAILED', 1]);
    expect(Reason).toContain('The task cannot be started: Error: ATTRIBUTE, gpu, arn:instance');
  });

  test.each([
    ['RESOURCE:MEMORY'], ['AGENT'], ['Capacity is unavailable at this time. Please try again later or in a different availability zone'],
  ])('is tried again without capacity, each time with another token: %s', async reason => {
    const ecs = new FakeEcs({ failures: [{ reason: 'ATTRIBUTE' }, { reason }], failingCalls: 3 });
    expect((await deploy(ecs, { ...CREATE, RequestId: 'one' })).Status).toBe('SUCCESS');
    expect(ecs.inputs('RunTask').map(({ clientToken }) => clientToken)).toEqual(['one.1', 'one.2', 'one.3', 'one.4']);
    expect(ecs.inputs('StopTask')).toEqual([]);
  });

  test('fails if ECS gives no reason', async () => {
    expect((await deploy(new FakeEcs({ isMute: true }), CREATE)).Reason).toContain('The task cannot be started: Error: ECS gives no reason');
  });

  test('fails without capacity for four minutes, with the reason', async () => {
    const ecs = new FakeEcs({ failures: [{ arn: 'arn:instance', reason: 'RESOURCE:MEMORY', detail: 'too little' }] });
    const { Reason } = await deploy(ecs, CREATE);
    expect(Reason).toContain('The task cannot be started: Error: RESOURCE:MEMORY, too little, arn:instance');
    expect(ecs.seconds - 1000).toBeGreaterThanOrEqual(240);
    expect(ecs.seconds - 1000).toBeLessThan(300);
  });

  test('is tried again within the timeout of the task only', async () => {
    const ecs = new FakeEcs({ failures: [{ reason: 'RESOURCE:MEMORY' }] });
    await deploy(ecs, { ...CREATE, properties: { Timeout: '60' } });
    expect(ecs.seconds - 1000).toBeLessThan(120);
  });

  test('has the rest of its timeout when it has started late', async () => {
    const ecs = new FakeEcs({ failures: [{ reason: 'RESOURCE:MEMORY' }], failingCalls: 10, taskSeconds: 5000 });
    expect((await deploy(ecs, CREATE)).Reason).toContain('has not ended within 900 seconds');
    expect(ecs.tasks[0].stoppedAt! - 1000).toBeLessThan(950);
  });

  test.each([
    ['AccessDeniedException', 'not authorized to perform ecs:RunTask'],
    ['ClientException', 'ECS was unable to assume the role'],
    ['ThrottlingException', 'not now'],
    ['InvalidParameterException', 'Error retrieving subnet information: Rate exceeded'],
  ])('is tried again while permissions or capacity of the API are missing: %s', async (name, message) => {
    const ecs = new FakeEcs({ errors: { RunTask: [named(name, message), named(name, message)] } });
    expect((await deploy(ecs, CREATE)).Status).toBe('SUCCESS');
    expect(ecs.tasks).toHaveLength(1);
  });

  test('fails if permissions are missing for longer', async () => {
    const ecs = new FakeEcs({ errors: { RunTask: Array.from({ length: 50 }, () => named('AccessDeniedException', 'not authorized')) } });
    expect((await deploy(ecs, CREATE)).Reason).toContain('AccessDeniedException: not authorized');
    expect(ecs.seconds - 1000).toBeLessThan(120);
  });

  test('fails at once because of another error', async () => {
    const ecs = new FakeEcs({ errors: { RunTask: [named('InvalidParameterException', 'No subnets')] } });
    expect((await deploy(ecs, CREATE)).Reason).toContain('InvalidParameterException: No subnets');
    expect(ecs.seconds).toBe(1000);
  });
});

describe('answers of ECS that are late or lost', () => {
  test('a task that ECS does not know yet is not lost', async () => {
    expect((await deploy(new FakeEcs({ missing: [0, 60], taskSeconds: 200 }), CREATE)).Status).toBe('SUCCESS');
  });

  test('a task that ECS no longer knows fails the deployment', async () => {
    const { Status, Reason } = await deploy(new FakeEcs({ missing: [200, Infinity], taskSeconds: 5000 }), CREATE);
    expect([Status, Reason.includes(`ECS no longer has the task ${TASK}`)]).toEqual(['FAILED', true]);
  });

  test.each(['ThrottlingException', 'ServerException', 'AccessDeniedException'])('%s of DescribeTasks at the start is tried again', async name => {
    expect((await deploy(new FakeEcs({ errors: { DescribeTasks: [named(name), named(name)] } }), CREATE)).Status).toBe('SUCCESS');
  });

  test('throttling is tried again until the timeout, which then stops the task', async () => {
    const ecs = new FakeEcs({ taskSeconds: 5000, errors: { DescribeTasks: Array.from({ length: 500 }, () => named('ThrottlingException')) } });
    expect((await deploy(ecs, CREATE)).Reason).toContain('is stopping (status ThrottlingException)');
    expect(ecs.tasks[0].stopReason).toBeDefined();
  });

  test('a refusal fails the deployment once permissions must exist', async () => {
    const ecs = new FakeEcs({ taskSeconds: 5000, errors: { DescribeTasks: Array.from({ length: 500 }, () => named('AccessDeniedException', 'no')) } });
    expect((await deploy(ecs, CREATE)).Reason).toContain(`The task ${TASK} cannot be described: AccessDeniedException: no`);
  });
});

describe('an update', () => {
  test('with another definition runs the task', async () => {
    const ecs = new FakeEcs();
    await deploy(ecs, UPDATE);
    expect(ecs.inputs('RunTask')).toMatchObject([{ taskDefinition: 'migrate:2' }]);
  });

  test('with other triggers runs the task', async () => {
    const ecs = new FakeEcs();
    await deploy(ecs, { ...UPDATE, properties: { Triggers: ['b'] }, old: { Triggers: ['a'] } });
    expect(ecs.changes).toEqual(['RunTask']);
  });

  test.each([
    ['timeout', { Timeout: '60' }], ['number of log lines', { Log: undefined }], ['name in a list', { Essential: ['task', 'proxy'] }],
  ])('with another %s starts nothing', async (_, properties) => {
    const ecs = new FakeEcs({ events: [[event('UPDATE_IN_PROGRESS'), event('UPDATE_COMPLETE'), event('UPDATE_FAILED')]] });
    expect((await deploy(ecs, { ...UPDATE, properties })).Status).toBe('SUCCESS');
    expect([ecs.changes, ecs.inputs('DescribeStacks')]).toEqual([[], []]);
  });

  test.each<[string, string, readonly (readonly StackEvent[])[], readonly string[]]>([
    ['has failed', 'runs the task', [[event('UPDATE_IN_PROGRESS'), event('UPDATE_FAILED')]], ['RunTask']],
    ['has failed, on a later page of the events', 'runs the task', [[event('UPDATE_COMPLETE', 'Api')], [event('CREATE_FAILED')]], ['RunTask']],
    ['has succeeded, and another resource has failed', 'starts nothing', [[event('UPDATE_FAILED', 'Api'), event('UPDATE_COMPLETE'), event('UPDATE_FAILED')]], []],
    ['is too long ago', 'starts nothing', [[event('UPDATE_FAILED', 'Api')], []], []],
  ])('whose last attempt %s without a rollback %s, also if CloudFormation sends the same properties as old ones', async (_, __, events, changes) => {
    const ecs = new FakeEcs({ events });
    expect((await deploy(ecs, { ...UPDATE, old: NEXT })).Status).toBe('SUCCESS');
    expect(ecs.changes).toEqual(changes);
  });

  test('fails if the task fails', async () => {
    expect(await deploy(new FakeEcs({ ending: failing(1) }), UPDATE)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'first-request' });
  });

  test('first stops the task of a cancelled update, and waits until it has stopped', async () => {
    const ecs = await withEarlierTask({ stopSeconds: 90 });
    const before = ecs.seconds;
    await deploy(ecs, { ...UPDATE, properties: { ...NEXT, Timeout: '60' } });
    expect(ecs.changes.slice(0, 2)).toEqual(['StopTask', 'RunTask']);
    expect(ecs.tasks[1].startedAt - before).toBeGreaterThanOrEqual(90);
  });

  test('fails if the earlier task does not stop, without starting another one', async () => {
    const ecs = await withEarlierTask({ stopSeconds: 1000 });
    expect((await deploy(ecs, UPDATE)).Reason).toContain(`the earlier task ${TASK} does not stop`);
    expect(ecs.tasks).toHaveLength(1);
  });

  test('leaves the tasks of other resources alone', async () => {
    const others: FakeTask[] = [{ taskArn: 'other', startedBy: 'ecs-svc/1', startedAt: 0 }];
    const ecs = new FakeEcs({ running: others });
    await deploy(ecs, UPDATE);
    expect(ecs.changes).toEqual(['RunTask']);
  });
});

describe('a rollback, which is an update with the old definition', () => {
  const ROLLBACK = { ...UPDATE, properties: PROPERTIES, old: NEXT };
  const stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';

  test('starts nothing, so that a task that failed cannot fail it', async () => {
    const ecs = new FakeEcs({ stackStatus, ending: failing(1) });
    expect(await deploy(ecs, ROLLBACK)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'first-request' });
    expect(ecs.changes).toEqual([]);
  });

  test('starts nothing if the last attempt has failed, and the properties are the same', async () => {
    const ecs = new FakeEcs({ stackStatus, events: [[event('UPDATE_FAILED')]] });
    expect((await deploy(ecs, { ...ROLLBACK, old: PROPERTIES })).Status).toBe('SUCCESS');
    expect(ecs.changes).toEqual([]);
  });

  test.each<[string, object]>([
    ['does not stop in time', { stopSeconds: 1000 }],
    ['cannot be stopped', { errors: { StopTask: [named('InvalidParameterException')] } }],
  ])('succeeds if the task of the cancelled update %s, because the stack would need repair by hand', async (_, behaviour) => {
    const ecs = await withEarlierTask({ stackStatus, ...behaviour });
    expect((await deploy(ecs, ROLLBACK)).Status).toBe('SUCCESS');
    expect(ecs.tasks).toHaveLength(1);
  });

  test('fails with runOnRollback if the task of the cancelled update does not stop, because two tasks would run', async () => {
    const ecs = await withEarlierTask({ stackStatus, stopSeconds: 1000 });
    expect((await deploy(ecs, { ...ROLLBACK, properties: { ...PROPERTIES, RunOnRollback: 'true' } })).Status).toBe('FAILED');
    expect(ecs.tasks).toHaveLength(1);
  });

  test('stops the task of the update that was cancelled', async () => {
    const ecs = await withEarlierTask({ stackStatus });
    expect((await deploy(ecs, ROLLBACK)).Status).toBe('SUCCESS');
    expect(ecs.changes).toEqual(['StopTask']);
  });

  test('runs the old definition with runOnRollback', async () => {
    const ecs = new FakeEcs({ stackStatus });
    await deploy(ecs, { ...ROLLBACK, properties: { ...PROPERTIES, RunOnRollback: 'true' } });
    expect(ecs.inputs('RunTask')).toMatchObject([{ taskDefinition: 'migrate:1' }]);
  });

  test('fails if the status of the stack is unknown, because a skipped task would go unnoticed', async () => {
    const ecs = new FakeEcs({ errors: { DescribeStacks: [named('ValidationError', 'no stack')] } });
    expect((await deploy(ecs, ROLLBACK)).Reason).toContain('ValidationError: no stack');
    expect(ecs.changes).toEqual([]);
  });

  test('asks for the status of the stack of the request', async () => {
    const ecs = new FakeEcs({ stackStatus });
    await deploy(ecs, { ...ROLLBACK, StackId: 'arn:stack' });
    expect(ecs.inputs('DescribeStacks')).toEqual([{ StackName: 'arn:stack' }]);
  });
});

describe('a deletion', () => {
  test('starts nothing', async () => {
    const ecs = new FakeEcs();
    expect(await deploy(ecs, DELETE)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'first-request' });
    expect(ecs.changes).toEqual([]);
  });

  test('stops a task that still runs, and waits, because the cluster and the network are deleted next', async () => {
    const ecs = await withEarlierTask({ stopSeconds: 60 });
    const before = ecs.seconds;
    expect((await deploy(ecs, DELETE)).Status).toBe('SUCCESS');
    expect([ecs.changes, ecs.seconds - before >= 60]).toEqual([['StopTask'], true]);
  });

  test('succeeds without the cluster', async () => {
    expect((await deploy(new FakeEcs({ errors: { ListTasks: [named('ClusterNotFoundException')] } }), DELETE)).Status).toBe('SUCCESS');
  });

  test('succeeds if the task takes longer to stop', async () => {
    const ecs = await withEarlierTask({ stopSeconds: 1000 });
    expect((await deploy(ecs, DELETE)).Status).toBe('SUCCESS');
    expect(ecs.changes).toEqual(['StopTask']);
  });

  test('reports a task that cannot be stopped', async () => {
    const ecs = await withEarlierTask({ errors: { StopTask: [named('InvalidParameterException', 'no')] } });
    expect((await deploy(ecs, DELETE)).Reason).toContain('The task cannot be stopped: InvalidParameterException: no');
  });

  test('after a creation that started nothing, calls no function', async () => {
    const failed = await deploy(new FakeEcs({ failures: [{ reason: 'MISSING' }] }), CREATE);
    const ecs = new FakeEcs();
    await deploy(ecs, { ...DELETE, PhysicalResourceId: failed.PhysicalResourceId });
    expect(ecs.calls).toEqual([]);
  });
});

describe('the size of an answer', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 4000 }), fc.string({ unit: fc.constantFrom('a', 'é', '漢', '🚢', '\u0001', '"', '\n', '\ud83d', '\udea2'), maxLength: 4000, size: 'max' }));
  // the longest ids that CloudFormation has
  const ids = { LogicalResourceId: 'L'.repeat(255), StackId: `arn:aws-us-gov:cloudformation:us-gov-west-1:111122223333:stack/${'s'.repeat(128)}/${'0'.repeat(36)}` };

  test('is at most what CloudFormation accepts, and has no half characters', async () => {
    await fc.assert(fc.asyncProperty(text, fc.array(text, { maxLength: 50 }), fc.boolean(), async (reason, log, isStarted) => {
      const behaviour = isStarted ? { ending: failing(1, { stoppedReason: reason }, reason), log } : { failures: [{ reason }] };
      const answer = await deploy(new FakeEcs(behaviour), { ...CREATE, ...ids });
      expect(answer.Status).toBe('FAILED');
      expect(answer.bytes).toBeLessThanOrEqual(CUSTOM_RESOURCE.responseBytes);
      expect(Buffer.from(answer.Reason).toString()).toBe(answer.Reason);
    }), { numRuns: 150 });
  });

  test('leaves the end of a long log', async () => {
    const { Reason } = await deploy(new FakeEcs({ ending: failing(1), log: [`${'漢🚢'.repeat(3000)}the reason`] }), CREATE);
    expect(Reason).toContain('the reason\n\nLogs');
    expect(Reason).toContain('exit code 1\nThe end of the log:\n');
  });
});
