import type { TaskRunner } from '../../../src/validation/model/entities/task-runner';
import { appOf } from '../../support/model';

const OTHERS = {
  Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'job' } },
  Cluster: { Type: 'AWS::ECS::Cluster' },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: {} },
};
const CALLED = { TaskDefinition: { Ref: 'Task' }, LaunchType: 'FARGATE', NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }] } } };

const TASK_STATE = { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', End: true };

describe('the tasks that a state machine starts', () => {
  test.each<[string, object]>([
    ['a definition', { Definition: definition(CALLED) }],
    ['a string', { DefinitionString: JSON.stringify(definition({ ...CALLED, TaskDefinition: 'job', NetworkConfiguration: undefined })) }],
    ['a string with references', { DefinitionString: joined(definition(CALLED)) }],
    ['a string with substitutions', {
      DefinitionString: JSON.stringify(definition({ TaskDefinition: '${Which}', LaunchType: '${How}' })), DefinitionSubstitutions: { Which: { Ref: 'Task' }, How: 'FARGATE' },
    }],
    ['a definition with substitutions', { Definition: definition({ TaskDefinition: '${Which}', LaunchType: 'FARGATE' }), DefinitionSubstitutions: { Which: { Ref: 'Task' } } }],
    ['Fn::Sub', { DefinitionString: { 'Fn::Sub': JSON.stringify(definition({ TaskDefinition: '${Task}', LaunchType: 'FARGATE' })) } }],
    ['arguments', { Definition: { States: { Run: { ...TASK_STATE, Arguments: CALLED } } } }],
  ])('are read from %s', (_, properties) => {
    const [runner, ...others] = launchesOf(properties);
    expect(others.length).toBe(0);
    expect(runner.taskDefinition?.resource.logicalId).toBe('Task');
    expect(runner.compute.known).toBe('FARGATE');
  });

  test('are found in nested states', () => {
    const inner = definition(CALLED);
    const runners = launchesOf({
      Definition: {
        States: {
          Each: { Type: 'Map', ItemProcessor: inner },
          EachAsBefore: { Type: 'Map', Iterator: inner },
          AtOnce: { Type: 'Parallel', Branches: [inner, inner] },
        },
      },
    });
    expect(runners.map(({ node }) => node.location.path)).toEqual([
      'Properties.Definition.States.Each.ItemProcessor.States.Run.Parameters',
      'Properties.Definition.States.EachAsBefore.Iterator.States.Run.Parameters',
      'Properties.Definition.States.AtOnce.Branches.0.States.Run.Parameters',
      'Properties.Definition.States.AtOnce.Branches.1.States.Run.Parameters',
    ]);
  });

  test('have subnets from references in a string', () => {
    const [{ subnets, node }] = launchesOf({ DefinitionString: joined(definition(CALLED)) });
    expect(subnets.all.map(({ resource }) => resource.logicalId)).toEqual(['Subnet']);
    expect(node.location.path).toBe('Properties.DefinitionString.States.Run.Parameters');
  });

  test.each(['ecs:runTask', 'ecs:runTask.sync', 'ecs:runTask.waitForTaskToken', 'aws-sdk:ecs:runTask'])('are started by %s', service => {
    expect(launchesOf({ Definition: { States: { Run: { ...TASK_STATE, Resource: `arn:aws:states:::${service}`, Parameters: CALLED } } } }).length).toBe(1);
  });

  test.each(['lambda:invoke', 'ecs:runTaskLater', 'aws-sdk:ecs:describeTasks'])('are not started by %s', service => {
    expect(launchesOf({ Definition: { States: { Run: { ...TASK_STATE, Resource: `arn:aws:states:::${service}`, Parameters: CALLED } } } }).length).toBe(0);
  });

  test.each<[string, object]>([
    ['a path', { 'LaunchType.$': '$.type' }],
    ['an expression', { LaunchType: '{% $type %}' }],
    ['only the input', {}],
    ['a substitution under a condition', { LaunchType: '${Either}' }],
    ['a substitution from a parameter', { LaunchType: '${Parameter}' }],
  ])('have unknown compute if it comes from %s', (_, parameters) => {
    const written = Object.keys(parameters).length === 0 ? undefined : { TaskDefinition: 'job', ...parameters };
    const [runner] = launchesOf({
      Definition: definition(written), DefinitionSubstitutions: { Either: { 'Fn::If': ['OnFargate', 'FARGATE', 'EC2'] }, Parameter: { Ref: 'Type' } },
    });
    expect(runner.compute.isDeferred).toBe(true);
    expect(runner.launchType.isAbsent).toBe(false);
  });

  test('may be started by a state with an unknown service', () => {
    const [runner] = launchesOf({ Definition: { States: { Run: { ...TASK_STATE, Resource: { Ref: 'Service' }, Parameters: CALLED } } } });
    expect(runner.taskDefinition?.resource.logicalId).toBe('Task');
    expect(runner.compute.isDeferred).toBe(true);
  });

  test.each<[string, unknown]>([
    ['that is not JSON', '{"States":'],
    ['with an unknown state', { 'Fn::Sub': '{"States":{"Run":${State}}}' }],
    ['that is a parameter', { Ref: 'Definition' }],
  ])('are unknown for a string %s', (_, text) => {
    expect(launchesOf({ DefinitionString: text }).length).toBe(0);
  });
});

test.each<[string, object, string]>([
  ['AWS::ECS::TaskSet', { TaskDefinition: { Ref: 'Task' }, Cluster: { Ref: 'Cluster' } }, 'Properties'],
  ['AWS::Events::Rule', { Targets: [{ Arn: { 'Fn::GetAtt': ['Cluster', 'Arn'] }, EcsParameters: { TaskDefinitionArn: { Ref: 'Task' } } }] }, 'Properties.Targets.0.EcsParameters'],
  ['AWS::Scheduler::Schedule', { Target: { Arn: { 'Fn::GetAtt': ['Cluster', 'Arn'] }, EcsParameters: { TaskDefinitionArn: { Ref: 'Task' } } } }, 'Properties.Target.EcsParameters'],
  ['AWS::Pipes::Pipe', { Target: { 'Fn::GetAtt': ['Cluster', 'Arn'] }, TargetParameters: { EcsTaskParameters: { TaskDefinitionArn: { Ref: 'Task' } } } },
    'Properties.TargetParameters.EcsTaskParameters'],
])('%s runs a task in a cluster', (type, properties, path) => {
  const [{ taskDefinition, cluster, compute, node }] = appOf({ ...OTHERS, Subject: { Type: type, Properties: properties } }).taskRunners;
  expect([taskDefinition?.resource.logicalId, cluster?.resource.logicalId, compute.known, node.location.path]).toEqual(['Task', 'Cluster', 'EC2', path]);
});

test('a schedule can call ECS directly', () => {
  const [{ taskDefinition, compute, node }] = appOf({
    ...OTHERS,
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: { Target: { Arn: 'arn:aws:scheduler:::aws-sdk:ecs:runTask', Input: { 'Fn::Sub': '{"TaskDefinition":"${Task}","LaunchType":"FARGATE"}' } } },
    },
  }).taskRunners;
  expect([taskDefinition?.resource.logicalId, compute.known, node.location.path]).toEqual(['Task', 'FARGATE', 'Properties.Target.Input']);
});

test('an input transformer may change the roles of a task', () => {
  const target = { Arn: { 'Fn::GetAtt': ['Cluster', 'Arn'] }, EcsParameters: { TaskDefinitionArn: { Ref: 'Task' } } };
  const replaces = (input: object) => appOf({ ...OTHERS, Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ ...target, ...input }] } } }).taskRunners[0].replacesTaskRole;
  expect([{}, { Input: '{"taskRoleArn":"x"}' }, { InputTransformer: { InputTemplate: '{}' } }].map(replaces)).toEqual([false, true, true]);
});

describe('a custom resource that calls RunTask', () => {
  const callsIn = (call: object, properties: object = {}) => appOf({
    ...OTHERS,
    Handler: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] } } },
    Run: {
      Type: 'Custom::AWS',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] },
        Create: { 'Fn::Sub': JSON.stringify({ service: 'ECS', action: 'runTask', parameters: { taskDefinition: '${Task}', launchType: 'FARGATE' }, ...call }) },
        ...properties,
      },
    },
  }).taskRunners;

  test('starts its task with the role of the function', () => {
    const [runner, ...others] = callsIn({});
    expect(others.length).toBe(0);
    expect([runner.taskDefinition?.resource.logicalId, runner.compute.known, runner.starter]).toEqual(['Task', 'FARGATE', 'customResource']);
    expect(runner.rolePlace?.location).toMatchObject({ logicalId: 'Handler', path: 'Properties.Role' });
  });

  test('starts it with no known role if it assumes another one', () => {
    expect(callsIn({ assumedRoleArn: 'arn:aws:iam::111122223333:role/other' })[0].rolePlace).toBeUndefined();
  });

  test.each<[string, object, object]>([
    ['calls another service', { service: 'ECR' }, {}],
    ['calls another action', { action: 'runTaskLater' }, {}],
    ['ignores errors', { ignoreErrorCodesMatching: '.*' }, {}],
    ['has an unknown function', {}, { ServiceToken: { Ref: 'AParameter' } }],
    ['is not JSON', {}, { Create: 'runTask' }],
  ])('starts no known task if it %s', (_, call, properties) => { expect(callsIn(call, properties).length).toBe(0); });
});

describe('a SAM state machine', () => {
  const launchesOfSam = (properties: object) => appOf({ ...OTHERS, Machine: { Type: 'AWS::Serverless::StateMachine', Properties: properties } }).taskRunners;

  test('starts the tasks of its definition, with its role', () => {
    const [runner, ...others] = launchesOfSam({
      Role: { 'Fn::GetAtt': ['MachineRole', 'Arn'] }, Definition: definition({ TaskDefinition: '${Which}', LaunchType: 'FARGATE' }), DefinitionSubstitutions: { Which: { Ref: 'Task' } },
    });
    expect(others.length).toBe(0);
    expect(runner.taskDefinition?.resource.logicalId).toBe('Task');
    expect(runner.rolePlace?.location.path).toBe('Properties.Role');
  });

  test('starts no known tasks if its definition is in a file', () => {
    expect(launchesOfSam({ DefinitionUri: 'machine.asl.json', DefinitionSubstitutions: { Which: { Ref: 'Task' } } }).length).toBe(0);
  });

  test('starts no known tasks if its definition is included', () => {
    expect(launchesOfSam({ Definition: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 'machine.asl.json' } } } }).length).toBe(0);
  });
});

test('rules, schedules and pipes for other targets start no tasks', () => {
  expect(appOf({
    Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Arn: 'arn:aws:sqs:eu-west-1:111122223333:queue' }] } },
    Schedule: { Type: 'AWS::Scheduler::Schedule', Properties: { Target: { Arn: 'arn:aws:sqs:eu-west-1:111122223333:queue' } } },
    Pipe: { Type: 'AWS::Pipes::Pipe', Properties: { Target: 'arn:aws:sqs:eu-west-1:111122223333:queue' } },
  }).taskRunners.length).toBe(0);
});

function definition(parameters: object | undefined): object {
  return { StartAt: 'Run', States: { Run: { ...TASK_STATE, Parameters: parameters } } };
}

/** A string in the format of the CDK: a join of literals and references. */
function joined(json: object): object {
  const pieces = JSON.stringify(json).split(/\{"Ref":"(\w+)"\}/);
  return { 'Fn::Join': ['', pieces.flatMap((piece, index) => index % 2 === 0 ? [piece] : ['"', { Ref: piece }, '"'])] };
}

function launchesOf(properties: object): readonly TaskRunner[] {
  return appOf({ ...OTHERS, Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: properties } }).taskRunners;
}
