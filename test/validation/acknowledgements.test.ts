import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { EcsValidator } from '../../src/validation/ecs-validator';
import { BROKEN_RULE, brokenTask, goodTask } from '../support/tasks';
import { ValidationReport } from '../support/validation-report';

const acknowledge = (scope: IConstruct, id = `EcsShipshape::${BROKEN_RULE}`) => Validations.of(scope).acknowledge({ id, reason: 'tested by hand' });

let app: App;
let stack: Stack;
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation();
  app = new App();
  stack = new Stack(app, 'Stack');
  Validations.of(app).addPlugins(new EcsValidator(app));
});

describe('the CDK removes acknowledged findings from its report', () => {
  test('and keeps them, with the reason, as acknowledged', () => {
    acknowledge(brokenTask(stack));
    expect(ValidationReport.of(app)).toMatchObject({ error: undefined, lines: [], acknowledged: [`error ${BROKEN_RULE} Stack/Task`] });
  });

  test('if the construct is acknowledged, but not another one', () => {
    acknowledge(brokenTask(stack, 'One'));
    brokenTask(stack, 'Two');
    expect(ValidationReport.of(app)).toMatchObject({
      lines: [`error ${BROKEN_RULE}[Stack/Two] Stack/Two`],
      acknowledged: [`error ${BROKEN_RULE} Stack/One`],
    });
  });

  test('with the printed id of one construct', () => {
    acknowledge(brokenTask(stack, 'One'));
    acknowledge(brokenTask(stack, 'Two'), `EcsShipshape::${BROKEN_RULE}[Stack/Two]`);
    expect(ValidationReport.of(app)).toMatchObject({ error: undefined, lines: [] });
  });

  test('with the id of one construct, even if nothing else is acknowledged', () => {
    acknowledge(brokenTask(stack, 'Two'), `EcsShipshape::${BROKEN_RULE}[Stack/Two]`);
    expect(ValidationReport.of(app)).toMatchObject({ error: undefined, lines: [] });
  });

  test('with the id of a construct whose path has spaces and brackets', () => {
    acknowledge(brokenTask(stack, 'One'));
    const odd = brokenTask(stack, 'Two (or three) [of] them');
    acknowledge(odd, `EcsShipshape::${BROKEN_RULE}[Stack/Two--or-three---of--them]`);
    expect(ValidationReport.of(app)).toMatchObject({ error: undefined, lines: [] });
  });
});

describe('an acknowledgement without effect is reported', () => {
  test('if it is not the id of a rule, with the nearest id', () => {
    acknowledge(goodTask(stack), 'EcsShipshape::awsvpc-hostport');
    expect(ValidationReport.of(app).violations).toMatchObject([{
      ruleName: 'unknown-acknowledgement',
      severity: 'warning',
      description: expect.stringContaining("'EcsShipshape::awsvpc-hostport', acknowledged on Stack/Task, is not a rule, did you mean 'EcsShipshape::awsvpc-host-port'") as string,
    }]);
  });

  test.each([BROKEN_RULE, `ecsshipshape::${BROKEN_RULE}`])('if its prefix is missing or misspelt: %s', id => {
    acknowledge(brokenTask(stack), id);
    expect(ValidationReport.of(app).lines).toEqual([`error ${BROKEN_RULE} Stack/Task`, 'warning unknown-acknowledgement Stack/Task']);
  });

  test('if its scope has no violation', () => {
    acknowledge(goodTask(stack));
    expect(ValidationReport.of(app).violations).toMatchObject([{
      ruleName: 'unused-acknowledgement',
      description: expect.stringContaining(`'EcsShipshape::${BROKEN_RULE}' is acknowledged on Stack/Task, but has no finding there`) as string,
    }]);
  });

  test('on a Stage, with the first stack of the Stage, so that the command line shows it', () => {
    const prod = new Stage(app, 'Prod');
    goodTask(new Stack(prod, 'Stack'));
    acknowledge(prod);
    expect(ValidationReport.of(app).lines).toEqual(['warning unused-acknowledgement Prod/Stack']);
  });

  test('on the app, without a path, so that the command line shows it with any stack', () => {
    goodTask(stack);
    acknowledge(app);
    expect(ValidationReport.of(app).lines).toEqual(['warning unused-acknowledgement ']);
  });

  test('unless the report is acknowledged', () => {
    acknowledge(goodTask(stack));
    acknowledge(stack, 'EcsShipshape::unused-acknowledgement');
    expect(ValidationReport.of(app).lines).toEqual([]);
  });
});

describe('no report for an acknowledgement', () => {
  test('of a disabled rule', () => {
    new EcsValidator(app, { disabledRules: [BROKEN_RULE] });
    acknowledge(goodTask(stack));
    expect(ValidationReport.of(app).lines).toEqual([]);
  });

  test.each(['AwsSolutions-ECS4', 'CloudFormation-Validate::E3053', 'Other::awsvpc-host-port'])('of another plugin: %s', id => {
    acknowledge(goodTask(stack), id);
    expect(ValidationReport.of(app).lines).toEqual([]);
  });
});
