import { App, Duration, Lazy, SecretValue, Size, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Capacity, ContainerService, Deployment, DeploymentAlarm, DeploymentHook, EcsCluster, Exposure, SecretSource, TaskSize, TestTraffic } from '../../../src';
import { IMAGE, makeService, newStack } from '../../support/container-service';
import { Edge } from '../../support/shared-alb';

/** A value that TypeScript refuses but JavaScript accepts. */
const wrong = (value: unknown) => value as never;

function networkListener(): elbv2.NetworkListener {
  const stack = newStack();
  const balancer = new elbv2.NetworkLoadBalancer(stack, 'LB', { vpc: new ec2.Vpc(stack, 'Vpc') });
  return balancer.addListener('Listener', { port: 80, defaultTargetGroups: [new elbv2.NetworkTargetGroup(stack, 'Targets', { port: 80, vpc: balancer.vpc })] });
}

const importedFunction = () => lambda.Function.fromFunctionName(newStack(), 'Check', 'check');
const importedAlarm = () => cloudwatch.Alarm.fromAlarmName(newStack(), 'Errors', 'errors');

describe('a service refuses, with its path and the alternative,', () => {
  test('an ecs.Secret instead of a SecretSource', () => {
    const stack = newStack();
    const secret = ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret'));
    expect(() => makeService(stack, { secrets: { TOKEN: wrong(secret) } }))
      .toThrow('[Stack/Api] secrets.TOKEN is an ecs.Secret, not a SecretSource; use a factory of SecretSource, such as SecretSource.secretsManager(secret)');
  });

  test('a secret construct instead of a SecretSource', () => {
    const stack = newStack();
    expect(() => makeService(stack, { secrets: { TOKEN: wrong(new secretsmanager.Secret(stack, 'Secret')) } })).toThrow("secrets.TOKEN is the construct 'Stack/Secret', not a SecretSource");
  });

  test.each([['the password', 'a string'], [undefined, 'undefined'], [SecretValue.unsafePlainText('the password'), 'a SecretValue']])('a value instead of a SecretSource, without showing it: %#', (value, kind) => {
    const make = () => makeService(newStack(), { secrets: { TOKEN: wrong(value) } });
    expect(make).toThrow(`secrets.TOKEN is ${kind}, not a SecretSource`);
    expect(make).not.toThrow('the password');
  });

  test('an ecs.Secret for an added container', () => {
    const service = makeService(newStack());
    const secret = ecs.Secret.fromSsmParameter(ssm.StringParameter.fromStringParameterName(service, 'Parameter', 'token'));
    expect(() => service.addContainer('proxy', { image: IMAGE, secrets: { TOKEN: wrong(secret) } })).toThrow("[Stack/Api] container 'proxy': secrets.TOKEN is an ecs.Secret");
  });

  test('an imported task definition', () => {
    const stack = newStack();
    const taskDefinition = ecs.FargateTaskDefinition.fromFargateTaskDefinitionArn(stack, 'Task', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1');
    expect(() => makeService(stack, { taskDefinition: wrong(taskDefinition) }))
      .toThrow("[Stack/Api] taskDefinition ('Stack/Task') must be a task definition that this app creates; the containers of an imported one are unknown");
  });

  test('a missing cluster', () => {
    expect(() => new ContainerService(newStack(), 'Api', wrong({ image: IMAGE })))
      .toThrow('[Stack/Api] cluster is required and must be a cluster; create an EcsCluster, or import one with EcsCluster.fromEcsClusterAttributes');
  });

  test('the name of a cluster', () => {
    expect(() => new ContainerService(newStack(), 'Api', wrong({ image: IMAGE, cluster: 'prod' }))).toThrow("[Stack/Api] cluster ('prod') is required and must be a cluster");
  });

  test('the name of an image', () => {
    expect(() => makeService(newStack(), { image: wrong('nginx') })).toThrow("[Stack/Api] image ('nginx') must be an ecs.ContainerImage, such as ecs.ContainerImage.fromRegistry('nginx')");
  });

  test.each<[string, unknown, string]>([
    ['props', { bakeTime: Duration.minutes(5) }, '({…})'],
    ['the name of a strategy', 'BLUE_GREEN', "('BLUE_GREEN')"],
    ['null', null, '(null)'],
    ['a factory that is not called', () => Deployment.blueGreen(), '(function)'],
    ['an exposure', Exposure.none(), '({…})'],
  ])('%s instead of a Deployment', (_, deployment, given) => {
    expect(() => makeService(newStack(), { deployment: wrong(deployment) })).toThrow(`[Stack/Api] deployment ${given} must be a Deployment, such as Deployment.blueGreen()`);
  });

  test.each<[string, () => unknown, string]>([
    ['a shared load balancer', () => new Edge().alb, "('Edge/Alb') must be an Exposure, such as Exposure.sharedAlb(edge, …)"],
    ['a listener', () => new Edge().alb.listener, "('Edge/Alb/LB/PublicListener') must be an Exposure, such as Exposure.albListenerRule(listener, …)"],
    ['the name of a load balancer', () => 'public', "('public') must be an Exposure, such as Exposure.publicAlb()"],
    ['null', () => null, '(null) must be an Exposure, such as Exposure.publicAlb()'],
    ['a deployment', () => Deployment.rolling(), '({…}) must be an Exposure'],
  ])('%s instead of an Exposure', (_, exposure, message) => {
    expect(() => makeService(newStack(), { exposure: wrong(exposure()) })).toThrow(`[Stack/Api] exposure ${message}`);
  });

  test('a shared load balancer as an additional exposure', () => {
    const service = makeService(newStack());
    expect(() => service.expose('Internal', wrong(new Edge().alb))).toThrow("[Stack/Api] exposure ('Edge/Alb') must be an Exposure, such as Exposure.sharedAlb(edge, …)");
  });

  test('a missing additional exposure', () => {
    const service = makeService(newStack());
    expect(() => service.expose('Internal', wrong(undefined))).toThrow('[Stack/Api] exposure must be an Exposure');
  });

  test.each<[string, (service: ContainerService) => void]>([
    ['onCpu', service => {
      const scaling = service.autoScale({ maxTasks: 4 });
      scaling.onCpu(60);
      scaling.onCpu(80, { policyId: 'Second' });
    }],
    ['onMemory', service => {
      const scaling = service.autoScale({ maxTasks: 4 });
      scaling.onMemory(60);
      scaling.onMemory(80);
    }],
    ['onRequests', service => {
      const scaling = service.autoScale({ maxTasks: 4 });
      scaling.onRequests(60);
      scaling.onRequests(80);
    }],
  ])('%s twice', (method, use) => {
    const service = makeService(newStack(), { exposure: Exposure.internalAlb() });
    expect(() => { use(service); }).toThrow(`[Stack/Api] scaling: ${method} was called before, and a metric has one target tracking policy; call it once`);
  });
});

test('a container of aws-ecs refuses a SecretSource, with its path and the alternative', () => {
  const task = new ecs.FargateTaskDefinition(newStack(), 'Task');
  expect(() => task.addContainer('web', { image: IMAGE, secrets: { TOKEN: wrong(SecretSource.parameterStoreName('/token')) } }))
    .toThrow('[Stack/Task] a SecretSource is not an ecs.Secret; pass source.toEcsSecret(taskDefinition) to containers of aws-ecs');
});

describe('a factory message contains the factory, the value and the alternative:', () => {
  test.each<[string, () => unknown, string]>([
    ['a size that Fargate does not support', () => TaskSize.fargate({ cpu: 300, memory: Size.gibibytes(1) }), 'TaskSize.fargate: Fargate does not offer 300 CPU units; use one of 256'],
    ['a size without CPU', () => TaskSize.fargate(wrong({ memory: Size.gibibytes(1) })), 'TaskSize.fargate: cpu is required, such as 512'],
    ['a size without memory', () => TaskSize.fargate(wrong({ cpu: 256 })), 'TaskSize.fargate: memory (undefined) must be a Size, such as Size.gibibytes(1)'],
    ['memory as a number', () => TaskSize.fargate(wrong({ cpu: 256, memory: 512 })), 'TaskSize.fargate: memory (512) must be a Size'],
    ['disk space as a number', () => TaskSize.fargate(wrong({ cpu: 256, memory: Size.gibibytes(1), ephemeralStorage: 50 })), 'TaskSize.fargate: ephemeralStorage (50) must be a Size'],
    ['a group of instances', () => Capacity.instances(wrong('web')), "Capacity.instances: group ('web') must be a group of instances, such as cluster.addInstances(…)"],
    ['a share of Spot', () => Capacity.fargateAndSpot({ spotWeight: 0 }), 'Capacity.fargateAndSpot: spotWeight (0) runs no tasks on Fargate Spot; set it to at least 1, or use Capacity.fargate()'],
    ['the name of a secret', () => SecretSource.secretsManager(wrong('prod/db')), "SecretSource.secretsManager: secret ('prod/db') must be a construct; for a name, use SecretSource.secretsManagerName, for an ARN SecretSource.secretsManagerArn"],
    ['a missing secret', () => SecretSource.secretsManager(wrong(undefined)), 'SecretSource.secretsManager: secret must be a construct'],
    ['the name of a parameter', () => SecretSource.parameterStore(wrong('/token')), "SecretSource.parameterStore: parameter ('/token') must be a construct; for a name, use SecretSource.parameterStoreName"],
    ['a name as the ARN of a secret', () => SecretSource.secretsManagerArn('prod/db'), "SecretSource.secretsManagerArn: secretArn ('prod/db') must look like"],
    ['an ARN as the name of a secret', () => SecretSource.secretsManagerName('arn:aws:x'), "SecretSource.secretsManagerName: secretName ('arn:aws:x')"],
    ['a name as the ARN of a parameter', () => SecretSource.parameterStoreArn('/token'), "SecretSource.parameterStoreArn: parameterArn ('/token') must look like"],
    ['a version of a parameter', () => SecretSource.parameterStoreName('/token:3'), "SecretSource.parameterStoreName: parameterName ('/token:3')"],
    ['an empty JSON key', () => SecretSource.secretsManagerArn('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf', { jsonKey: '' }), "SecretSource.secretsManagerArn: jsonKey ('')"],
    ['the listener of a Network Load Balancer', () => Exposure.albListenerRule(wrong(networkListener()), { paths: ['/*'] }), "Exposure.albListenerRule: listener ('Stack/LB/Listener') must be the listener of an Application Load Balancer"],
    ['the listener of a Network Load Balancer, as a default', () => Exposure.albListenerDefault(wrong(networkListener())), "Exposure.albListenerDefault: listener ('Stack/LB/Listener') must be"],
    ['a shared load balancer as a listener', () => Exposure.albListenerRule(wrong(new Edge().alb), { paths: ['/*'] }), "Exposure.albListenerRule: listener ('Edge/Alb') is a shared load balancer, not a listener; use Exposure.sharedAlb, or its property listener"],
    ['a shared load balancer as a listener without rules', () => Exposure.albListenerDefault(wrong(new Edge().alb)), 'use Exposure.sharedAlbDefault, or its property listener'],
    ['a listener as a shared load balancer', () => Exposure.sharedAlb(wrong(networkListener()), { paths: ['/*'] }), "Exposure.sharedAlb: edge ('Stack/LB/Listener') must be a SharedAlb, of this app or imported; for other listeners, use Exposure.albListenerRule"],
    ['a missing shared load balancer', () => Exposure.sharedAlbDefault(wrong(undefined)), 'Exposure.sharedAlbDefault: edge must be a SharedAlb, of this app or imported; for other listeners, use Exposure.albListenerDefault'],
    ['missing props', () => Exposure.sharedAlb(new Edge().alb, wrong(undefined)), 'Exposure.sharedAlb: props (undefined) must be an object'],
    ['a string as a list', () => Exposure.sharedAlb(new Edge().alb, { hosts: wrong('shop.example.com') }), 'Exposure.sharedAlb: hosts must be a list, even with one value'],
    ['strings as lists', () => Exposure.albListenerRule(new Edge().alb.listener, { hosts: wrong('shop.example.com'), paths: wrong('/*') }), 'Exposure.albListenerRule: hosts, paths must be lists'],
    ['a certificate as a list', () => Exposure.publicNlb({ additionalCertificates: wrong({}) }), 'Exposure.publicNlb: additionalCertificates must be a list'],
    ['a name as props', () => Exposure.publicAlb(wrong('shop.example.com')), 'Exposure.publicAlb: props (string) must be an object'],
    ['a name as props of an internal load balancer', () => Exposure.internalAlb(wrong('shop')), 'Exposure.internalAlb: props (string) must be an object'],
    ['a port as props', () => Exposure.internalNlb(wrong(5432)), 'Exposure.internalNlb: props (number) must be an object'],
    ['a priority as props', () => Exposure.albListenerDefault(new Edge().alb.listener, wrong(1)), 'Exposure.albListenerDefault: props (number) must be an object'],
    ['a priority as props of a shared default', () => Exposure.sharedAlbDefault(new Edge().alb, wrong(1)), 'Exposure.sharedAlbDefault: props (number) must be an object'],
    ['a missing listener', () => Exposure.albListenerDefault(wrong(undefined)), 'Exposure.albListenerDefault: listener must be the listener of an Application Load Balancer'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('a message of a deployment factory contains the factory, the value and the alternative:', () => {
  const DURATION = 'must be a Duration, such as Duration.minutes(15)';
  const ALARM = 'must be a DeploymentAlarm, such as DeploymentAlarm.existing(alarm)';
  const HOOK = 'must be a DeploymentHook, such as DeploymentHook.lambda(handler, { stages })';
  const STAGES = 'RECONCILE_SERVICE, PRE_SCALE_UP, POST_SCALE_UP, TEST_TRAFFIC_SHIFT, POST_TEST_TRAFFIC_SHIFT, PRE_PRODUCTION_TRAFFIC_SHIFT, PRODUCTION_TRAFFIC_SHIFT, POST_PRODUCTION_TRAFFIC_SHIFT';
  const NO_LIST = 'must be a list, such as [ecs.DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT]';

  test.each<[string, () => unknown, string]>([
    ['a string as props', () => Deployment.rolling(wrong('fast')), "Deployment.rolling: props ('fast') must be an object"],
    ['null as props', () => Deployment.blueGreen(wrong(null)), 'Deployment.blueGreen: props (null) must be an object'],
    ['hooks as props', () => Deployment.canary(wrong([DeploymentHook.approval()])), 'Deployment.canary: props ([…]) must be an object'],
    ['a percentage as props', () => Deployment.linear(wrong(10)), 'Deployment.linear: props (10) must be an object'],
    ['a configuration as props', () => Deployment.codeDeploy(wrong('CodeDeployDefault.ECSAllAtOnce')), "Deployment.codeDeploy: props ('CodeDeployDefault.ECSAllAtOnce') must be an object"],
    ['a boolean as props', () => Deployment.external(wrong(true)), 'Deployment.external: props (true) must be an object'],
    ['a number as a bake time', () => Deployment.blueGreen({ bakeTime: wrong(15) }), `Deployment.blueGreen: bakeTime (15) ${DURATION}`],
    ['a number as the bake time of a canary', () => Deployment.canary({ canaryBakeTime: wrong(15) }), `Deployment.canary: canaryBakeTime (15) ${DURATION}`],
    ['a string as the bake time of steps', () => Deployment.linear({ stepBakeTime: wrong('PT5M') }), `Deployment.linear: stepBakeTime ('PT5M') ${DURATION}`],
    ['a number as the time until old tasks stop', () => Deployment.codeDeploy({ terminationWaitTime: wrong(60) }), `Deployment.codeDeploy: terminationWaitTime (60) ${DURATION}`],
    ['a number as the time for an approval', () => Deployment.codeDeploy({ deploymentApprovalWaitTime: wrong(60) }), `Deployment.codeDeploy: deploymentApprovalWaitTime (60) ${DURATION}`],
    ['the name of a configuration', () => Deployment.codeDeploy({ deploymentConfig: wrong('CodeDeployDefault.ECSAllAtOnce') }), 'must be a codedeploy.EcsDeploymentConfig, such as codedeploy.EcsDeploymentConfig.ALL_AT_ONCE'],
    ['an alarm as the list of alarms', () => Deployment.rolling({ alarms: wrong(DeploymentAlarm.named('errors')) }), 'Deployment.rolling: alarms ({…}) must be a list, such as [DeploymentAlarm.existing(alarm)]'],
    ['an alarm of aws-cloudwatch', () => Deployment.rolling({ alarms: [DeploymentAlarm.named('errors'), wrong(importedAlarm())] }), `Deployment.rolling: alarms[1] ('Stack/Errors') ${ALARM}`],
    ['the name of an alarm in the list', () => Deployment.codeDeploy({ alarms: [wrong('errors')] }), `Deployment.codeDeploy: alarms[0] ('errors') ${ALARM}`],
    ['a hook as the list of hooks', () => Deployment.blueGreen({ hooks: wrong(DeploymentHook.approval()) }), 'Deployment.blueGreen: hooks ({…}) must be a list, such as [DeploymentHook.lambda(handler, { stages })]'],
    ['a function in the list of hooks', () => Deployment.blueGreen({ hooks: [wrong(importedFunction())] }), `Deployment.blueGreen: hooks[0] ('Stack/Check') ${HOOK}`],
    ['a missing hook', () => Deployment.blueGreen({ hooks: [wrong(undefined)] }), `Deployment.blueGreen: hooks[0] ${HOOK}`],
    ['a port as test traffic', () => Deployment.linear({ testTraffic: wrong(8443) }), 'Deployment.linear: testTraffic (8443) must be a TestTraffic, such as TestTraffic.port(8443)'],
    ['several wrong values at once', () => Deployment.canary({ bakeTime: wrong(5), hooks: wrong('approval') }), `bakeTime (5) ${DURATION}; hooks ('approval') must be a list`],
    ['hooks of ECS for CodeDeploy', () => Deployment.codeDeploy({ hooks: wrong([DeploymentHook.approval()]) }), 'Deployment.codeDeploy: hooks ([…]) must be an object of functions, such as { afterAllowTestTraffic: handler }'],
    ['the ARN of a function for CodeDeploy', () => Deployment.codeDeploy({ hooks: { afterInstall: wrong('arn:aws:lambda') } }), "Deployment.codeDeploy: hooks.afterInstall ('arn:aws:lambda') must be a lambda.Function, of this app or imported"],
    ['the ARN of a function', () => DeploymentHook.lambda(wrong('arn:aws:lambda'), { stages: [] }), "DeploymentHook.lambda: handler ('arn:aws:lambda') must be a lambda.Function, of this app or imported"],
    ['a function without stages', () => DeploymentHook.lambda(importedFunction(), wrong(undefined)), `DeploymentHook.lambda: stages ${NO_LIST}`],
    ['one stage', () => DeploymentHook.lambda(importedFunction(), { stages: wrong('POST_SCALE_UP') }), `DeploymentHook.lambda: stages ('POST_SCALE_UP') ${NO_LIST}`],
    ['stages as props', () => DeploymentHook.lambda(importedFunction(), wrong(['POST_SCALE_UP'])), 'DeploymentHook.lambda: props ([…]) must be an object'],
    ['a stage of CodeDeploy', () => DeploymentHook.lambda(importedFunction(), { stages: [wrong('AFTER_ALLOW_TRAFFIC')] }), `DeploymentHook.lambda: stages[0] ('AFTER_ALLOW_TRAFFIC') must be a stage of ecs.DeploymentLifecycleStage: ${STAGES}`],
    ['an unknown stage of an approval', () => DeploymentHook.approval({ stage: wrong('BEFORE_ALLOW_TRAFFIC') }), "DeploymentHook.approval: stage ('BEFORE_ALLOW_TRAFFIC') must be a stage"],
    ['a number as the timeout of an approval', () => DeploymentHook.approval({ timeout: wrong(15) }), `DeploymentHook.approval: timeout (15) ${DURATION}`],
    ['a stage as the props of an approval', () => DeploymentHook.approval(wrong('POST_SCALE_UP')), "DeploymentHook.approval: props ('POST_SCALE_UP') must be an object"],
    ['props instead of a path', () => DeploymentHook.smokeTest(wrong({ path: '/health' })), 'DeploymentHook.smokeTest: path ({…}) must be a string'],
    ['a status code as the props of a smoke test', () => DeploymentHook.smokeTest('/health', wrong(200)), 'DeploymentHook.smokeTest: props (200) must be an object'],
    ['one status code', () => DeploymentHook.smokeTest('/health', { statusCodes: wrong(200) }), 'DeploymentHook.smokeTest: statusCodes (200) must be a list, such as [200]'],
    ['status codes as strings', () => DeploymentHook.smokeTest('/health', { statusCodes: [wrong('200')] }), "DeploymentHook.smokeTest: statusCodes[0] ('200') must be a number"],
    ['a host that is not a string', () => DeploymentHook.smokeTest('/health', { host: wrong(['a.example.com']) }), 'DeploymentHook.smokeTest: host ([…]) must be a string'],
    ['a header as an object', () => TestTraffic.header(wrong({ name: 'x-test' }), wrong(undefined)), 'TestTraffic.header: name ({…}) must be a string; value must be a string'],
    ['a number as the value of a header', () => TestTraffic.header('x-test', wrong(1)), 'TestTraffic.header: value (1) must be a string'],
    ['a priority as options of a header', () => TestTraffic.header('x-test', 'green', wrong(10)), 'TestTraffic.header: options (10) must be an object, such as { priority: 10 }'],
    ['null as options of a header', () => TestTraffic.header('x-test', 'green', wrong(null)), 'TestTraffic.header: options (null) must be an object'],
    ['a string as a port', () => TestTraffic.port(wrong('8443')), "TestTraffic.port: port ('8443') must be a number"],
    ['a port as a listener', () => TestTraffic.listener(wrong(8443)), 'TestTraffic.listener: listener (8443) must be the listener of an Application Load Balancer; for a port, use TestTraffic.port'],
    ['the listener of a Network Load Balancer as test traffic', () => TestTraffic.listener(wrong(networkListener())), "TestTraffic.listener: listener ('Stack/LB/Listener') must be"],
    ['a missing alarm name', () => DeploymentAlarm.named(wrong(undefined)), 'DeploymentAlarm.named: alarmName must be the name of an alarm; for an alarm construct, use DeploymentAlarm.existing'],
    ['an alarm as a name', () => DeploymentAlarm.named(wrong(importedAlarm())), "DeploymentAlarm.named: alarmName ('Stack/Errors') must be the name of an alarm"],
    ['the name of an existing alarm', () => DeploymentAlarm.existing(wrong('errors')), "DeploymentAlarm.existing: alarm ('errors') must be an alarm construct; for a name, use DeploymentAlarm.named"],
    ['a string as a number of responses', () => DeploymentAlarm.serverErrors(wrong('10')), "DeploymentAlarm.serverErrors: responses ('10') must be a whole number of at least 0"],
    ['a number as a response time', () => DeploymentAlarm.responseTime(wrong(5)), 'DeploymentAlarm.responseTime: time (5) must be a Duration, such as Duration.seconds(1)'],
    ['a number as the options of an alarm', () => DeploymentAlarm.cpuUtilization(80, wrong(3)), 'DeploymentAlarm.cpuUtilization: options (3) must be an object'],
    ['a number as the period of an alarm', () => DeploymentAlarm.memoryUtilization(80, { period: wrong(60) }), `DeploymentAlarm.memoryUtilization: period (60) ${DURATION}`],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each<[string, () => unknown]>([
    ['a stage', () => DeploymentHook.lambda(importedFunction(), { stages: [wrong(Lazy.string({ produce: () => 'POST_SCALE_UP' }))] })],
    ['the stage of an approval', () => DeploymentHook.approval({ stage: wrong(Token.asString('POST_SCALE_UP')) })],
    ['a duration', () => Deployment.blueGreen({ bakeTime: Duration.minutes(Lazy.number({ produce: () => 5 })) })],
    ['the path and the status codes of a smoke test', () => DeploymentHook.smokeTest(Lazy.string({ produce: () => '/' }), { statusCodes: [Lazy.number({ produce: () => 200 })] })],
    ['the name of an alarm', () => DeploymentAlarm.named(Lazy.string({ produce: () => 'errors' }))],
    ['a header', () => TestTraffic.header(Lazy.string({ produce: () => 'x-test' }), Lazy.string({ produce: () => 'green' }))],
  ])('accepts %s that is known later', (_, make) => {
    expect(make).not.toThrow();
  });
});

test('a cluster imported with aws-ecs is accepted', () => {
  const stack = new Stack(new App(), 'Stack');
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'prod', vpc: new ec2.Vpc(stack, 'Vpc') });
  expect(() => makeService(stack, { cluster })).not.toThrow();
  expect(cluster).not.toBeInstanceOf(EcsCluster);
});
