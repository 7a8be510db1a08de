import { CdkApp, Outcome } from '../../support/cdk-app';
import { ValidationReport } from '../../support/validation-report';

const PROD_ERROR = /ERROR host port 8080 .*\n.*\n +Prod\/A\/Task \(Task\)/;
const DEV_WARNING = /WARNING 'EcsShipshape::no-such-rule', acknowledged on Dev\/A\/Task/;
const ACKNOWLEDGE = "{ id: 'EcsShipshape::awsvpc-host-port', reason: 'tested by hand' }";

describe('an error in a staged stack, and a warning in another Stage', () => {
  let cdk: CdkApp;
  let plain: Outcome;

  beforeAll(() => {
    cdk = new CdkApp('stages', `
      const app = new App();
      Validations.of(app).addPlugins(new EcsValidator(app));
      const stackOf = (id, account) => new Stack(new Stage(app, id, { env: { account, region: 'eu-west-1' } }), 'A');
      Validations.of(goodTask(stackOf('Dev', '111111111111'))).acknowledge({ id: 'EcsShipshape::no-such-rule', reason: '' });
      brokenTask(stackOf('Prod', '222222222222'));
    `, { withCdkValidation: true });
    plain = cdk.synth();
  });

  test('fails plain cdk synth', () => {
    expect(plain).toMatchObject({ exitCode: 1, output: expect.stringMatching(PROD_ERROR) as string });
  });

  test('is printed with the source line, the reason, the fix and the id to acknowledge', () => {
    expect(plain.output).toMatch(new RegExp([
      /(?:app|at-hand)\.js:\d+:\d+\n/, PROD_ERROR, / .*\n {3}Suggested fix: .*\n {3}https:\/\/docs\.aws.*\n/, / {3}Acknowledge with 'EcsShipshape::awsvpc-host-port'/,
    ].map(part => part.source).join('')));
  });

  test.each(['**', 'Prod/A'])('fails cdk synth %p', selection => {
    expect(cdk.select(selection)).toMatchObject({ exitCode: 1, output: expect.stringMatching(PROD_ERROR) as string });
  });

  test('fails cdk deploy of that stack before any call to AWS', () => {
    const { exitCode, output } = cdk.deploy('Prod/A');
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: expect.stringMatching(/Synthesis finished with errors\s*$/) as string });
  });

  test('does not block cdk deploy of the other Stage', () => {
    // there is no AWS to deploy to: the deployment fails when it looks up the account
    expect(cdk.deploy('Dev/*').output).toMatch(/Synthesis time.*[^]*account 111111111111/);
  });

  test('does not hide the warning of the other Stage', () => {
    expect(cdk.deploy('Dev/*').output).toMatch(DEV_WARNING);
  });

  test('is reported by cdk synth of the other Stage too, unless --no-validation skips the rest of the app', () => {
    expect(cdk.select('Dev/*').output).toMatch(PROD_ERROR);
    expect(cdk.select('Dev/*', '--no-validation')).toMatchObject({ exitCode: 0, output: expect.not.stringMatching(PROD_ERROR) as string });
  });
});

test('an acknowledged error in a staged stack does not fail plain cdk synth', () => {
  const cdk = new CdkApp('stages-acknowledged', `
    const app = new App();
    Validations.of(app).addPlugins(new EcsValidator(app));
    const stage = new Stage(app, 'Prod');
    Validations.of(stage).acknowledge(${ACKNOWLEDGE});
    brokenTask(new Stack(stage, 'A'));
  `);
  expect(cdk.synth()).toMatchObject({ exitCode: 0, output: expect.not.stringContaining('EcsShipshape') as string });
});

describe('library constructs in a Stage, without an explicit validator', () => {
  let cdk: CdkApp;
  let plain: Outcome;

  beforeAll(() => {
    cdk = new CdkApp('stages-automatic', `
      const app = new App();
      brokenTask(ours(new NestedStack(new Stack(new Stage(app, 'Prod'), 'A'), 'Nested')));
      const other = new Stack(new Stage(app, 'Other'), 'B');
      Validations.of(other).addError('theirs', 'an error of somebody else');
    `);
    plain = cdk.synth();
  });

  test('fail plain cdk synth on their errors', () => {
    expect(plain).toMatchObject({ exitCode: 1, output: expect.stringMatching(/ERROR host port 8080 .*\n.*\n +Prod\/A\/Nested\/Ours\/Task/) as string });
  });

  test('do not change the reporting of other Stages', () => {
    expect(plain.output).not.toContain('an error of somebody else');
  });
});

describe('a report-only validator in an app with Stages', () => {
  let cdk: CdkApp;
  let plain: Outcome;

  beforeAll(() => {
    cdk = new CdkApp('stages-report-only', `
      const app = new App();
      Validations.of(app).addPlugins(new EcsValidator(app, { reportOnly: true }));
      for (const id of ['Dev', 'Prod']) {
        const stack = new Stack(new Stage(app, id), 'A');
        brokenTask(stack);
        Validations.of(stack).addError('theirs', 'an error of another plugin');
      }
    `);
    plain = cdk.synth();
  });

  test('prints each finding with plain cdk synth, with its construct paths and enforced severity', () => {
    expect(plain.output).toMatch(new RegExp([
      /WARNING Dev\/A\/Task, Prod\/A\/Task: host port 8080 .* container port 80; remove hostPort \(would be an error without reportOnly\)\n/,
      /.* \(EcsShipshape\)\n\s*\n {3}Suggested fix: .*\n.*\n {3}Acknowledge with 'EcsShipshape::awsvpc-host-port'/,
    ].map(part => part.source).join('')));
  });

  test('ends with the number of findings', () => {
    expect(plain.output).toContain('INFO 2 warnings (2 would be errors) from 1 rule in this app');
  });

  test('does not fail plain cdk synth, even if other plugins report errors there', () => {
    expect(plain).toMatchObject({ exitCode: 0, output: expect.not.stringContaining('an error of another plugin') as string });
  });

  test('records the enforced severity in validation-report.json', () => {
    expect(new ValidationReport(cdk.file('validation-report.json')!).violations)
      .toEqual([expect.objectContaining({ severity: 'warning', ruleMetadata: expect.objectContaining({ enforcedSeverity: 'error' }) as object })]);
  });
});

describe('an app with Stages', () => {
  const STAGED = 'const app = new App(); const stack = new Stack(new Stage(app, "Prod"), "A"); brokenTask(stack);';

  test.each([
    ["that jsii synthesizes, with the prototype's method", `${STAGED} new EcsValidator(app); App.prototype.synth.call(app);`],
    ['that has synthesized a Stage before', `${STAGED} new EcsValidator(app); Stage.of(stack).synth();`],
    ['that has called findings()', `${STAGED} new EcsValidator(app); EcsValidator.findings(app);`],
    ['that has called findings(), with an automatic validator', `${STAGED} brokenTask(ours(stack)); EcsValidator.findings(app);`],
  ])('%s, fails plain cdk synth on an error', (name, program) => {
    const cdk = new CdkApp(`stages-${name.replace(/\W+/g, '-')}`, program);
    expect(cdk.synth()).toMatchObject({ exitCode: 1, output: expect.stringMatching(/ERROR host port 8080 .*\n.*\n +Prod\/A\/(Ours\/)?Task/) as string });
  });
});

test('an app without Stages that has called findings() fails cdk synth on an error', () => {
  const cdk = new CdkApp('findings', 'const app = new App(); new EcsValidator(app); brokenTask(new Stack(app, "Stack")); EcsValidator.findings(app);');
  expect(cdk.synth()).toMatchObject({ exitCode: 1, output: expect.stringMatching(/ERROR host port 8080 .*\n.*\n +Stack\/Task/) as string });
});

test('annotations in an app without Stages are printed once', () => {
  const cdk = new CdkApp('annotations', `
    const app = new App();
    new EcsValidator(app);
    Validations.of(goodTask(new Stack(app, 'Stack'))).addWarning('theirs', 'a warning of another plugin');
  `);
  expect(cdk.synth().output.match(/a warning of another plugin/g)).toHaveLength(1);
});

describe('a Service Catalog product stack in a Stage', () => {
  const program = (props: string) => `
    const { ProductStack } = require('aws-cdk-lib/aws-servicecatalog');
    const app = new App();
    Validations.of(app).addPlugins(new EcsValidator(app, ${props}));
    brokenTask(new ProductStack(new Stack(new Stage(app, 'Prod'), 'A'), 'Product'));
  `;

  test('fails plain cdk synth on its errors', () => {
    expect(new CdkApp('stages-product', program('{}')).synth())
      .toMatchObject({ exitCode: 1, output: expect.stringMatching(/ERROR host port 8080 .*\n.*\n +Prod\/A\/Product\/Task/) as string });
  });

  test('has its findings printed by a report-only validator', () => {
    expect(new CdkApp('stages-product-report-only', program('{ reportOnly: true }')).synth())
      .toMatchObject({ exitCode: 0, output: expect.stringContaining('WARNING Prod/A/Product/Task: host port 8080') as string });
  });
});

describe('an error', () => {
  let cdk: CdkApp;

  beforeAll(() => {
    cdk = new CdkApp('commands', 'const app = new App(); new EcsValidator(app); brokenTask(new Stack(app, "Stack"));');
    cdk.synth();
  });

  test('fails cdk rollback before it calls AWS', () => {
    expect(cdk.rollback('Stack')).toMatchObject({ exitCode: 1, output: expect.stringMatching(/ERROR host port[^]*Synthesis finished with errors\s*$/) as string });
  });

  test('does not block cdk rollback --ignore-errors', () => {
    expect(cdk.rollback('Stack', '--ignore-errors').output).toMatch(/ERROR host port[^]*Rolling back Stack/);
  });

  test('is printed by cdk synth --ignore-errors, which succeeds', () => {
    expect(cdk.select('--ignore-errors')).toMatchObject({ exitCode: 0, output: expect.stringContaining('ERROR host port') as string });
  });

  test('is not ignored under --strict', () => {
    expect(cdk.select('--ignore-errors', '--strict').exitCode).toBe(1);
  });
});

test('app.synth({ skipValidation: true }) still fails on an error with addPlugins', () => {
  const cdk = new CdkApp('skipped', `
    const app = new App();
    Validations.of(app).addPlugins(new EcsValidator(app));
    brokenTask(new Stack(app, 'Stack'));
    app.synth({ skipValidation: true });
  `);
  expect(cdk.synth()).toMatchObject({ exitCode: 1, output: expect.stringContaining('ERROR host port') as string });
});
