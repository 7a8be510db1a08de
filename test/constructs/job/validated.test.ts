import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { EcsValidator } from '../../../src';
import { dependencyGraph } from '../../support/dependency-graph';
import { makeRunner, regionalStack, TASK_SETTINGS } from '../../support/standalone-task';

describe('the validator reports nothing for a runner that a function and state machines start', () => {
  test.each(TASK_SETTINGS)('with %s', (_, make) => {
    const stack = regionalStack();
    const runner = makeRunner(stack, make(stack));
    runner.allowFunction(new lambda.Function(stack, 'Start', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//') }));
    runner.stateMachine('One');
    runner.stateMachine('Each', { definition: runner.forEach(stack, 'Items') });
    expect(EcsValidator.findings(stack).map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    expect(() => dependencyGraph(Template.fromStack(stack).toJSON()).creationOrder()).not.toThrow();
  });
});
