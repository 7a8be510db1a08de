import { basename, join } from 'path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { EcsValidator, EcsValidatorProps } from '../../../src/validation/ecs-validator';
import { AssemblyManifest } from '../../../src/validation/plugin/assembly-manifest';
import { brokenTask, goodTask } from '../../support/tasks';
import { ValidationReport } from '../../support/validation-report';

/** The module object, whose functions all importers call. */
const fs = jest.requireActual<typeof import('fs')>('fs');

beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(); });
afterEach(() => { jest.restoreAllMocks(); });

const validatedApp = (props?: EcsValidatorProps, context?: Record<string, unknown>) => {
  const app = new App({ context });
  new EcsValidator(app, props);
  return app;
};

/** The output of a synthesis: severity, path and start of the text of each finding, and whether it fails. */
const shown = (app: App) => {
  const { violations, error } = ValidationReport.of(app);
  const texts = violations.map(({ severity, ruleName, description, violatingConstructs: [{ constructPath }] }) =>
    `${severity} ${ruleName} '${constructPath}': ${description.split('\n')[0]}`);
  return { texts, fails: error !== undefined };
};

describe('a manifest of a Stage that cannot be written', () => {
  const prod = (app: App) => {
    const stage = new Stage(app, 'Prod');
    brokenTask(new Stack(stage, 'Stack'));
    return stage;
  };

  /** Writes half of the file and then reports a full disk. */
  const breakWriting = () => {
    const { writeFileSync } = fs;
    jest.spyOn(fs, 'writeFileSync').mockImplementation((file, data, options) => {
      const ours = /^manifest\.json/.test(basename(String(file))) && String(data).includes('"validateOnSynth": true');
      writeFileSync(file, ours ? String(data).slice(0, 100) : data, options);
      if (ours) { throw new Error('no space left on device'); }
    });
  };

  const FAULT = "error validator-fault '': plain cdk synth cannot be made to report on stacks in Stages: no space left on device";

  test('is an error that every selection of stacks shows', () => {
    const app = validatedApp();
    prod(app);
    breakWriting();
    expect(shown(app)).toEqual({ fails: true, texts: [expect.stringContaining("'Prod/Stack/Task': host port"), FAULT] });
  });

  test('is an error in an app without other findings', () => {
    const app = validatedApp();
    goodTask(new Stack(new Stage(app, 'Prod'), 'Stack'));
    breakWriting();
    expect(shown(app)).toEqual({ fails: true, texts: [FAULT] });
  });

  test('is unchanged, without other files', () => {
    const app = validatedApp();
    const stage = prod(app);
    breakWriting();
    expect(() => app.synth()).toThrow();
    expect(() => JSON.parse(fs.readFileSync(join(stage.outdir, 'manifest.json'), 'utf8')) as unknown).not.toThrow();
    expect(fs.readdirSync(stage.outdir).filter(file => file.endsWith('.tmp'))).toEqual([]);
  });

  test('does not affect the next synthesis', () => {
    const app = validatedApp();
    prod(app);
    breakWriting();
    expect(() => app.synth()).toThrow();
    jest.restoreAllMocks();
    jest.spyOn(console, 'error').mockImplementation();
    expect(shown(app).texts).toEqual([expect.stringContaining("'Prod/Stack/Task': host port")]);
  });

  test('is a warning if the severity of the rule is set to warning', () => {
    const app = validatedApp({ ruleSeverities: { 'validator-fault': 'warning' as never } });
    goodTask(new Stack(new Stage(app, 'Prod'), 'Stack'));
    breakWriting();
    expect(shown(app)).toEqual({ fails: false, texts: [FAULT.replace('error', 'warning')] });
  });
});

describe('manifests of Stages that cannot be read', () => {
  beforeEach(() => { jest.spyOn(AssemblyManifest.prototype, 'propertiesOf').mockImplementation(() => { throw new Error('not readable'); }); });

  test.each<[string, EcsValidatorProps, object]>([
    ['an error, and the warning that nothing was checked', {}, {
      fails: true,
      texts: ["error validator-fault '': plain cdk synth cannot be made to report on stacks in Stages: not readable", "warning validator-fault '': the validator failed: not readable"],
    }],
    ['a warning that nothing was checked under reportOnly', { reportOnly: true }, { fails: false, texts: ["warning validator-fault '': the validator failed: not readable"] }],
  ])('are %s', (_, props, expected) => {
    const app = validatedApp(props);
    brokenTask(new Stack(new Stage(app, 'Prod'), 'Stack'));
    expect(shown(app)).toEqual(expected);
  });
});

describe('a report that fails', () => {
  beforeEach(() => { jest.doMock('../../../package.json', () => { throw new Error('no package.json'); }); });
  afterEach(() => { jest.dontMock('../../../package.json'); });

  test.each<[string, EcsValidatorProps, object]>([
    ['is an error', {}, { fails: true, texts: expect.arrayContaining(["error validator-fault '': the validator cannot report its findings: no package.json"]) as object }],
    ['is a warning under reportOnly', { reportOnly: true }, {
      fails: false, texts: ["warning validator-fault '': the validator cannot report its findings: no package.json (would be an error without reportOnly)"],
    }],
  ])('%s', (_, props, expected) => {
    const app = validatedApp(props);
    brokenTask(new Stack(app, 'Stack'));
    expect(shown(app)).toEqual(expected);
  });
});

describe('rules that cannot be loaded', () => {
  beforeEach(() => { jest.doMock('../../../src/validation/engine/validate', () => { throw new Error('no such module'); }); });
  afterEach(() => { jest.dontMock('../../../src/validation/engine/validate'); });

  test('are an error, because otherwise every app would succeed', () => {
    const app = validatedApp();
    goodTask(new Stack(app, 'Stack'));
    expect(shown(app)).toEqual({ fails: true, texts: ["error validator-fault '': the validator failed: the rules cannot be loaded: no such module"] });
  });

  test('make findings() return the fault', () => {
    const app = new App();
    expect(EcsValidator.findings(app)).toEqual([expect.objectContaining({ ruleId: 'validator-fault', severity: 'error' })]);
  });
});
