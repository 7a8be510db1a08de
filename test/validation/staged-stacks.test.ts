import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, NestedStack, pipelines, Stack, Stage } from 'aws-cdk-lib';
import { ProductStack } from 'aws-cdk-lib/aws-servicecatalog';
import { Construct } from 'constructs';
import { EcsValidator, EcsValidatorProps } from '../../src/validation/ecs-validator';
import { BROKEN_RULE, brokenTask } from '../support/tasks';
import { TemplateOnly } from '../support/template-only';
import { ValidationReport } from '../support/validation-report';

/** The staged stacks that plain `cdk synth` reports on. */
function reported(app: App): string[] {
  app.synth();
  return flagged(app);
}

function flagged(app: App): string[] {
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

test('without a validator the CDK ignores findings in staged stacks', () => {
  expect(reported(stagedApp())).toEqual([]);
});

test('library constructs enable reporting for their stack', () => {
  const app = stagedApp();
  EcsValidator._switchOn(new Construct(stackAt(app, 'Prod'), 'Ours'));
  expect(reported(app)).toEqual(['Prod/Stack']);
});

test('library constructs in a nested stack enable reporting for the parent stack', () => {
  const app = stagedApp();
  EcsValidator._switchOn(new Construct(new NestedStack(stackAt(app, 'Prod'), 'Nested'), 'Ours'));
  expect(reported(app)).toEqual(['Prod/Stack']);
});

test.each<[string, (app: App) => Stack]>([
  ['a product stack enables its parent stack', app => new ProductStack(stackAt(app, 'Prod'), 'Product')],
  ['a stack of a stack set enables its parent stack', app => new Stack(stackAt(app, 'Prod'), 'Regional', { synthesizer: new TemplateOnly() })],
  ['a stack without an artifact enables the first stack of its Stage', app => new Stack(app.node.findChild('Prod') as Stage, 'Template', { synthesizer: new TemplateOnly() })],
])('a library construct in %s', (_, stackOf) => {
  const app = stagedApp();
  EcsValidator._switchOn(new Construct(stackOf(app), 'Ours'));
  expect(reported(app)).toEqual(['Prod/Stack']);
});

test('library constructs do not change a stack outside Stages', () => {
  const app = stagedApp();
  EcsValidator._switchOn(new Construct(app.node.findChild('Plain'), 'Ours'));
  expect(reported(app)).toEqual([]);
});

test('a disabled validator enables no reporting', () => {
  const app = new App({ context: { 'cdk-ecs-shipshape:validate': false } });
  const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
  EcsValidator._switchOn(new Construct(stack, 'Ours'));
  expect(reported(app)).toEqual([]);
});

test.each<[string, EcsValidatorProps, boolean]>([
  ['enables reporting for staged stacks', {}, true],
  ['with reportOnly does not, because other plugins may fail there', { reportOnly: true }, false],
])('an explicit validator %s', (_, props, all) => {
  const app = stagedApp();
  new EcsValidator(app, props);
  expect(reported(app).includes('Prod/Stack')).toBe(all);
});

test('a report-only validator keeps existing flags', () => {
  const app = stagedApp();
  new EcsValidator(app, { reportOnly: true });
  app.synth({ validateOnSynthesis: true });
  expect(reported(app)).toContain('Prod/Stack');
});

test('a replaced validator enables no reporting', () => {
  const app = stagedApp();
  new EcsValidator(app);
  new EcsValidator(app, { reportOnly: true });
  expect(reported(app)).toEqual([]);
});

test('findings() does not use the flags of an earlier program in the folder', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-out-'));
  const appIn = (props: EcsValidatorProps) => {
    const app = new App({ outdir });
    new EcsValidator(app, props);
    new Stack(new Stage(app, 'Prod'), 'Stack');
    return app;
  };
  expect(reported(appIn({}))).toEqual(['Prod/Stack']);
  const app = appIn({ reportOnly: true });
  EcsValidator.findings(app);
  expect(reported(app)).toEqual([]);
});

describe('reporting is enabled for all staged stacks', () => {
  const staged = (app: App) => reported(app).filter(stack => stack !== 'Plain');
  let app: App;
  beforeEach(() => {
    app = stagedApp();
    new EcsValidator(app);
  });

  // the jsii kernel calls the method of the prototype, even if the object overrides it
  test("with the prototype's synth", () => {
    App.prototype.synth.call(app);
    expect(staged(app)).toEqual(['Dev/Stack', 'Prod/Stack']);
  });

  test('in a Stage in a Stage', () => {
    new Stack(new Stage(app.node.findChild('Prod'), 'Inner'), 'Stack');
    expect(staged(app)).toEqual(['Dev/Stack', 'Prod/Inner/Stack', 'Prod/Stack']);
  });

  test('in a Stage in another construct', () => {
    new Stack(new Stage(new Construct(app, 'Group'), 'Test'), 'Stack');
    expect(staged(app)).toEqual(['Dev/Stack', 'Group/Test/Stack', 'Prod/Stack']);
  });

  test('if a Stage was synthesized before', () => {
    (app.node.findChild('Prod') as Stage).synth();
    expect(staged(app)).toEqual(['Dev/Stack', 'Prod/Stack']);
  });

  test('if the app was synthesized before', () => {
    app.synth();
    expect(staged(app)).toEqual(['Dev/Stack', 'Prod/Stack']);
  });

  test('if the app is synthesized again with force', () => {
    app.synth();
    app.synth({ force: true });
    expect(staged(app)).toEqual(['Dev/Stack', 'Prod/Stack']);
  });

  test('after findings()', () => {
    EcsValidator.findings(app);
    expect(staged(app)).toEqual(['Dev/Stack', 'Prod/Stack']);
  });

  test('but not for nested stacks, which the command line does not know', () => {
    new NestedStack(stackAt(app, 'Prod'), 'Nested');
    expect(staged(app)).toEqual(['Dev/Stack', 'Prod/Stack']);
  });

  test('with another Stage without stacks', () => {
    new Stage(app, 'Empty');
    expect(staged(app)).toEqual(['Dev/Stack', 'Prod/Stack']);
  });

  test('with another Stage that is not synthesized', () => {
    jest.spyOn(new Stage(app, 'Broken'), 'synth').mockReturnValue(undefined as never);
    app.node.addValidation({ validate: () => ['stop before the CDK looks for the assembly of that Stage'] });
    expect(() => app.synth()).toThrow(/stop before/);
  });

  test('in a custom output folder', () => {
    const elsewhere = new App({ outdir: mkdtempSync(join(tmpdir(), 'cdk-out-')) });
    new EcsValidator(elsewhere);
    new Stack(new Stage(elsewhere, 'Prod'), 'Stack');
    expect(staged(elsewhere)).toEqual(['Prod/Stack']);
  });

  test('in a relative folder', () => {
    const elsewhere = new App({ outdir: join('.work', 'relative-cdk-out') });
    new EcsValidator(elsewhere);
    new Stack(new Stage(elsewhere, 'Prod'), 'Stack');
    expect(staged(elsewhere)).toEqual(['Prod/Stack']);
  });
});

describe('the Stages of a pipeline', () => {
  const pipelineApp = (props: EcsValidatorProps) => {
    const app = new App();
    const pipeline = new pipelines.CodePipeline(new Stack(app, 'Pipeline'), 'Pipeline', {
      synth: new pipelines.ShellStep('Synth', { input: pipelines.CodePipelineSource.gitHub('shop/infrastructure', 'main'), commands: ['npx cdk synth'] }),
    });
    const stage = new Stage(app, 'Prod');
    brokenTask(new Stack(stage, 'Stack'));
    new EcsValidator(app, props);
    pipeline.addStage(stage);
    return app;
  };

  test('are validated', () => {
    const app = pipelineApp({});
    expect(ValidationReport.of(app)).toMatchObject({ error: expect.any(Error) as Error, lines: [`error ${BROKEN_RULE} Prod/Stack/Task`] });
    expect(flagged(app)).toEqual(['Prod/Stack']);
  });

  test('are reported by a report-only validator too, because the pipeline sets the flag', () => {
    expect(reported(pipelineApp({ reportOnly: true }))).toEqual(['Prod/Stack']);
  });

  test('keep their flag when findings() writes their templates again', () => {
    const app = pipelineApp({ reportOnly: true });
    app.synth();
    EcsValidator.findings(app);
    expect(reported(app)).toEqual(['Prod/Stack']);
  });

  test('are not written again by findings(), because the pipeline refers to the written templates', () => {
    const app = pipelineApp({});
    const written = jest.spyOn(stackAt(app, 'Prod').synthesizer, 'synthesize');
    for (let call = 0; call < 2; call++) { expect(EcsValidator.findings(app)).toHaveLength(1); }
    expect(() => app.synth()).toThrow(/EcsShipshape/);
    expect(EcsValidator.findings(app)).toHaveLength(1);
    expect(written).not.toHaveBeenCalled();
  });
});
