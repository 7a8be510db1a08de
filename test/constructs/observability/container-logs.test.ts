import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { makeService, newStack, serviceTemplate } from '../../support/container-service';

const GROUP = 'AWS::Logs::LogGroup';

test('a new log group has the given retention', () => {
  serviceTemplate({ logRetention: logs.RetentionDays.ONE_WEEK }).hasResourceProperties(GROUP, { RetentionInDays: 7 });
});

test('a given log group is not changed', () => {
  const stack = newStack();
  const service = makeService(stack, { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Log', '/shop/api') });
  expect(service.logGroup?.logGroupName).toBe('/shop/api');
  Template.fromStack(stack).resourceCountIs(GROUP, 0);
});

test('with another log driver there is no log group', () => {
  const template = serviceTemplate({ logging: new ecs.GenericLogDriver({ logDriver: 'awsfirelens' }) }, service => {
    expect(service.logGroup).toBeUndefined();
  });
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: Match.arrayWith([Match.objectLike({ Name: 'web', LogConfiguration: Match.objectLike({ LogDriver: 'awsfirelens' }) })]),
  });
});

test('a log stream has the name of the service', () => {
  serviceTemplate().hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [Match.objectLike({ LogConfiguration: { LogDriver: 'awslogs', Options: Match.objectLike({ 'awslogs-stream-prefix': 'Api' }) } })],
  });
});

test.each([
  [{ logRetention: logs.RetentionDays.ONE_WEEK, logGroup: true }, 'logRetention (7 days) applies to a new log group only; remove it or logGroup'],
  [{ logging: ecs.LogDrivers.firelens({}), logGroup: true }, 'logging replaces the log group; remove logGroup and logRetention'],
])('refuses %#', (props, message) => {
  const stack = newStack();
  expect(() => makeService(stack, { ...props, logGroup: logs.LogGroup.fromLogGroupName(stack, 'Log', 'x') })).toThrow(`[Stack/Api] ${message}`);
});
