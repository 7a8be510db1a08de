import { App, Stack, Stage } from 'aws-cdk-lib';
import { EcsValidator, EcsValidatorProps } from '../../../src/validation/ecs-validator';
import { brokenTask, goodTask } from '../../support/tasks';

beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(); });
afterEach(() => { delete process.env.CDK_CLI_VERSION; });

/** An app run by a version of the command line, which reports the findings unless it leaves this to the CDK. */
function appIn(version: string, { reports = true as boolean | string, ...props }: EcsValidatorProps & { reports?: boolean | string } = {}): App {
  process.env.CDK_CLI_VERSION = version;
  const app = new App({ context: reports === false ? {} : { '@aws-cdk/core:failSynthOnValidationErrors': reports === true ? false : reports } });
  new EcsValidator(app, props);
  goodTask(new Stack(new Stage(app, 'Prod'), 'Stack'));
  return app;
}

const REFUSED = /command line \S+ does not show all errors of plugins, so synthesis would succeed despite errors\. Update aws-cdk to 2\.1143\.0 or later/;

test.each(['2.1127.0', '2.1142.0'])('version %s, which does not show errors in Stages, is refused', version => {
  expect(() => appIn(version).synth()).toThrow(REFUSED);
});

test('context from the command line can be a string', () => {
  expect(() => appIn('2.1142.0', { reports: 'false' }).synth()).toThrow(REFUSED);
});

test.each(['2.1143.0', '2.1148.1', '3.0.0', '1.30.0', '2.900.0', 'unknown'])('version %s is not refused', version => {
  expect(() => appIn(version).synth()).not.toThrow();
});

test('a command line that leaves the reporting to the CDK is not refused', () => {
  expect(() => appIn('2.1142.0', { reports: false }).synth()).not.toThrow();
});

test('a report-only validator refuses no command line, because nothing must fail', () => {
  expect(() => appIn('2.1142.0', { reportOnly: true }).synth()).not.toThrow();
});

test('a replaced validator refuses no command line', () => {
  const app = appIn('2.1142.0');
  new EcsValidator(app, { reportOnly: true });
  expect(() => app.synth()).not.toThrow();
});

test('findings() works with every command line', () => {
  const app = appIn('2.1142.0');
  brokenTask(new Stack(app, 'Stack'));
  expect(EcsValidator.findings(app)).toHaveLength(1);
});
