import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { RegulatedResources } from '../../../src/constructs/profile/regulated-resources';

function deepScope(stack: Stack): Construct {
  return Array.from({ length: 40 }).reduce<Construct>((scope, _, index) => new Construct(scope, `a-rather-long-name-${index}`), stack);
}

test('makes no key before something is encrypted', () => {
  const stack = new Stack();
  new RegulatedResources(stack).taskRole(stack, 'Role');
  Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
});

test('lets CloudWatch Logs use the key once, however many groups it encrypts', () => {
  const app = new App();
  const regulation = new RegulatedResources(new Stack(app, 'Platform'));
  regulation.logGroup(new Stack(app, 'One'), 'Logs');
  regulation.logGroup(new Stack(app, 'Two'), 'Logs');
  const [key] = Object.values(Template.fromStack(Stack.of(regulation.encryptionKey)).findResources('AWS::KMS::Key'));
  expect(JSON.stringify(key.Properties.KeyPolicy).match(/"logs\."/g)).toHaveLength(1);
});

test('names a group as the service that writes to it wants it, and no longer than may be', () => {
  const stack = new Stack();
  new RegulatedResources(stack).logGroup(deepScope(stack), 'Logs', { namePrefix: 'aws-waf-logs-' });
  const [group] = Object.values(Template.fromStack(stack).findResources('AWS::Logs::LogGroup'));
  expect(group.Properties.LogGroupName).toMatch(/^aws-waf-logs-[\w-]{1,499}$/);
});
