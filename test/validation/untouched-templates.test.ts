import { readFileSync } from 'fs';
import { join } from 'path';
import { gunzipSync } from 'zlib';
import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { EcsValidator } from '../../src/validation/ecs-validator';
import { goodTask } from '../support/tasks';

/** The templates of an app with CDK metadata, as with the command line. */
function templates(validate: (app: App) => void): string[] {
  const app = new App({ analyticsReporting: true });
  const stacks = [new Stack(app, 'Plain'), new Stack(new Stage(app, 'Prod'), 'Staged')];
  stacks.push(new NestedStack(stacks[0], 'Nested'));
  stacks.forEach(stack => goodTask(stack));
  validate(app);
  app.synth();
  return stacks.map(stack => readFileSync(join(Stage.of(stack)!.outdir, stack.templateFile), 'utf8'));
}

beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(); });

test('the automatic validator does not change the templates', () => {
  expect(templates(app => EcsValidator._switchOn(app.node.findChild('Plain')))).toEqual(templates(() => {}));
});

test('an explicit validator does not change the templates', () => {
  expect(templates(app => { new EcsValidator(app); })).toEqual(templates(() => {}));
});

test('added as a plugin the CDK writes only its name to the metadata, not its version or rules', () => {
  const [plain] = templates(app => Validations.of(app).addPlugins(new EcsValidator(app)));
  const { Resources } = JSON.parse(plain) as { Resources: { CDKMetadata: { Properties: { Analytics: string } } } };
  const analytics = gunzipSync(Buffer.from(Resources.CDKMetadata.Properties.Analytics.split(':')[2], 'base64')).toString();
  expect(analytics).toMatch(/0\.0\.0!policyValidation\.EcsShipshape(?![.\w])/);
});
