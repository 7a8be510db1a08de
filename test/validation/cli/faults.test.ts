import { CdkApp, Outcome } from '../../support/cdk-app';

/** A rule that fails on a task definition, before the other rules are checked. */
const FAILING_RULE = `
  RULES.unshift({
    id: 'failing', domain: 'task', subject: 'taskDefinition', severity: 'error', outcome: 'refused', title: 'It fails', why: '', fix: '', docs: '',
    check: () => { throw new Error('out of order'); },
  });
`;

describe('a failing rule', () => {
  let cdk: CdkApp;
  let plain: Outcome;

  beforeAll(() => {
    cdk = new CdkApp('faults', `
      ${FAILING_RULE}
      const app = new App();
      Validations.of(app).addPlugins(new EcsValidator(app, { ruleSeverities: { 'awsvpc-host-port': RuleSeverity.WARNING } }));
      brokenTask(new Stack(app, 'Stack'));
    `);
    plain = cdk.synth();
  });

  test('does not fail the synthesis', () => {
    expect(plain.exitCode).toBe(0);
  });

  test('is a warning with the rule and the construct', () => {
    expect(plain.output).toMatch(/WARNING rule failing failed here: out of order\n.*\n +Stack\/Task \(Task\)[^]*Acknowledge with 'EcsShipshape::rule-fault'/);
  });

  test('does not prevent the other rules', () => {
    expect(plain.output).toContain('host port 8080');
  });

  test('fails the synthesis with the strict context', () => {
    expect(cdk.synth('--context', 'cdk-ecs-shipshape:strict=true')).toMatchObject({ exitCode: 1, output: expect.stringContaining('ERROR rule failing') as string });
  });
});

describe('a validator that cannot read the app', () => {
  test('reports this, and does not fail the synthesis', () => {
    const cdk = new CdkApp('unreadable', `
      RULES.filter = () => { throw new Error('no rules today'); };
      const app = new App();
      Validations.of(app).addPlugins(new EcsValidator(app));
      brokenTask(new Stack(app, 'Stack'));
    `);
    expect(cdk.synth()).toMatchObject({ exitCode: 0, output: expect.stringMatching(/WARNING the validator failed: no rules today\n.*no rule checked this app/) as string });
  });
});

describe('a manifest of a Stage that cannot be written', () => {
  let cdk: CdkApp;
  let plain: Outcome;

  beforeAll(() => {
    cdk = new CdkApp('unwritable-manifest', `
      const fs = require('fs');
      const { writeFileSync } = fs;
      fs.writeFileSync = (file, data, ...rest) => {
        if (/manifest\\.json/.test(file) && data.includes('"validateOnSynth": true')) { throw new Error('no space left on device'); }
        return writeFileSync(file, data, ...rest);
      };
      const app = new App();
      Validations.of(app).addPlugins(new EcsValidator(app));
      brokenTask(new Stack(new Stage(app, 'Prod'), 'A'));
      goodTask(new Stack(new Stage(app, 'Dev'), 'A'));
    `);
    plain = cdk.synth();
  });

  const FAULT = /ERROR plain cdk synth cannot be made to report on stacks in Stages: no space left on device/;

  test('fails plain cdk synth, which would not show the errors there', () => {
    expect(plain).toMatchObject({ exitCode: 1, output: expect.stringMatching(FAULT) as string });
    expect(plain.output).not.toContain('host port 8080');
  });

  test.each(['Dev/*', 'Prod/*'])('fails cdk synth %p', selection => {
    expect(cdk.select(selection)).toMatchObject({ exitCode: 1, output: expect.stringMatching(FAULT) as string });
  });
});
