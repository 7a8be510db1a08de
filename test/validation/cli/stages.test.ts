import { CdkApp, Outcome } from '../../support/cdk-app';

const PROD_ERROR = /ERROR host port 8080 .*\n.*\n +Prod\/A\/Task \(Task\)/;
const DEV_WARNING = /WARNING 'EcsShipshape::no-such-rule', acknowledged on Dev\/A\/Task/;
const ACKNOWLEDGE = "{ id: 'EcsShipshape::awsvpc-host-port', reason: 'tested by hand' }";

describe('an error in a staged stack, and a warning in that of another Stage', () => {
  let cdk: CdkApp;
  let plain: Outcome;

  beforeAll(() => {
    cdk = new CdkApp('stages', `
      const app = new App();
      Validations.of(app).addPlugins(new EcsValidator(app));
      const stackOf = (id, account) => new Stack(new Stage(app, id, { env: { account, region: 'eu-west-1' } }), 'A');
      Validations.of(goodTask(stackOf('Dev', '111111111111'))).acknowledge({ id: 'EcsShipshape::no-such-rule', reason: '' });
      brokenTask(stackOf('Prod', '222222222222'));
    `);
    plain = cdk.synth();
  });

  test('makes plain cdk synth fail', () => {
    expect(plain).toMatchObject({ exitCode: 1, output: expect.stringMatching(PROD_ERROR) as string });
  });

  test('is printed with the line of the user, the reason, the cure and the id to acknowledge', () => {
    expect(plain.output).toMatch(new RegExp([
      /(?:app|at-hand)\.js:\d+:\d+\n/, PROD_ERROR, / .*\n {3}Suggested fix: .*\n {3}https:\/\/docs\.aws.*\n/, / {3}Acknowledge with 'EcsShipshape::awsvpc-host-port'/,
    ].map(part => part.source).join('')));
  });

  test.each(['**', 'Prod/A'])('makes cdk synth %p fail', selection => {
    expect(cdk.select(selection)).toMatchObject({ exitCode: 1, output: expect.stringMatching(PROD_ERROR) as string });
  });

  test('makes cdk deploy of that stack fail before anything is asked of AWS', () => {
    const { exitCode, output } = cdk.deploy('Prod/A');
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: expect.stringMatching(/Synthesis finished with errors\s*$/) as string });
  });

  test('does not hold up cdk deploy of the other Stage', () => {
    // there is no AWS to deploy to: it gets as far as the account
    expect(cdk.deploy('Dev/*').output).toMatch(/Synthesis time.*[^]*account 111111111111/);
  });

  test('leaves the other Stage its own warning', () => {
    expect(cdk.deploy('Dev/*').output).toMatch(DEV_WARNING);
  });

  test('is reported by cdk synth of the other Stage too, unless --no-validation leaves the rest of the app out', () => {
    expect(cdk.select('Dev/*').output).toMatch(PROD_ERROR);
    expect(cdk.select('Dev/*', '--no-validation')).toMatchObject({ exitCode: 0, output: expect.not.stringMatching(PROD_ERROR) as string });
  });
});

test('an acknowledged error in a staged stack lets plain cdk synth through', () => {
  const cdk = new CdkApp('stages-acknowledged', `
    const app = new App();
    Validations.of(app).addPlugins(new EcsValidator(app));
    const stage = new Stage(app, 'Prod');
    Validations.of(stage).acknowledge(${ACKNOWLEDGE});
    brokenTask(new Stack(stage, 'A'));
  `);
  expect(cdk.synth()).toMatchObject({ exitCode: 0, output: expect.not.stringContaining('EcsShipshape') as string });
});

describe('constructs of ours in a Stage, without an explicit validator', () => {
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

  test('make plain cdk synth fail on their errors', () => {
    expect(plain).toMatchObject({ exitCode: 1, output: expect.stringMatching(/ERROR host port 8080 .*\n.*\n +Prod\/A\/Nested\/Ours\/Task/) as string });
  });

  test('leave the other Stages to the CDK', () => {
    expect(plain.output).not.toContain('an error of somebody else');
  });
});
