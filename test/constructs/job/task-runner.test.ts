import { App, CfnOutput, Duration, PropertyInjectors, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ForEachDistributedOptions, Profile, RunTaskInputOptions, RunTaskStateOptions, SecretSource, TaskRunner, TaskSize, TaskStateMachineOptions } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { dependencyGraph } from '../../support/dependency-graph';
import { ALL_PACKS, nagFindings } from '../../support/nag';
import { makeRunner, regionalStack, runnerTemplate } from '../../support/standalone-task';
import { Definition, definitionIn, Ending, execute, Handlers, problemsOf, serviceError } from '../../support/state-machine';

const FAMILY = 'StackReportTaskDef08D5CE1C';

const functionIn = (stack: Stack): lambda.Function =>
  new lambda.Function(stack, 'Start', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//') });

/** The variable of the function with the input of RunTask, with references as text. */
function inputOf(template: Template, variable = 'RUN_TASK_INPUT'): Readonly<Record<string, unknown>> {
  const [{ Properties: { Environment: { Variables } } }] = Object.values(template.findResources('AWS::Lambda::Function'));
  const parts = Variables[variable]['Fn::Join'][1] as unknown[];
  const text = parts.map(part => typeof part === 'string' ? part : Object.values(part as object).flat().join('.')).join('');
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}

/** The statements of the only policy of a role, by action. */
function statementsOf(template: Template, role: string): Readonly<Record<string, unknown>> {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties: { Roles } }) => JSON.stringify(Roles).includes(role));
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as ReadonlyArray<{ readonly Action: unknown }>);
  return Object.fromEntries(statements.map(statement => [[statement.Action].flat().join(), statement]));
}

describe('a principal', () => {
  const ROLE = 'Caller';
  const granted = (grant: (runner: TaskRunner, role: iam.Role) => void): Readonly<Record<string, unknown>> =>
    statementsOf(runnerTemplate({}, (runner, stack) => {
      grant(runner, new iam.Role(stack, ROLE, { assumedBy: new iam.AccountRootPrincipal() }));
    }), ROLE);

  test('that may run the tasks may do nothing else', () => {
    const statements = granted((runner, role) => { runner.grantRun(role); });
    expect(Object.keys(statements)).toEqual(['ecs:RunTask', 'ecs:TagResource', 'iam:PassRole']);
    expect(statements).toEqual({
      'ecs:RunTask': {
        Action: 'ecs:RunTask',
        Effect: 'Allow',
        Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecs:eu-west-1:111122223333:task-definition/${FAMILY}:*`]] },
        Condition: { ArnEquals: { 'ecs:cluster': { 'Fn::GetAtt': ['ClusterEB0386A7', 'Arn'] } } },
      },
      'ecs:TagResource': expect.objectContaining({ Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } } }),
      'iam:PassRole': expect.objectContaining({
        Resource: ['TaskRole', 'ExecutionRole'].map(role => ({ 'Fn::GetAtt': [expect.stringMatching(`^ReportTaskDef${role}`), 'Arn'] })),
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      }),
    });
  });

  test('that may stop tasks may stop those of the cluster', () => {
    expect(Object.keys(granted((runner, role) => { runner.grantStop(role); }))).toEqual(['ecs:StopTask']);
  });

  test('that may read may list and describe the tasks of the cluster', () => {
    expect(granted((runner, role) => { runner.grantRead(role); })).toEqual({
      'ecs:DescribeTasks': expect.objectContaining({ Resource: { 'Fn::Join': ['', expect.arrayContaining(['/*'])] } }),
      'ecs:ListTasks': expect.objectContaining({ Resource: '*', Condition: { ArnEquals: { 'ecs:cluster': expect.anything() } } }),
    });
  });

  test.each(['grantRun', 'grantStop', 'grantRead'] as const)('in another account is refused by %s', method => {
    const stack = regionalStack();
    const other = iam.Role.fromRoleArn(stack, 'Other', 'arn:aws:iam::444455556666:role/other');
    expect(() => makeRunner(stack)[method](other)).toThrow(`[Stack/Report] ${method}: the cluster belongs to account 111122223333 and the grantee to 444455556666`);
  });
});

describe('a function', () => {
  const OPTIONS = {
    count: 10, startedBy: 'orders/nightly', command: ['report', '--all'], environment: { DAY: 'today' }, size: TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(4) }),
  };

  test('gets the input of RunTask with the names of the SDKs', () => {
    expect(inputOf(runnerTemplate({}, (runner, stack) => { runner.allowFunction(functionIn(stack), OPTIONS); }))).toEqual({
      cluster: 'ClusterEB0386A7.Arn',
      taskDefinition: expect.stringMatching('^ReportTaskDef'),
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: Array(3).fill(expect.anything()), securityGroups: [expect.anything()], assignPublicIp: 'DISABLED' } },
      propagateTags: 'TASK_DEFINITION',
      enableECSManagedTags: true,
      count: 10,
      startedBy: 'orders/nightly',
      overrides: { cpu: '1024', memory: '4096', containerOverrides: [{ name: 'task', command: ['report', '--all'], environment: [{ name: 'DAY', value: 'today' }] }] },
    });
  });

  test('can have the input in another variable', () => {
    const template = runnerTemplate({}, (runner, stack) => { runner.allowFunction(functionIn(stack), { environmentVariable: 'REPORT' }); });
    expect(inputOf(template, 'REPORT')).toEqual(expect.objectContaining({ cluster: 'ClusterEB0386A7.Arn' }));
  });

  test('cannot get the same variable twice', () => {
    const stack = regionalStack();
    const [one, two] = [makeRunner(stack), new TaskRunner(stack, 'Other', { cluster: makeRunner(regionalStack()).cluster, image: IMAGE })];
    const handler = functionIn(stack);
    one.allowFunction(handler);
    expect(() => two.allowFunction(handler)).toThrow("[Stack/Other] allowFunction: handler ('Stack/Start') has the environment variable RUN_TASK_INPUT of another call already; set environmentVariable to another name");
  });

  test.each(['MY-VAR', '1', '_A', ''])('cannot get a variable that Lambda refuses: %j', environmentVariable => {
    const stack = regionalStack();
    expect(() => makeRunner(stack).allowFunction(functionIn(stack), { environmentVariable })).toThrow(`allowFunction: environmentVariable ('${environmentVariable}') must be`);
  });

  test.each<readonly [string, (stack: Stack) => lambda.IFunction]>([
    ['version', stack => functionIn(stack).currentVersion],
    ['alias', stack => functionIn(stack).addAlias('live')],
    ['imported function', stack => lambda.Function.fromFunctionArn(stack, 'Imported', 'arn:aws:lambda:eu-west-1:111122223333:function:start')],
  ])('is no %s, and nothing is granted', (_, make) => {
    const stack = regionalStack();
    const runner = makeRunner(stack);
    const handler = make(stack);
    expect(() => runner.allowFunction(handler as lambda.Function)).toThrow('must be a lambda.Function of this app');
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).not.toContain('ecs:RunTask');
  });

  test('may run the tasks', () => {
    const template = runnerTemplate({}, (runner, stack) => { runner.allowFunction(functionIn(stack)); });
    expect(Object.keys(statementsOf(template, 'StartServiceRole'))).toEqual(['ecs:RunTask', 'ecs:TagResource', 'iam:PassRole']);
  });

  test('is updated after everything that a new revision needs', () => {
    const template = runnerTemplate({ secrets: { TOKEN: SecretSource.parameterStoreName('/t') } }, (runner, stack) => { runner.allowFunction(functionIn(stack)); });
    const graph = dependencyGraph(template.toJSON());
    for (const type of ['AWS::IAM::Policy', 'AWS::ECS::TaskDefinition', 'AWS::ECS::ClusterCapacityProviderAssociations']) {
      expect([type, graph.outOfOrder(type, 'AWS::Lambda::Function')]).toEqual([type, []]);
    }
  });
});

test('a command starts the tasks with the AWS CLI', () => {
  const template = runnerTemplate({}, (runner, stack) => { new CfnOutput(stack, 'Command', { value: runner.runTaskCommand() }); });
  template.hasOutput('Command', { Value: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('^aws ecs run-task --region eu-west-1 --cli-input-json \'{"cluster":"')])] } });
});

describe('a deployment', () => {
  test('keeps the old revision, which executions and functions may still start', () => {
    runnerTemplate().hasResource('AWS::ECS::TaskDefinition', { UpdateReplacePolicy: 'Retain', DeletionPolicy: Match.absent() });
  });

  test('removes the old revision with keepRevisions false', () => {
    runnerTemplate({ keepRevisions: false }).hasResource('AWS::ECS::TaskDefinition', { UpdateReplacePolicy: Match.absent() });
  });

  test('changes the input of the starters to the new revision', () => {
    const [old, changed] = ['a', 'b'].map(command => {
      const template = runnerTemplate({ command: [command] }, (runner, stack) => { runner.allowFunction(functionIn(stack)); });
      return template.toJSON().Resources as Record<string, unknown>;
    });
    expect(Object.keys(old).filter(id => JSON.stringify(old[id]) !== JSON.stringify(changed[id]))).toEqual([expect.stringMatching('^ReportTaskDef')]);
    expect(Object.keys(old)).toEqual(Object.keys(changed));
  });
});

const REFUSED: readonly (readonly [string, RunTaskInputOptions, string])[] = [
  ['more than 10 tasks', { count: 11 }, 'count (11) must be a whole number from 1 to 10; start more tasks with several calls, or with forEach'],
  ['no task', { count: 0 }, 'count (0) must be a whole number from 1 to 10'],
  ['a long startedBy', { startedBy: 'x'.repeat(129) }, 'must be at most 128 characters long'],
  ['a startedBy with a space', { startedBy: 'the night' }, "startedBy ('the night') must be letters, digits, hyphens, underscores and slashes"],
  ['an unknown container', { containerOverrides: { web: {} } }, "the task has no container 'web'; use one of task, or add the container first"],
  ['two commands for the main container', { command: ['a'], containerOverrides: { task: { command: ['b'] } } }, "containerOverrides['task'] cannot be combined with command and environment"],
  ['a CPU size below 0', { containerOverrides: { task: { cpu: -1 } } }, "containerOverrides['task'].cpu (-1) must be a whole number from 0"],
  ['too long overrides', { environment: { TEXT: 'x'.repeat(8192) } }, 'characters as JSON, and RunTask accepts 8192'],
  ['a size that Fargate does not have', { size: TaskSize.instances({ cpu: 300, memory: Size.gibibytes(1) }) }, 'size: '],
];

test.each(REFUSED)('%s is refused', (_, options, message) => {
  const stack = regionalStack();
  const runner = makeRunner(stack);
  expect(() => runner.runTaskInput(options)).toThrow(message);
  expect(() => runner.runTaskInput(options)).toThrow('[Stack/Report] runTaskInput: ');
  expect(() => runner.task(stack, 'Run', options)).toThrow(message);
  expect(() => runner.stateMachine('Machine', options)).toThrow(message);
  expect(stack.node.tryFindChild('Run') ?? runner.node.tryFindChild('Machine')).toBeUndefined();
});

test('a path is refused outside of a state machine', () => {
  const runner = makeRunner(regionalStack());
  expect(() => runner.runTaskInput({ command: [sfn.JsonPath.stringAt('$.key')] })).toThrow('the path $.key has a value only in a state machine');
});

test('the containers that are added later can have overrides', () => {
  const template = runnerTemplate({}, (runner, stack) => {
    runner.addContainer('proxy', { image: IMAGE });
    const proxy = { cpu: 64, memoryLimit: Size.mebibytes(128), memoryReservation: Size.mebibytes(64) };
    runner.allowFunction(functionIn(stack), { containerOverrides: { proxy } });
  });
  expect(inputOf(template).overrides).toEqual({ containerOverrides: [{ name: 'proxy', cpu: 64, memory: 128, memoryReservation: 64 }] });
});

/** The definition of a state machine with these options. */
const machine = (make: TaskStateMachineOptions | ((runner: TaskRunner, stack: Stack) => TaskStateMachineOptions) = {}): Definition =>
  definitionIn(runnerTemplate({}, (runner, stack) => { runner.stateMachine('Machine', typeof make === 'function' ? make(runner, stack) : make); }));

const state = (options: RunTaskStateOptions): Readonly<Record<string, unknown>> =>
  machine((runner, stack) => ({ definition: runner.task(stack, 'Run', options) })).States.Run!;

describe('a state', () => {
  test('waits until the tasks have stopped, and passes the fields of its input', () => {
    const { Resource, Parameters } = state({ command: ['report', sfn.JsonPath.stringAt('$.day')], environment: { DAY: sfn.JsonPath.stringAt('$.day'), ALL: 'yes' } });
    expect(Resource).toBe('arn:aws:states:::ecs:runTask.sync');
    expect(Parameters).toEqual(expect.objectContaining({
      PropagateTags: 'TASK_DEFINITION',
      Overrides: {
        ContainerOverrides: [{
          'Name': 'task',
          'Command.$': "States.Array('report', $.day)",
          'Environment': [{ 'Name': 'DAY', 'Value.$': '$.day' }, { Name: 'ALL', Value: 'yes' }],
        }],
      },
    }));
  });

  test('can take the whole command from its input', () => {
    expect(JSON.stringify(state({ command: sfn.JsonPath.listAt('$.command') }).Parameters)).toContain('"Command.$":"$.command"');
  });

  test('can use JSONata', () => {
    const { Resource, Arguments } = state({ queryLanguage: sfn.QueryLanguage.JSONATA, command: ['{% $states.input.day %}'], environment: { DAY: '{% $states.input.day %}' } });
    expect(Resource).toBe('arn:aws:states:::ecs:runTask.sync');
    expect(Arguments).toEqual(expect.objectContaining({ Overrides: { ContainerOverrides: [expect.objectContaining({ Command: ['{% $states.input.day %}'] })] } }));
  });

  test.each([
    [sfn.IntegrationPattern.REQUEST_RESPONSE, 'arn:aws:states:::ecs:runTask'],
    [sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN, 'arn:aws:states:::ecs:runTask.waitForTaskToken'],
  ])('can have the integration pattern %s, without the permissions to wait', (integrationPattern, resource) => {
    const template = runnerTemplate({}, (runner, stack) => {
      const definition = runner.task(stack, 'Run', { integrationPattern, environment: { TASK_TOKEN: sfn.JsonPath.taskToken } });
      new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(definition) });
    });
    expect(definitionIn(template).States.Run!.Resource).toBe(resource);
    expect(Object.keys(statementsOf(template, 'MachineRole'))).toEqual(['ecs:RunTask', 'ecs:TagResource', 'iam:PassRole']);
  });

  test('that waits for a token which no task gets is refused', () => {
    const stack = regionalStack();
    expect(() => makeRunner(stack).task(stack, 'Run', { integrationPattern: sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN })).toThrow(
      '[Stack/Run] integrationPattern WAIT_FOR_TASK_TOKEN requires that the task gets the token; set environment: { TASK_TOKEN: sfn.JsonPath.taskToken }');
  });

  test('gives its state machine the permissions to wait for tasks of the cluster', () => {
    const template = runnerTemplate({}, (runner, stack) => {
      new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(runner.task(stack, 'Run')) });
    });
    expect(statementsOf(template, 'MachineRole')).toEqual(expect.objectContaining({
      'ecs:StopTask,ecs:DescribeTasks': expect.objectContaining({ Resource: { 'Fn::Join': ['', expect.arrayContaining(['/*'])] } }),
      'events:PutTargets,events:PutRule,events:DescribeRule': expect.objectContaining({
        Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-west-1:111122223333:rule/StepFunctionsGetEventsForECSTaskRule']] },
      }),
    }));
  });

  test('tries again without retries of its own only with retryOnServiceErrors false', () => {
    expect(state({}).Retry).toHaveLength(1);
    expect(state({ retryOnServiceErrors: false }).Retry).toBeUndefined();
  });
});

const STOPPED = { Cluster: 'c', TaskArn: 'arn', StopCode: 'EssentialContainerExited', Containers: [{ ExitCode: 1 }] };

/** A function that throws these errors one after another, and then succeeds. */
function failing(calls: unknown[], ...errors: readonly Error[]): (parameters: unknown) => unknown {
  return parameters => {
    calls.push(parameters);
    const error = errors[calls.length - 1];
    if (error) { throw error; }
    return { LastStatus: 'STOPPED' };
  };
}

describe('an execution', () => {
  const definition = machine({ timeout: Duration.minutes(90), environment: { DAY: sfn.JsonPath.stringAt('$.day') } });
  const run = (handlers: Handlers): Promise<Ending> => execute(definition, { day: 'monday' }, handlers);

  test('has a valid definition', () => {
    expect(problemsOf(definition)).toEqual([]);
  });

  test('succeeds when the tasks do, which are found by its name', async () => {
    const calls: unknown[] = [];
    expect(await run({ 'Run tasks': failing(calls) })).toEqual({ status: 'SUCCEEDED', output: { LastStatus: 'STOPPED' } });
    expect(calls).toEqual([expect.objectContaining({ StartedBy: 'own', Overrides: { ContainerOverrides: [{ Name: 'task', Environment: [{ Name: 'DAY', Value: 'monday' }] }] } })]);
  });

  test('fails when a task fails, and does not start it again', async () => {
    const calls: unknown[] = [];
    const ending = await run({ 'Run tasks': failing(calls, serviceError('States.TaskFailed', STOPPED)) });
    expect(ending).toEqual({ status: 'FAILED', error: 'States.TaskFailed', cause: JSON.stringify(STOPPED) });
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['too many calls, or no capacity', 'ECS.AmazonECSException'],
    ['too many calls to Amazon EC2', 'ECS.InvalidParameterException'],
    ['failures of RunTask', 'AmazonECS.Unknown'],
  ])('starts the tasks after %s', async (_, error) => {
    const calls: unknown[] = [];
    expect(await run({ 'Run tasks': failing(calls, serviceError(error, ''), serviceError(error, '')) })).toEqual(expect.objectContaining({ status: 'SUCCEEDED' }));
    expect(calls).toHaveLength(3);
  });

  test('fails after six calls that started no task', async () => {
    const calls: unknown[] = [];
    const errors = Array.from({ length: 6 }, () => serviceError('ECS.AmazonECSException', 'Rate exceeded'));
    expect(await run({ 'Run tasks': failing(calls, ...errors) })).toEqual({ status: 'FAILED', error: 'ECS.AmazonECSException', cause: 'Rate exceeded' });
    expect(calls).toHaveLength(6);
  });

  test('does not call again after failures of one of several tasks, because others may run', async () => {
    const calls: unknown[] = [];
    const ending = await execute(machine({ count: 2 }), {}, {
      'Run tasks': failing(calls, serviceError('AmazonECS.Unknown', 'RESOURCE:MEMORY')),
      'Run tasks not started: find tasks': () => ({ TaskArns: [] }),
    });
    expect(ending).toEqual({ status: 'FAILED', error: 'AmazonECS.Unknown', cause: 'RESOURCE:MEMORY' });
    expect(calls).toHaveLength(1);
  });

  test.each(['AmazonECS.Unknown', 'ECS.ServerException', 'ECS.SdkClientException'])('stops the tasks that a call started which failed with %s', async error => {
    const stopped: unknown[] = [];
    const ending = await execute(machine({ count: 10 }), {}, {
      'Run tasks': () => { throw serviceError(error, 'down'); },
      'Run tasks not started: find tasks': parameters => parameters.StartedBy === 'own' ? { TaskArns: ['one', 'two'] } : { TaskArns: [] },
      'Run tasks not started: stop task': ({ Task }) => { stopped.push(Task); return {}; },
    });
    expect(ending).toEqual({ status: 'FAILED', error, cause: 'down' });
    expect(stopped).toEqual(['one', 'two']);
  });

  test.each(['find tasks', 'stop task'])('fails with the error of the start even if the call to %s fails', async call => {
    const ending = await execute(machine({ count: 10 }), {}, {
      'Run tasks': () => { throw serviceError('AmazonECS.Unknown', 'no memory'); },
      'Run tasks not started: find tasks': () => { if (call === 'find tasks') { throw serviceError('Ecs.ServerException', ''); } return { TaskArns: ['one'] }; },
      'Run tasks not started: stop task': () => { throw serviceError('Ecs.InvalidParameterException', 'stopped'); },
    });
    expect(ending).toMatchObject({ status: 'FAILED', error: 'AmazonECS.Unknown', cause: 'no memory' });
  });

  test('that times out stops its tasks, and fails with the timeout', async () => {
    const stopped: unknown[] = [];
    const ending = await run({
      'Run tasks': () => { throw serviceError('States.Timeout', ''); },
      'Run tasks timed out: find tasks': parameters => parameters.StartedBy === 'own' ? { TaskArns: ['one', 'two'] } : { TaskArns: [] },
      'Run tasks timed out: stop task': ({ Task }) => { stopped.push(Task); return {}; },
    });
    expect(ending).toEqual({ status: 'FAILED', error: 'TaskTimedOut', cause: 'The task took longer than 1 hour 30 minutes, and was stopped' });
    expect(stopped).toEqual(['one', 'two']);
  });

  test.each(['find tasks', 'stop task'])('that times out fails with the timeout even if the call to %s fails', async call => {
    const ending = await run({
      'Run tasks': () => { throw serviceError('States.Timeout', ''); },
      'Run tasks timed out: find tasks': () => { if (call === 'find tasks') { throw serviceError('Ecs.ServerException', ''); } return { TaskArns: ['one'] }; },
      'Run tasks timed out: stop task': () => { throw serviceError('Ecs.InvalidParameterException', 'stopped'); },
    });
    expect(ending).toMatchObject({ status: 'FAILED', error: 'TaskTimedOut', cause: expect.stringContaining('could not be stopped') as unknown });
  });
});

describe('a map over items', () => {
  const STATE = 'Images: run task';
  const mapOf = (options: ForEachDistributedOptions = {}): Definition => machine((runner, stack) => ({
    definition: runner.forEach(stack, 'Images', { itemsPath: '$.images', command: ['thumbnail', sfn.JsonPath.stringAt('$.key')], timeout: Duration.minutes(5), ...options }),
  }));
  const definition = mapOf();
  const input = { images: [{ key: 'a' }, { key: 'b' }, { key: 'c' }] };
  const startedByOf = (parameters: unknown): string => (parameters as { StartedBy: string }).StartedBy;
  const keyOf = (parameters: unknown): string =>
    (parameters as { Overrides: { ContainerOverrides: [{ Command: [string, string] }] } }).Overrides.ContainerOverrides[0].Command[1];

  test('has a valid definition, and at most 10 tasks at once', () => {
    expect(problemsOf(definition)).toEqual([]);
    expect(definition.States.Images!.MaxConcurrency).toBe(10);
  });

  test('runs one task for each item, and has its input as output', async () => {
    const calls: unknown[] = [];
    expect(await execute(definition, input, { [STATE]: failing(calls) })).toEqual({ status: 'SUCCEEDED', output: input });
    expect(calls.map(keyOf).sort()).toEqual(['a', 'b', 'c']);
    expect(new Set(calls.map(startedByOf)).size).toBe(3);
  });

  test('has all descriptions as output with a resultPath', async () => {
    const ending = await execute(mapOf({ resultPath: '$.results' }), input, { [STATE]: parameters => ({ key: keyOf(parameters) }) });
    expect(ending.output).toEqual({ ...input, results: [{ key: 'a' }, { key: 'b' }, { key: 'c' }] });
  });

  test('never runs more tasks than maxConcurrency at once', async () => {
    let [now, most] = [0, 0];
    const items = { images: Array.from({ length: 12 }, (_, index) => ({ key: `${index}` })) };
    await execute(mapOf({ maxConcurrency: 3 }), items, {
      [STATE]: async () => { now += 1; most = Math.max(most, now); await new Promise(resolve => { setTimeout(resolve, 5); }); now -= 1; return {}; },
    });
    expect(most).toBe(3);
  });

  test('fails when the task of one item fails', async () => {
    const ending = await execute(definition, input, {
      [STATE]: parameters => { if (keyOf(parameters) === 'b') { throw serviceError('States.TaskFailed', STOPPED); } return {}; },
    });
    expect(ending).toEqual(expect.objectContaining({ status: 'FAILED', error: 'States.TaskFailed' }));
  });

  test('starts the task of an item again that was not started', async () => {
    const calls: unknown[] = [];
    expect(await execute(definition, input, { [STATE]: failing(calls, serviceError('ECS.AmazonECSException', 'Rate exceeded')) })).toEqual(expect.objectContaining({ status: 'SUCCEEDED' }));
    expect(calls).toHaveLength(4);
  });

  test('stops the task of an item that times out, and no other', async () => {
    const found: unknown[] = [];
    const ending = await execute(definition, { images: [{ key: 'a' }] }, {
      [STATE]: () => { throw serviceError('States.Timeout', ''); },
      [`${STATE} timed out: find tasks`]: ({ StartedBy }) => { found.push(StartedBy); return { TaskArns: ['one'] }; },
      [`${STATE} timed out: stop task`]: () => ({}),
    });
    expect(ending).toEqual({ status: 'FAILED', error: 'TaskTimedOut', cause: 'The task took longer than 5 minutes, and was stopped' });
    expect(found).toEqual([expect.stringMatching(/^own\/[0-9a-f]{40}$/)]);
  });

  test('finds its tasks by the name of the execution and a hash, which are not too long for RunTask', async () => {
    const calls: unknown[] = [];
    await execute(definition, input, { [STATE]: failing(calls) }, { Execution: { Name: 'x'.repeat(80) } });
    expect(calls.map(startedByOf).map(({ length }) => length)).toEqual([121, 121, 121]);
  });

  test('finds its tasks by the name of the execution without a timeout', async () => {
    const calls: unknown[] = [];
    await execute(mapOf({ timeout: undefined }), input, { [STATE]: failing(calls) });
    expect(calls.map(startedByOf)).toEqual(['own', 'own', 'own']);
  });

  test('can be distributed, tolerate failures, and read its items from Amazon S3', () => {
    const distributed = machine((runner, stack) => ({
      definition: runner.forEachDistributed(stack, 'Images', {
        maxConcurrency: 500,
        toleratedFailurePercentage: 5,
        toleratedFailureCount: 20,
        itemReader: new sfn.S3ObjectsItemReader({ bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'images'), prefix: 'new/' }),
        command: ['thumbnail', sfn.JsonPath.stringAt('$.Key')],
      }),
    }));
    expect(problemsOf(distributed)).toEqual([]);
    expect(distributed.States.Images).toEqual(expect.objectContaining({
      Type: 'Map',
      MaxConcurrency: 500,
      ToleratedFailurePercentage: 5,
      ToleratedFailureCount: 20,
      ResultPath: null,
      ItemReader: expect.anything(),
      ItemProcessor: expect.objectContaining({ ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }),
    }));
  });

  test('has names of states with at most 80 characters', () => {
    const name = 'E'.repeat(80);
    const definitions = (['forEach', 'forEachDistributed'] as const).map(method =>
      machine((runner, stack) => ({ definition: runner[method](stack, name, { timeout: Duration.minutes(5) }) })));
    const names = definitions.flatMap(({ States }) => Object.keys((States[name]!.ItemProcessor as Definition).States));
    expect(names.filter(each => each.length > 80)).toEqual([]);
    expect(new Set(names).size).toBeGreaterThan(4);
  });

  const MAPS: readonly (readonly ['forEach' | 'forEachDistributed', ForEachDistributedOptions, string])[] = [
    ['forEach', { maxConcurrency: 41 }, 'maxConcurrency (41) must be a whole number from 1 to 40; use forEachDistributed for more'],
    ['forEach', { maxConcurrency: 0 }, 'maxConcurrency (0) must be a whole number from 1 to 40'],
    ['forEach', { command: ['a'], containerOverrides: { task: {} } }, 'cannot be combined'],
    ['forEach', { timeout: Duration.seconds(0) }, 'timeout (0 seconds) must be a whole number of at least 1'],
    ['forEachDistributed', { maxConcurrency: 10_001 }, 'maxConcurrency (10001) must be a whole number from 1 to 10000'],
    ['forEachDistributed', { toleratedFailurePercentage: 101 }, 'toleratedFailurePercentage (101) must be a whole number from 0 to 100'],
    ['forEachDistributed', { toleratedFailureCount: -1 }, 'toleratedFailureCount (-1) must be a whole number of at least 0'],
    ['forEachDistributed', { environment: { TEXT: 'x'.repeat(9000) } }, 'RunTask accepts 8192'],
  ];

  test.each(MAPS)('is refused: %s %j', (method, options, message) => {
    const stack = regionalStack();
    const runner = makeRunner(stack);
    expect(() => runner[method](stack, 'Map', options)).toThrow(message);
    expect(stack.node.tryFindChild('Map')).toBeUndefined();
  });

  test('with a path and a reader of items is refused', () => {
    const stack = regionalStack();
    const itemReader = new sfn.S3ObjectsItemReader({ bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'images') });
    expect(() => makeRunner(stack).forEachDistributed(stack, 'Map', { itemReader, itemsPath: '$.a' })).toThrow("itemsPath ('$.a') has no effect with itemReader");
  });
});

describe('a state machine', () => {
  test('is a traced Standard workflow that logs all events without their data', () => {
    runnerTemplate({}, runner => { runner.stateMachine('Machine', { stateMachineName: 'report' }); }).hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'report',
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });

  test('can be without traces', () => {
    runnerTemplate({}, runner => { runner.stateMachine('Machine', { tracingEnabled: false }); })
      .hasResourceProperties('AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: false } });
  });

  test('has the timeout of its definition', () => {
    const { TimeoutSeconds } = machine((runner, stack) => ({ timeout: Duration.hours(2), definition: runner.forEach(stack, 'Images') })) as Definition & { TimeoutSeconds: number };
    expect(TimeoutSeconds).toBe(7200);
  });

  test('with a definition has no overrides of its own', () => {
    const stack = regionalStack();
    const runner = makeRunner(stack);
    expect(() => runner.stateMachine('Machine', { definition: runner.task(stack, 'Run'), count: 2, command: ['a'] })).toThrow(
      '[Stack/Report/Machine] count, command cannot be combined with definition; set them on its states');
  });

  test('without seconds is refused', () => {
    expect(() => makeRunner(regionalStack()).stateMachine('Machine', { timeout: Duration.seconds(0) })).toThrow('timeout (0 seconds) must be a whole number of at least 1');
  });

  test('is updated after everything that a new revision needs', () => {
    const template = runnerTemplate({ secrets: { TOKEN: SecretSource.parameterStoreName('/t') } }, runner => { runner.stateMachine('Machine'); });
    const graph = dependencyGraph(template.toJSON());
    for (const type of ['AWS::IAM::Policy', 'AWS::ECS::TaskDefinition', 'AWS::ECS::ClusterCapacityProviderAssociations']) {
      expect([type, graph.outOfOrder(type, 'AWS::StepFunctions::StateMachine')]).toEqual([type, []]);
    }
  });

  test('in the regulated profile has managed policies and an encrypted log group', () => {
    const app = new App();
    const stack = regionalStack(app);
    const runner = makeRunner(stack, { profile: Profile.regulated(), image: ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/report:1') });
    runner.stateMachine('Machine', { timeout: Duration.minutes(5) });
    expect(nagFindings(app, ALL_PACKS).filter(finding => finding.includes('Report/Machine'))).toEqual([]);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('^/aws/vendedlogs/states/')])] }, KmsKeyId: Match.anyValue(),
    });
  });

  test('has no AwsSolutions finding, also with maps', () => {
    const app = new App();
    const stack = regionalStack(app);
    const runner = makeRunner(stack);
    runner.stateMachine('One', { timeout: Duration.minutes(5) });
    runner.stateMachine('Two', { definition: runner.forEach(stack, 'Inline', { timeout: Duration.minutes(5) }) });
    runner.stateMachine('Three', { definition: runner.forEachDistributed(stack, 'Distributed', { timeout: Duration.minutes(5) }) });
    expect(nagFindings(app, [AwsSolutionsChecks]).filter(finding => /Report\/(One|Two|Three)/.test(finding))).toEqual([]);
  });
});

test('a property injector changes the props', () => {
  const app = new App();
  const inject = (props: object): object => ({ ...props, keepRevisions: false });
  PropertyInjectors.of(app).add({ constructUniqueId: TaskRunner.PROPERTY_INJECTION_ID, inject });
  const stack = regionalStack(app);
  makeRunner(stack);
  Template.fromStack(stack).hasResource('AWS::ECS::TaskDefinition', { UpdateReplacePolicy: Match.absent() });
});
