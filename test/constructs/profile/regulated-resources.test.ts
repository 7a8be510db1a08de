import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { RegulatedResources } from '../../../src/constructs/profile/regulated-resources';

interface CfnElementJson {
  readonly Properties: { readonly LogGroupName: unknown };
  readonly DeletionPolicy?: string;
}

function deepScope(stack: Stack): Construct {
  return Array.from({ length: 40 }).reduce<Construct>((scope, _, index) => new Construct(scope, `a-rather-long-name-${index}`), stack);
}

test('creates a key only if something is encrypted', () => {
  const stack = new Stack();
  new RegulatedResources(stack).taskRole(stack, 'Role');
  Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
});

test('allows CloudWatch Logs to use the key once, for any number of log groups', () => {
  const app = new App();
  const regulation = new RegulatedResources(new Stack(app, 'Platform'));
  regulation.logGroup(new Stack(app, 'One'), 'Logs');
  regulation.logGroup(new Stack(app, 'Two'), 'Logs');
  const [key] = Object.values(Template.fromStack(Stack.of(regulation.encryptionKey)).findResources('AWS::KMS::Key'));
  expect(JSON.stringify(key.Properties.KeyPolicy).match(/"logs\."/g)).toHaveLength(1);
});

describe('a log group whose name must start with a prefix', () => {
  function namedGroup(): CfnElementJson {
    const stack = new Stack();
    new RegulatedResources(stack).logGroup(deepScope(stack), 'Logs', { namePrefix: 'aws-waf-logs-' });
    const [group] = Object.values(Template.fromStack(stack).findResources('AWS::Logs::LogGroup')) as unknown as CfnElementJson[];
    return group;
  }

  test('has a name that no earlier stack used, within the maximum length of CloudWatch Logs', () => {
    expect(namedGroup().Properties.LogGroupName).toEqual({
      'Fn::Join': ['', [
        expect.stringMatching(/^aws-waf-logs-[\w-]{1,462}-$/),
        { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] },
      ]],
    });
  });

  test('is deleted if the deployment that creates it is rolled back, and kept otherwise', () => {
    expect(namedGroup()).toEqual(expect.objectContaining({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }));
  });
});
