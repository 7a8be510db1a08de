import { CdkApp } from '../../support/cdk-app';

const ERROR_ON_OURS = /ERROR host port .*\n.*\n +Stack\/Ours\/Task/g;
const WARNING_ELSEWHERE = /WARNING host port .*\n.*\n +Stack\/Elsewhere/g;
const ERROR_ELSEWHERE = /ERROR host port .*\n.*\n +Stack\/Elsewhere/g;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

describe('the automatic validator of library constructs', () => {
  const cdk = () => new CdkApp('automatic', `
    const stack = new Stack(new App(), 'Stack');
    brokenTask(ours(stack));
    brokenTask(stack, 'Elsewhere');
  `);

  test('prints errors for these constructs and warnings elsewhere, once', () => {
    const { exitCode, output } = cdk().synth();
    expect({ exitCode, ours: count(output, ERROR_ON_OURS), elsewhere: count(output, WARNING_ELSEWHERE), errors: count(output, ERROR_ELSEWHERE) })
      .toEqual({ exitCode: 1, ours: 1, elsewhere: 1, errors: 0 });
  });

  test('is disabled by context on the command line', () => {
    expect(cdk().synth('--context', 'cdk-ecs-shipshape:validate=false'))
      .toMatchObject({ exitCode: 0, output: expect.not.stringContaining('EcsShipshape') as string });
  });
});

describe('with two copies of the package', () => {
  test.each([
    ['automatic first', 'brokenTask(ours(stack)); explicitOfTheCopy();'],
    ['explicit first', 'explicitOfTheCopy(); brokenTask(ours(stack));'],
  ])('the explicit validator of one reports for both: %s', (order, program) => {
    const cdk = new CdkApp(`copies-${order.replaceAll(' ', '-')}`, `
      const app = new App();
      const stack = new Stack(app, 'Stack');
      const explicitOfTheCopy = () => Validations.of(app).addPlugins(new (copyOfThePackage().EcsValidator)(app));
      ${program}
      brokenTask(stack, 'Elsewhere');
    `);
    const { output } = cdk.synth();
    expect({ ours: count(output, ERROR_ON_OURS), elsewhere: count(output, ERROR_ELSEWHERE), warnings: count(output, WARNING_ELSEWHERE) })
      .toEqual({ ours: 1, elsewhere: 1, warnings: 0 });
  });
});
