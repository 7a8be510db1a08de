import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Deployment, DeploymentAlarm, EcsValidator, Exposure } from '../../../src';
import { makeService, newStack, serviceTemplate } from '../../support/container-service';

const SERVICE = 'AWS::ECS::Service';

test('uses the given percentages', () => {
  serviceTemplate({ deployment: Deployment.rolling({ minHealthyPercent: 50, maxHealthyPercent: 150 }) }).hasResourceProperties(SERVICE, {
    DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 150 },
  });
});

test('can keep a failed deployment for analysis', () => {
  serviceTemplate({ deployment: Deployment.rolling({ rollback: false }) }).hasResourceProperties(SERVICE, {
    DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: false } },
  });
});

test('can disable the circuit breaker', () => {
  serviceTemplate({ deployment: Deployment.rolling({ circuitBreaker: false }) }).hasResourceProperties(SERVICE, {
    DeploymentConfiguration: { DeploymentCircuitBreaker: Match.absent() },
  });
});

test.each([
  [{ minHealthyPercent: 101 }, {}, 'minHealthyPercent (101) must be a whole number from 0 to 100'],
  [{ maxHealthyPercent: 99 }, {}, 'maxHealthyPercent (99) must be a whole number of at least 100'],
  [{ maxHealthyPercent: 100 }, { desiredCount: 2 }, 'with minHealthyPercent (100) and maxHealthyPercent (100) no task can be replaced at a desired count of 2; raise maxHealthyPercent or lower minHealthyPercent'],
  [{ maxHealthyPercent: 125 }, { desiredCount: 3 }, 'no task can be replaced at a desired count of 3'],
  [{ minHealthyPercent: 90, maxHealthyPercent: 100 }, { desiredCount: 5 }, 'no task can be replaced at a desired count of 5'],
  [{ circuitBreaker: false, rollback: true }, {}, 'rollback (true) needs the circuit breaker or alarms; remove circuitBreaker: false'],
  [{ alarms: [] }, {}, 'alarms is empty; add a DeploymentAlarm or remove alarms'],
])('refuses %j with %j', (props, rest, message) => {
  expect(() => makeService(newStack(), { deployment: Deployment.rolling(props), ...rest })).toThrow(message);
});

test('refuses percentages that cannot replace the default number of tasks, at synthesis', () => {
  expect(() => serviceTemplate({ deployment: Deployment.rolling({ maxHealthyPercent: 100 }) })).toThrow('no task can be replaced at a desired count of 2');
});

test('accepts percentages that cannot replace the default number of tasks if the service scales within other bounds', () => {
  const deployment = Deployment.rolling({ minHealthyPercent: 90, maxHealthyPercent: 110 });
  expect(() => serviceTemplate({ deployment }, service => service.autoScale({ minTasks: 10, maxTasks: 20 }))).not.toThrow();
});

describe('50 and 150 percent', () => {
  const deployment = Deployment.rolling({ minHealthyPercent: 50, maxHealthyPercent: 150 });

  test('cannot replace a single task', () => {
    expect(() => makeService(newStack(), { deployment, desiredCount: 1 })).toThrow('at a desired count of 1');
  });

  test('can replace two or more tasks', () => {
    expect(() => makeService(newStack(), { deployment }).autoScale({ minTasks: 2, maxTasks: 500 })).not.toThrow();
  });
});

describe('alarms', () => {
  const rolling = (alarms: DeploymentAlarm[], rest = {}) => ({
    deployment: Deployment.rolling({ alarms, ...rest }), exposure: Exposure.publicAlb({ insecureHttp: true }),
  });

  test('roll a deployment back', () => {
    serviceTemplate(rolling([DeploymentAlarm.named('errors')])).hasResourceProperties(SERVICE, {
      DeploymentConfiguration: { Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true } },
    });
  });

  test('stop a deployment without a rollback', () => {
    serviceTemplate(rolling([DeploymentAlarm.named('errors')], { rollback: false })).hasResourceProperties(SERVICE, {
      DeploymentConfiguration: { Alarms: { Enable: true, Rollback: false }, DeploymentCircuitBreaker: { Enable: true, Rollback: false } },
    });
  });

  test('roll a deployment back without the circuit breaker', () => {
    serviceTemplate(rolling([DeploymentAlarm.named('errors')], { circuitBreaker: false, rollback: true })).hasResourceProperties(SERVICE, {
      DeploymentConfiguration: { Alarms: { Rollback: true }, DeploymentCircuitBreaker: Match.absent() },
    });
  });

  test('on metrics of the service have fixed names, so that there is no circular dependency', () => {
    const template = serviceTemplate(rolling([DeploymentAlarm.cpuUtilization(90), DeploymentAlarm.memoryUtilization(80)]));
    template.hasResourceProperties(SERVICE, {
      DeploymentConfiguration: { Alarms: { AlarmNames: ['Stack/Api/DeploymentAlarms/Cpu', 'Stack/Api/DeploymentAlarms/Memory'] } },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'Stack/Api/DeploymentAlarms/Cpu',
      MetricName: 'CPUUtilization',
      Threshold: 90,
      Period: 60,
      EvaluationPeriods: 3,
      Dimensions: Match.arrayWith([{ Name: 'ServiceName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ApiService'), 'Name'] } }]),
    });
  });

  test('on metrics of the load balancer watch the target group of the service', () => {
    const errors = DeploymentAlarm.serverErrors(10, { period: Duration.minutes(5), evaluationPeriods: 1 });
    const template = serviceTemplate(rolling([errors, DeploymentAlarm.responseTime(Duration.millis(500))]));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'HTTPCode_Target_5XX_Count', Statistic: 'Sum', Threshold: 10, Period: 300, EvaluationPeriods: 1,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'TargetResponseTime', Threshold: 0.5 });
  });

  test('of the app are accepted if they do not refer to the service', () => {
    const template = serviceTemplate(stack => rolling([DeploymentAlarm.existing(queueAlarm(stack))]));
    template.hasResourceProperties(SERVICE, { DeploymentConfiguration: { Alarms: { AlarmNames: [{ Ref: Match.stringLikeRegexp('^Queue') }] } } });
  });

  test('have different names in two stacks of one app', () => {
    const app = new App();
    const stacks = ['shop-one', 'shop-two'].map((stackName, index) => new Stack(app, `Stack${index}`, { stackName }));
    for (const stack of stacks) { makeService(stack, rolling([DeploymentAlarm.cpuUtilization(90)])); }
    for (const stack of stacks) {
      Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: `${stack.stackName}/Api/DeploymentAlarms/Cpu` });
    }
  });

  test('cause neither a finding nor a message of the CDK', () => {
    const stack = newStack('eu-west-1');
    makeService(stack, rolling([DeploymentAlarm.cpuUtilization(90), DeploymentAlarm.serverErrors(10), DeploymentAlarm.existing(queueAlarm(stack))]));
    expect(EcsValidator.findings(stack)).toEqual([]);
    expect([...Annotations.fromStack(stack).findWarning('*', Match.anyValue()), ...Annotations.fromStack(stack).findInfo('*', Match.anyValue())]).toEqual([]);
  });

  test('on a load balancer are refused without an exposure', () => {
    expect(() => makeService(newStack(), { deployment: Deployment.rolling({ alarms: [DeploymentAlarm.serverErrors(10)] }) }))
      .toThrow('[Stack/Api] DeploymentAlarm.serverErrors needs an exposure');
  });

  test('of one kind are refused if there are two', () => {
    expect(() => makeService(newStack(), rolling([DeploymentAlarm.cpuUtilization(80), DeploymentAlarm.cpuUtilization(90)])))
      .toThrow('[Stack/Api] alarms has DeploymentAlarm.cpuUtilization more than once; remove one');
  });

  test.each([
    [() => DeploymentAlarm.cpuUtilization(0), 'DeploymentAlarm.cpuUtilization: percent (0) must be a whole number from 1 to 100'],
    [() => DeploymentAlarm.memoryUtilization(101), 'DeploymentAlarm.memoryUtilization: percent (101) must be a whole number from 1 to 100'],
    [() => DeploymentAlarm.serverErrors(-1), 'DeploymentAlarm.serverErrors: responses (-1) must be a whole number of at least 0'],
    [() => DeploymentAlarm.responseTime(Duration.minutes(0)), 'DeploymentAlarm.responseTime: time (0 seconds) must be positive'],
    [() => DeploymentAlarm.cpuUtilization(50, { period: Duration.minutes(0) }), 'DeploymentAlarm.cpuUtilization: period (0 seconds) must be whole minutes, of at most a day'],
    [() => DeploymentAlarm.cpuUtilization(50, { period: Duration.seconds(90) }), 'period (90 seconds) must be whole minutes'],
    [() => DeploymentAlarm.serverErrors(1, { period: Duration.days(2) }), 'period (172800 seconds) must be whole minutes, of at most a day'],
    [() => DeploymentAlarm.serverErrors(1, { period: Duration.minutes(30), evaluationPeriods: 60 }), 'evaluationPeriods (60) of 30 minutes are longer than the 24 hours that CloudWatch allows'],
    [() => DeploymentAlarm.serverErrors(1, { period: Duration.hours(1), evaluationPeriods: 169 }), 'evaluationPeriods (169) of 60 minutes are longer than the 168 hours'],
    [() => DeploymentAlarm.responseTime(Duration.seconds(1), { evaluationPeriods: 0 }), 'DeploymentAlarm.responseTime: evaluationPeriods (0) must be a whole number of at least 1'],
    [() => DeploymentAlarm.named(''), 'DeploymentAlarm.named needs the name of an alarm'],
  ])('are refused by their factory: %s', (make, message) => { expect(make).toThrow(message); });
});

test('an alarm on the metric of a service that is also its deployment alarm is an error with the path', () => {
  const stack = newStack('eu-west-1');
  const api = makeService(stack);
  const alarm = api.metricCpuUtilization().createAlarm(stack, 'Busy', { threshold: 90, evaluationPeriods: 3 });
  api.service.enableDeploymentAlarms([alarm.alarmName]);
  const [finding, ...others] = EcsValidator.findings(stack).filter(({ ruleId }) => ruleId === 'circular-dependency');
  expect(others).toEqual([]);
  expect([finding.constructPath, finding.message]).toEqual([
    'Stack/Api/Service/Service',
    expect.stringMatching(/^\w+ depends on itself: ApiService\w+ \(DeploymentConfiguration.Alarms.AlarmNames.0\) → Busy\w+ \(Dimensions.1.Value\) → ApiService\w+/),
  ]);
});

function queueAlarm(stack: Stack): cloudwatch.Alarm {
  const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Waiting' });
  return new cloudwatch.Alarm(stack, 'Queue', { metric, threshold: 100, evaluationPeriods: 1 });
}
