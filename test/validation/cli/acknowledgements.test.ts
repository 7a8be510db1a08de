import { CdkApp, Outcome } from '../../support/cdk-app';
import { ValidationReport } from '../../support/validation-report';

describe('acknowledged errors', () => {
  let cdk: CdkApp;
  let plain: Outcome;

  beforeAll(() => {
    cdk = new CdkApp('acknowledged', `
      const acknowledge = (construct, id = 'EcsShipshape::awsvpc-host-port') => Validations.of(construct).acknowledge({ id, reason: 'tested by hand' });
      const app = new App();
      Validations.of(app).addPlugins(new EcsValidator(app));
      const stackIn = (scope, id) => { const stack = new Stack(scope, id); brokenTask(stack); return stack; };
      acknowledge(stackIn(app, 'OnConstruct').node.findChild('Task'));
      acknowledge(stackIn(app, 'OnStack'));
      acknowledge(stackIn(new Stage(app, 'OnStage'), 'Stack').node.scope);
      goodTask(acknowledge(new Stack(app, 'Idle'), 'EcsShipshape::awsvpc-hostport') ?? app.node.findChild('Idle'));
      if (app.node.tryGetContext('more')) { stackIn(app, 'Unacknowledged'); }
    `);
    plain = cdk.synth();
  });

  test('on the construct, its stack and its Stage do not fail the synthesis', () => {
    expect(plain.exitCode).toBe(0);
  });

  test('are in the report file', () => {
    expect(new ValidationReport(cdk.file('validation-report.json')!).acknowledged)
      .toEqual(['OnConstruct', 'OnStack', 'OnStage/Stack'].map(stack => `error awsvpc-host-port ${stack}/Task`));
  });

  test('with unknown ids are printed', () => {
    expect(plain.output).toMatch(/WARNING 'EcsShipshape::awsvpc-hostport', acknowledged on Idle, is not a rule, did you mean 'EcsShipshape::awsvpc-host-port'/);
  });

  test('do not suppress the same error elsewhere', () => {
    expect(cdk.synth('--context', 'more=true')).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(/ERROR host port 8080 .*\n.*\n +Unacknowledged\/Task [^]*Acknowledge with 'EcsShipshape::awsvpc-host-port\[Unacknowledged\/Task\]'/) as string,
    });
  });
});
