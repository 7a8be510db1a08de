import { Match } from 'aws-cdk-lib/assertions';
import { Deployment } from '../../../src';
import { makeService, newStack, serviceTemplate } from '../../support/container-service';

const SERVICE = 'AWS::ECS::Service';

test('percentages are those that are given', () => {
  serviceTemplate({ deployment: Deployment.rolling({ minHealthyPercent: 50, maxHealthyPercent: 150 }) }).hasResourceProperties(SERVICE, {
    DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 150 },
  });
});

test('a failed deployment may be left for somebody to look at', () => {
  serviceTemplate({ deployment: Deployment.rolling({ rollback: false }) }).hasResourceProperties(SERVICE, {
    DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: false } },
  });
});

test('the circuit breaker may be off', () => {
  serviceTemplate({ deployment: Deployment.rolling({ circuitBreaker: false }) }).hasResourceProperties(SERVICE, {
    DeploymentConfiguration: { DeploymentCircuitBreaker: Match.absent() },
  });
});

test('alarms end a deployment', () => {
  serviceTemplate({ deployment: Deployment.rolling({ alarms: { alarmNames: ['errors'] } }) }).hasResourceProperties(SERVICE, {
    DeploymentConfiguration: { Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true } },
  });
});

test.each([
  [{ minHealthyPercent: 101 }, {}, 'minHealthyPercent (101) must be a whole number from 0 to 100'],
  [{ maxHealthyPercent: 99 }, {}, 'maxHealthyPercent (99) must be a whole number of at least 100'],
  [{ maxHealthyPercent: 100 }, { desiredCount: 2 }, 'with minHealthyPercent (100) and maxHealthyPercent (100) no task can be replaced while 2 are wanted, raise maxHealthyPercent or lower minHealthyPercent'],
  [{ maxHealthyPercent: 125 }, { desiredCount: 3 }, 'no task can be replaced while 3 are wanted'],
  [{ minHealthyPercent: 90, maxHealthyPercent: 100 }, { desiredCount: 5 }, 'no task can be replaced while 5 are wanted'],
  [{ circuitBreaker: false, rollback: true }, {}, 'rollback (true) is what the circuit breaker does, leave circuitBreaker on'],
  [{ alarms: { alarmNames: [] } }, {}, 'alarms.alarmNames is empty, name an alarm or leave alarms out'],
])('refuses %j with %j', (props, rest, message) => {
  expect(() => makeService(newStack(), { deployment: Deployment.rolling(props), ...rest })).toThrow(message);
});

test('refuses percentages that cannot replace the default number of tasks, at synthesis', () => {
  expect(() => serviceTemplate({ deployment: Deployment.rolling({ maxHealthyPercent: 100 }) })).toThrow('no task can be replaced while 2 are wanted');
});

test('accepts percentages that cannot replace the default number of tasks when the service scales between others', () => {
  const deployment = Deployment.rolling({ minHealthyPercent: 90, maxHealthyPercent: 110 });
  expect(() => serviceTemplate({ deployment }, service => service.autoScale({ minTasks: 10, maxTasks: 20 }))).not.toThrow();
});

describe('half and one and a half', () => {
  const deployment = Deployment.rolling({ minHealthyPercent: 50, maxHealthyPercent: 150 });

  test('leave no way to replace a single task', () => {
    expect(() => makeService(newStack(), { deployment, desiredCount: 1 })).toThrow('while 1 are wanted');
  });

  test('are enough for any number from two on', () => {
    expect(() => makeService(newStack(), { deployment }).autoScale({ minTasks: 2, maxTasks: 500 })).not.toThrow();
  });
});
