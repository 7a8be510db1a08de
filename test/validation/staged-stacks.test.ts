import { readFileSync } from 'fs';
import { join } from 'path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EcsValidator, EcsValidatorProps } from '../../src/validation/ecs-validator';

/** The staged stacks that plain `cdk synth` reports on. */
function reported(app: App): string[] {
  app.synth();
  return app.node.findAll().filter(construct => Stage.isStage(construct)).flatMap(stage => {
    const { artifacts } = JSON.parse(readFileSync(join(stage.outdir, 'manifest.json'), 'utf8')) as Manifest;
    return Object.values(artifacts).filter(({ properties }) => properties?.validateOnSynth).map(({ displayName }) => displayName);
  }).sort();
}

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly displayName: string; readonly properties?: { readonly validateOnSynth?: boolean } }>>;
}

function stagedApp(): App {
  const app = new App();
  new Stack(app, 'Plain');
  for (const id of ['Dev', 'Prod']) { new Stack(new Stage(app, id), 'Stack'); }
  return app;
}

const stackAt = (app: App, stage: string) => app.node.findChild(stage).node.findChild('Stack') as Stack;

beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(); });

test('without a validator the CDK drops what is found in staged stacks', () => {
  expect(reported(stagedApp())).toEqual([]);
});

test('our constructs have their own stack reported', () => {
  const app = stagedApp();
  EcsValidator._switchOn(new Construct(stackAt(app, 'Prod'), 'Ours'));
  expect(reported(app)).toEqual(['Prod/Stack']);
});

test('our constructs in a nested stack have the stack above it reported', () => {
  const app = stagedApp();
  EcsValidator._switchOn(new Construct(new NestedStack(stackAt(app, 'Prod'), 'Nested'), 'Ours'));
  expect(reported(app)).toEqual(['Prod/Stack']);
});

test('our constructs change nothing about a stack that is in no Stage', () => {
  const app = stagedApp();
  EcsValidator._switchOn(new Construct(app.node.findChild('Plain'), 'Ours'));
  expect(reported(app)).toEqual([]);
});

test('a switched off validator has nothing reported', () => {
  const app = new App({ context: { 'cdk-ecs-shipshape:validate': false } });
  const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
  EcsValidator._switchOn(new Construct(stack, 'Ours'));
  expect(reported(app)).toEqual([]);
});

test.each<[string, EcsValidatorProps, boolean]>([
  ['has all of them reported', {}, true],
  ['that reports only leaves them to the CDK, since other plugins may fail there', { reportOnly: true }, false],
])('an explicit validator %s', (_, props, all) => {
  const app = stagedApp();
  new EcsValidator(app, props);
  expect(reported(app).includes('Prod/Stack')).toBe(all);
});

describe('a method that another language overrides, which nobody can wrap', () => {
  const fix = <T extends object>(target: T, method: keyof T) =>
    Object.defineProperty(target, method, { value: target[method], writable: false, configurable: false });

  test('leaves a staged stack to the CDK', () => {
    const app = stagedApp();
    fix(stackAt(app, 'Prod').synthesizer, 'synthesize');
    EcsValidator._switchOn(new Construct(stackAt(app, 'Prod'), 'Ours'));
    expect(reported(app)).toEqual([]);
  });

  test('leaves the app to the CDK', () => {
    const app = fix(stagedApp(), 'synth');
    new EcsValidator(app);
    expect(reported(app)).toEqual([]);
  });
});
