import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Aspects, CfnElement, cloudformation_include, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ProductStack } from 'aws-cdk-lib/aws-servicecatalog';
import { Construct } from 'constructs';
import { EcsValidator, EcsValidatorProps, RuleSeverity } from '../../src/validation/ecs-validator';
import { BROKEN_RULE, brokenTask, goodTask } from '../support/tasks';
import { TemplateOnly } from '../support/template-only';
import { ValidationReport } from '../support/validation-report';

/** A library construct with a violation. */
class Ours extends Construct {
  public constructor(scope: Construct, id = 'Ours') {
    super(scope, id);
    EcsValidator._switchOn(this);
    brokenTask(this);
  }
}

function validatedApp(props?: EcsValidatorProps, context?: Record<string, unknown>): App {
  const app = new App({ context });
  Validations.of(app).addPlugins(new EcsValidator(app, props));
  return app;
}

function stackIn(scope: Construct, id = 'Stack', account?: string): Stack {
  return new Stack(scope, id, account ? { env: { account, region: 'eu-west-1' } } : {});
}

beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(); });

describe('an explicit validator', () => {
  test('fails the synthesis on an error', () => {
    const app = validatedApp();
    brokenTask(stackIn(app));
    expect(() => app.synth()).toThrow(/host port 8080 .* differs from its container port 80/);
  });

  test('reports an error anywhere, with the path of the construct', () => {
    const app = validatedApp();
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack/Task`]);
  });

  test('finds nothing in a valid app', () => {
    const app = validatedApp();
    goodTask(stackIn(app));
    expect(ValidationReport.of(app).lines.filter(line => line.startsWith('error'))).toEqual([]);
  });

  test('needs no addPlugins', () => {
    const app = new App();
    new EcsValidator(app);
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack/Task`]);
  });

  test('validates the whole app from any scope', () => {
    const app = new App();
    const dev = new Stage(app, 'Dev');
    Validations.of(dev).addPlugins(new EcsValidator(dev));
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack/Task`]);
  });

  test('reports a finding once in an app with several accounts', () => {
    const app = validatedApp();
    for (const account of ['111111111111', '222222222222']) { brokenTask(stackIn(app, `Stack${account[0]}`, account)); }
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack1/Task`, `error ${BROKEN_RULE} Stack2/Task`]);
  });

  test('validates again in another synthesis', () => {
    const app = validatedApp();
    goodTask(stackIn(app, 'First', '111111111111'));
    ValidationReport.of(app);
    brokenTask(stackIn(app, 'Second', '222222222222'));
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Second/Task`]);
  });

  test('reports errors as warnings with reportOnly', () => {
    const app = validatedApp({ reportOnly: true });
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app)).toMatchObject({ error: undefined, lines: [`warning ${BROKEN_RULE} Stack/Task`] });
  });

  test('applies ruleSeverities', () => {
    const app = validatedApp({ ruleSeverities: { [BROKEN_RULE]: RuleSeverity.WARNING } });
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app)).toMatchObject({ error: undefined, lines: [`warning ${BROKEN_RULE} Stack/Task`] });
  });

  test('does not check a disabled rule', () => {
    const app = validatedApp({ disabledRules: [BROKEN_RULE] });
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app).lines).toEqual([]);
  });

  test('refuses an unknown rule in disabledRules, with the nearest id', () => {
    expect(() => new EcsValidator(new App(), { disabledRules: ['awsvpc-host-prt'] }))
      .toThrow("disabledRules contains 'awsvpc-host-prt', which is not a rule of EcsShipshape: did you mean 'awsvpc-host-port'");
  });

  test('refuses an unknown rule in ruleSeverities', () => {
    expect(() => new EcsValidator(new App(), { ruleSeverities: { xyz: RuleSeverity.ERROR } }))
      .toThrow("ruleSeverities contains 'xyz', which is not a rule of EcsShipshape: EcsValidator.rules lists all rules");
  });

  test('refuses a construct without an app', () => {
    expect(() => new EcsValidator(new Construct(undefined as never, 'Loose'))).toThrow('EcsValidator validates an app: Loose is not in one');
  });

  test('prints the message with values, the reason and the fix', () => {
    const app = validatedApp();
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app).violations[0]).toMatchObject({
      description: expect.stringMatching(/^host port 8080 of .* 80; remove hostPort\n {3}Each awsvpc task has/) as string,
      suggestedFix: expect.stringMatching(/\nhttps:\/\/docs\.aws\.amazon\.com\//) as string,
    });
  });

  test('writes its version to its report', () => {
    const app = validatedApp();
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app).reports[0].metadata).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string });
  });

  test('validates changes of an escape hatch or an aspect', () => {
    const app = validatedApp();
    const task = goodTask(stackIn(app));
    Aspects.of(app).add({ visit: node => { if (node === task) { task.addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', 8080); } } });
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack/Task`]);
  });

  test('uses the stack for a resource without a construct', () => {
    const app = validatedApp();
    new Fragment(stackIn(app), 'Fragment');
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack`]);
  });

  test('validates an included template', () => {
    const app = validatedApp();
    const templateFile = join(mkdtempSync(join(tmpdir(), 'include-')), 'template.json');
    writeFileSync(templateFile, JSON.stringify(templateOfBrokenTask()));
    new cloudformation_include.CfnInclude(stackIn(app), 'Included', { templateFile });
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack/Included/Task`]);
  });
});

/** Adds resources to the template that have no construct. */
class Fragment extends CfnElement {
  public _toCloudFormation(): object { return templateOfBrokenTask(); }
}

function templateOfBrokenTask(): { Resources: object } {
  const stack = new Stack();
  brokenTask(stack);
  return { Resources: Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition') };
}

describe('nested stacks', () => {
  test('are validated with the path of their construct', () => {
    const app = validatedApp();
    brokenTask(new NestedStack(new NestedStack(stackIn(app), 'Outer'), 'Inner'));
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack/Outer/Inner/Task`]);
  });

  test('are validated in Stages', () => {
    const app = validatedApp();
    brokenTask(new NestedStack(stackIn(new Stage(app, 'Prod')), 'Nested'));
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Prod/Stack/Nested/Task`]);
  });
});

describe('the automatic validator of library constructs', () => {
  test('reports errors on these constructs and warnings elsewhere', () => {
    const app = new App();
    const stack = stackIn(app);
    new Ours(stack);
    brokenTask(stack);
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack/Ours/Task`, `warning ${BROKEN_RULE} Stack/Task`]);
  });

  test('exists once for any number of constructs', () => {
    const app = new App();
    new Ours(stackIn(app, 'One'));
    new Ours(stackIn(new Stage(app, 'Prod'), 'Two'));
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} One/Ours/Task`, `error ${BROKEN_RULE} Prod/Two/Ours/Task`]);
  });

  test.each(['false', false])('is disabled by context %p', value => {
    const app = new App({ context: { 'cdk-ecs-shipshape:validate': value } });
    new Ours(stackIn(app));
    expect(ValidationReport.of(app).reports).toEqual([]);
  });

  test('does not disable an explicit validator with that context', () => {
    const app = validatedApp({}, { 'cdk-ecs-shipshape:validate': false });
    new Ours(stackIn(app));
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack/Ours/Task`]);
  });

  test('is replaced by a later explicit validator', () => {
    const app = new App();
    const stack = stackIn(app);
    new Ours(stack);
    brokenTask(stack);
    Validations.of(app).addPlugins(new EcsValidator(app));
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack/Ours/Task`, `error ${BROKEN_RULE} Stack/Task`]);
  });

  test('is not added if there is an explicit validator', () => {
    const app = validatedApp({ reportOnly: true });
    new Ours(stackIn(app));
    expect(ValidationReport.of(app).lines).toEqual([`warning ${BROKEN_RULE} Stack/Ours/Task`]);
  });

  test('is not added to a tree without an app', () => {
    const stage = new Stage(undefined as never, 'Loose');
    new Ours(stackIn(stage));
    expect(() => stage.synth()).not.toThrow();
  });
});

test('of two explicit validators the later one reports', () => {
  const app = validatedApp();
  Validations.of(app).addPlugins(new EcsValidator(app, { reportOnly: true }));
  brokenTask(stackIn(app));
  expect(ValidationReport.of(app).lines).toEqual([`warning ${BROKEN_RULE} Stack/Task`]);
});

describe('Template.fromStack', () => {
  test('fails on an error in a stack of the app', () => {
    const stack = stackIn(validatedApp());
    brokenTask(stack);
    expect(() => Template.fromStack(stack)).toThrow(/EcsShipshape::awsvpc-host-port/);
  });

  test('fails on an error in a stack without an app', () => {
    const stack = new Stack();
    new Ours(stack);
    expect(() => Template.fromStack(stack)).toThrow(/EcsShipshape::awsvpc-host-port/);
  });

  test('runs no validation in a Stage, unlike findings()', () => {
    const stack = stackIn(new Stage(validatedApp(), 'Prod'));
    brokenTask(stack);
    Template.fromStack(stack);
    expect(EcsValidator.findings(stack)).toHaveLength(1);
  });
});

describe('EcsValidator.rules', () => {
  test('contains the requirement and the AWS page of each rule', () => {
    expect(EcsValidator.rules).toContainEqual({
      id: BROKEN_RULE,
      domain: 'task',
      title: expect.any(String) as string,
      severity: RuleSeverity.ERROR,
      docs: expect.stringContaining('https://docs.aws.amazon.com/') as string,
    });
  });
});

describe('the enforced severity of a warning that would be an error', () => {
  test.each<[string, (app: App) => void, RegExp]>([
    ['under reportOnly', app => new EcsValidator(app, { reportOnly: true }), /^host port 8080 .* 80; remove hostPort \(would be an error without reportOnly\)\n/],
    ['on other constructs', app => EcsValidator._switchOn(new Construct(app, 'Ours')), /^host port 8080 .* 80; remove hostPort \(would be an error with an explicit EcsValidator\)\n/],
  ])('is in the text and in the report, %s', (_, add, description) => {
    const app = new App();
    add(app);
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app).violations).toEqual([expect.objectContaining({
      severity: 'warning',
      description: expect.stringMatching(description) as string,
      ruleMetadata: expect.objectContaining({ enforcedSeverity: 'error' }) as object,
    })]);
  });

  test('is not in the text of a rule with severity warning', () => {
    const app = validatedApp({ reportOnly: true, ruleSeverities: { [BROKEN_RULE]: RuleSeverity.WARNING } });
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app).violations[0].description).toMatch(/container port 80; remove hostPort\n/);
  });
});

describe('a report-only validator in an app with Stages', () => {
  const reported = (acknowledge: (app: App) => void = () => undefined, options = {}) => {
    const app = validatedApp({ reportOnly: true });
    for (const stage of ['Dev', 'Prod']) { brokenTask(stackIn(new Stage(app, stage))); }
    acknowledge(app);
    app.synth(options);
    return new ValidationReport(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  };
  const acknowledgeIn = (app: App, stage: string) =>
    Validations.of(app.node.findChild(stage)).acknowledge({ id: `EcsShipshape::${BROKEN_RULE}`, reason: 'tested by hand' });

  test('reports without a path, which every selection shows, and starts the text with the paths', () => {
    expect(reported().violations).toEqual([expect.objectContaining({
      description: expect.stringMatching(/^Dev\/Stack\/Task, Prod\/Stack\/Task: host port 8080 /) as string,
      violatingConstructs: [{ constructPath: '' }],
    })]);
  });

  test('keeps the path of an acknowledged finding', () => {
    const report = reported(app => acknowledgeIn(app, 'Dev'));
    expect({ acknowledged: report.acknowledged, texts: report.violations.map(({ description }) => description.split(':')[0]) })
      .toEqual({ acknowledged: [`warning ${BROKEN_RULE} Dev/Stack/Task`], texts: ['Prod/Stack/Task'] });
  });

  test('keeps the path if plain `cdk synth` shows staged stacks anyway', () => {
    expect(reported(undefined, { validateOnSynthesis: true }).lines)
      .toEqual([`warning ${BROKEN_RULE} Dev/Stack/Task`, `warning ${BROKEN_RULE} Prod/Stack/Task`]);
  });
});

describe('staged stacks that the command line does not know', () => {
  const product = (stage: Stage) => new ProductStack(stackIn(stage, 'A'), 'Product');
  const stackSetStack = (stage: Stage) => new Stack(stackIn(stage, 'A'), 'Product', { synthesizer: new TemplateOnly() });
  const besideOthers = (stage: Stage) => {
    stackIn(stage, 'A');
    return new Stack(stage, 'Template', { synthesizer: new TemplateOnly() });
  };
  const reportOf = (app: App, stackOf: (stage: Stage) => Stack) => {
    brokenTask(stackOf(new Stage(app, 'Prod')));
    return ValidationReport.of(app);
  };

  test.each([
    ['a Service Catalog product stack', product, 'Prod/A/Product/Task'],
    ['a stack of a stack set', stackSetStack, 'Prod/A/Product/Task'],
    ['a stack without an artifact', besideOthers, 'Prod/Template/Task'],
  ])('are reported without a path by a report-only validator: %s', (_, stackOf, path) => {
    expect(reportOf(validatedApp({ reportOnly: true }), stackOf).violations).toEqual([expect.objectContaining({
      description: expect.stringMatching(new RegExp(`^${path}: host port 8080 `)) as string,
      violatingConstructs: [{ constructPath: '' }],
    })]);
  });

  test.each([
    ['a Service Catalog product stack, with its parent stack', product, 'Prod/A/Product/Task'],
    ['a stack without an artifact, with the first stack', besideOthers, 'Prod/A'],
  ])('are reported by an explicit validator: %s', (_, stackOf, path) => {
    expect(reportOf(validatedApp(), stackOf).lines).toEqual([`error ${BROKEN_RULE} ${path}`]);
  });
});

describe('the same finding in several Stages', () => {
  const groups = (change: (app: App) => void = () => undefined, account?: (stage: string) => string) => {
    const app = validatedApp();
    for (const stage of ['Dev', 'Prod']) { brokenTask(stackIn(new Stage(app, stage), 'Stack', account?.(stage))); }
    change(app);
    return ValidationReport.of(app).violations.map(({ violatingConstructs }) => violatingConstructs.map(({ constructPath }) => constructPath));
  };

  test('is one violation with several resources', () => {
    expect(groups()).toEqual([['Dev/Stack/Task', 'Prod/Stack/Task']]);
  });

  test('is one violation across accounts', () => {
    expect(groups(undefined, stage => stage === 'Dev' ? '111111111111' : '222222222222')).toEqual([['Dev/Stack/Task', 'Prod/Stack/Task']]);
  });

  test('is not grouped with an acknowledged finding', () => {
    expect(groups(app => Validations.of(app.node.findChild('Dev')).acknowledge({ id: `EcsShipshape::${BROKEN_RULE}`, reason: 'tested by hand' })))
      .toEqual([['Prod/Stack/Task']]);
  });

  test('is not grouped with a finding on another construct', () => {
    expect(groups(app => brokenTask(app.node.findChild('Dev').node.findChild('Stack') as Stack, 'Other')))
      .toEqual([['Dev/Stack/Task', 'Prod/Stack/Task'], ['Dev/Stack/Other']]);
  });
});

describe('the summary line', () => {
  const summary = (build: (app: App, stack: Stack) => void, props?: EcsValidatorProps) => {
    const app = validatedApp(props);
    build(app, stackIn(app));
    return ValidationReport.of(app).summary?.description;
  };
  const acknowledge = (scope: Construct, id: string) => Validations.of(scope).acknowledge({ id, reason: 'tested by hand' });

  test('has no path, so that every selection shows it', () => {
    const app = validatedApp();
    brokenTask(stackIn(app));
    expect(ValidationReport.of(app).summary).toMatchObject({ severity: 'info', violatingConstructs: [{ constructPath: '' }] });
  });

  test.each<[string, (app: App, stack: Stack) => void, EcsValidatorProps]>([
    ['1 error from 1 rule in this app', (_, stack) => brokenTask(stack), {}],
    ['2 errors from 1 rule in this app', (app, stack) => { brokenTask(stack); brokenTask(stackIn(new Stage(app, 'Prod'))); }, {}],
    ['1 error and 1 warning from 2 rules in this app', (_, stack) => { brokenTask(stack); acknowledge(stack, 'EcsShipshape::none'); }, {}],
    ['1 warning (1 would be an error) from 1 rule in this app', (_, stack) => brokenTask(stack), { reportOnly: true }],
    ['2 warnings (2 would be errors) from 1 rule in this app', (_, stack) => { brokenTask(stack); brokenTask(stack, 'Other'); }, { reportOnly: true }],
  ])('%s', (text, build, props) => {
    expect(summary(build, props)).toBe(text);
  });

  test('does not exist without findings', () => {
    expect(summary((_, stack) => goodTask(stack))).toBeUndefined();
  });

  test('does not count acknowledged findings', () => {
    expect(summary((_, stack) => acknowledge(brokenTask(stack), `EcsShipshape::${BROKEN_RULE}`))).toBeUndefined();
  });

  test('can be acknowledged', () => {
    const app = validatedApp();
    brokenTask(stackIn(app));
    acknowledge(app, 'EcsShipshape::summary');
    expect(ValidationReport.of(app)).toMatchObject({ summary: undefined, lines: [`error ${BROKEN_RULE} Stack/Task`] });
  });

  test('contains the command that prints warnings in staged stacks without library constructs', () => {
    const app = new App();
    new Ours(stackIn(app, 'One'));
    brokenTask(stackIn(new Stage(app, 'Prod')));
    expect(ValidationReport.of(app).summary).toMatchObject({
      description: '1 error and 1 warning (1 would be an error) from 1 rule in this app',
      suggestedFix: "Run cdk synth '**' to print 1 warning in stacks of Stages as well.",
    });
  });
});
