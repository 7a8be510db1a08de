import { join } from 'path';
import { App, CfnOutput, CfnParameter, Fn, NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';
import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { EcsValidator } from '../../../src/validation/ecs-validator';
import { AppReader } from '../../../src/validation/plugin/app-reader';
import { goodTask } from '../../support/tasks';

const ENV = { account: '111111111111', region: 'eu-west-1' };

/** What was read of a stack besides its template. */
function sourceOf(stack: Stack) {
  const root = stack.node.root as App;
  root.synth();
  const file = join(Stage.of(stack)!.outdir, stack.templateFile);
  const { template, ...source } = new AppReader(root).sources().find(({ name }) => name === file)!;
  return { ...source, resources: Object.values(template.Resources ?? {}).map(({ Type }) => Type) };
}

function taskOnHostPort(scope: Construct, hostPort: number): void {
  new CfnTaskDefinition(scope, 'Task', {
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image: 'nginx', portMappings: [{ containerPort: 80, hostPort }] }],
  });
}

beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(); });

test('a stack is read with its name, account and Region', () => {
  const stack = new Stack(new Stage(new App(), 'Prod'), 'Stack', { stackName: 'shop', env: ENV });
  goodTask(stack);
  expect(sourceOf(stack)).toMatchObject({ stackName: 'shop', account: '111111111111', region: 'eu-west-1', nestedIn: undefined, resources: ['AWS::ECS::TaskDefinition'] });
});

test('an account or Region that is decided when it is deployed is not known', () => {
  const stack = new Stack(new App(), 'Stack');
  goodTask(stack);
  expect(sourceOf(stack)).toMatchObject({ account: undefined, region: undefined });
});

test('a nested stack is read with the resource that deploys it, and has no name of its own', () => {
  const parent = new Stack(new App(), 'Stack');
  const nested = new NestedStack(parent, 'Nested');
  goodTask(nested);
  expect(sourceOf(nested)).toMatchObject({
    stackName: undefined,
    nestedIn: { parent: expect.stringContaining('Stack.template.json') as string, logicalId: parent.resolve(nested.nestedStackResource!.logicalId) as string },
  });
});

test('a value is followed into a nested stack', () => {
  const nested = new NestedStack(new Stack(new App(), 'Stack'), 'Nested', { parameters: { Port: '8080' } });
  taskOnHostPort(nested, new CfnParameter(nested, 'Port', { type: 'Number' }).valueAsNumber);
  expect(EcsValidator.findings(nested).map(({ message }) => message)).toContainEqual(expect.stringContaining('host port 8080'));
});

test('a value is followed through an export', () => {
  const app = new App();
  new CfnOutput(new Stack(app, 'Ports'), 'Port', { value: '8080', exportName: 'port' });
  taskOnHostPort(new Stack(app, 'Stack'), Token.asNumber(Fn.importValue('port')));
  expect(EcsValidator.findings(app).map(({ message }) => message)).toContainEqual(expect.stringContaining('host port 8080'));
});

test('an unsynthesized stack is passed over', () => {
  const app = new App();
  new Stack(app, 'Stack');
  expect(new AppReader(app).sources()).toEqual([]);
});
