import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, CfnOutput, CfnParameter, DefaultStackSynthesizer, Fn, LegacyStackSynthesizer, NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { EcsValidator } from '../../../src/validation/ecs-validator';
import { AppReader } from '../../../src/validation/plugin/app-reader';
import { goodTask } from '../../support/tasks';

const ENV = { account: '111111111111', region: 'eu-west-1' };

/** The data of a stack besides its template. */
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

test('an account or Region that is known only at deployment is unknown', () => {
  const stack = new Stack(new App(), 'Stack');
  goodTask(stack);
  expect(sourceOf(stack)).toMatchObject({ account: undefined, region: undefined });
});

test('a nested stack is read with the resource that deploys it, and has no name', () => {
  const parent = new Stack(new App(), 'Stack');
  const nested = new NestedStack(parent, 'Nested');
  goodTask(nested);
  expect(sourceOf(nested)).toMatchObject({
    stackName: undefined,
    nestedIn: { parent: expect.stringContaining('Stack.template.json') as string, logicalId: parent.resolve(nested.nestedStackResource!.logicalId) as string },
  });
});

test('a value is resolved into a nested stack', () => {
  const nested = new NestedStack(new Stack(new App(), 'Stack'), 'Nested', { parameters: { Port: '8080' } });
  taskOnHostPort(nested, new CfnParameter(nested, 'Port', { type: 'Number' }).valueAsNumber);
  expect(EcsValidator.findings(nested).map(({ message }) => message)).toContainEqual(expect.stringContaining('host port 8080'));
});

test('a value is resolved through an export', () => {
  const app = new App();
  new CfnOutput(new Stack(app, 'Ports'), 'Port', { value: '8080', exportName: 'port' });
  taskOnHostPort(new Stack(app, 'Stack'), Token.asNumber(Fn.importValue('port')));
  expect(EcsValidator.findings(app).map(({ message }) => message)).toContainEqual(expect.stringContaining('host port 8080'));
});

test('an unsynthesized stack is ignored', () => {
  const app = new App();
  new Stack(app, 'Stack');
  expect(new AppReader(app).sources()).toEqual([]);
});

describe('the platforms of images', () => {
  const directory = mkdtempSync(join(tmpdir(), 'image-'));

  beforeAll(() => writeFileSync(join(directory, 'Dockerfile'), 'FROM scratch'));

  function taskOn(scope: Construct, image: DockerImageAsset): void {
    new CfnTaskDefinition(scope, 'Task', {
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::111111111111:role/execution',
      containerDefinitions: [{ name: 'web', image: image.imageUri }],
    });
  }

  function imageOf(scope: Construct, platform?: Platform): DockerImageAsset { return new DockerImageAsset(scope, 'Image', { directory, platform }); }

  test('are in the asset manifest, except for images built for the current machine', () => {
    const stack = new Stack(new App(), 'Stack');
    const { assetHash } = imageOf(stack, Platform.LINUX_ARM64);
    imageOf(new Construct(stack, 'Other'));
    expect(sourceOf(stack).images).toEqual({ [assetHash]: 'linux/arm64' });
  });

  test('have their tags, with the prefix of the synthesizer', () => {
    const stack = new Stack(new Stage(new App(), 'Prod'), 'Stack', { synthesizer: new DefaultStackSynthesizer({ dockerTagPrefix: 'shop-' }) });
    const { assetHash } = imageOf(stack, Platform.LINUX_ARM64);
    expect(sourceOf(stack).images).toEqual({ [`shop-${assetHash}`]: 'linux/arm64' });
  });

  test('are in the metadata of stacks without a manifest', () => {
    const stack = new Stack(new App(), 'Stack', { synthesizer: new LegacyStackSynthesizer() });
    const { assetHash } = imageOf(stack, Platform.LINUX_ARM64);
    expect(sourceOf(stack).images).toEqual({ [assetHash]: 'linux/arm64' });
  });

  test.each<[string, (stack: Stack) => Construct]>([
    ['the stack', stack => stack],
    ['a nested stack', stack => new NestedStack(stack, 'Nested')],
    ['another stack', stack => new Stack(stack.node.root as App, 'Another')],
  ])('cause a finding for a task in %s', (_, scopeOf) => {
    const stack = new Stack(new App(), 'Stack');
    taskOn(scopeOf(stack), imageOf(stack, Platform.LINUX_ARM64));
    expect(EcsValidator.findings(stack.node.root).map(({ message }) => message)).toContainEqual(expect.stringContaining('is built for linux/arm64, but the task runs on X86_64'));
  });

  test('do not include an image that is built for the current machine', () => {
    const stack = new Stack(new App(), 'Stack');
    taskOn(stack, imageOf(stack));
    expect(EcsValidator.findings(stack).map(({ ruleId }) => ruleId)).not.toContain('image-platform');
  });
});
