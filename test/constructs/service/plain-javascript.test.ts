import { App, SecretValue, Size, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Capacity, ContainerService, EcsCluster, Exposure, SecretSource, TaskSize } from '../../../src';
import { IMAGE, makeService, newStack } from '../../support/container-service';
import { Edge } from '../../support/shared-alb';

/** A value that TypeScript would refuse, and that JavaScript passes on. */
const wrong = (value: unknown) => value as never;

describe('a service refuses, with its path and the alternative,', () => {
  test('an ecs.Secret where a SecretSource belongs', () => {
    const stack = newStack();
    const secret = ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret'));
    expect(() => makeService(stack, { secrets: { TOKEN: wrong(secret) } }))
      .toThrow('[Stack/Api] secrets.TOKEN is an ecs.Secret, not a SecretSource; use a factory of SecretSource, such as SecretSource.secretsManager(secret)');
  });

  test('a secret construct where a SecretSource belongs', () => {
    const stack = newStack();
    expect(() => makeService(stack, { secrets: { TOKEN: wrong(new secretsmanager.Secret(stack, 'Secret')) } })).toThrow("secrets.TOKEN is the construct 'Stack/Secret', not a SecretSource");
  });

  test.each([['the password', 'a string'], [undefined, 'undefined'], [SecretValue.unsafePlainText('the password'), 'a SecretValue']])('a value where a SecretSource belongs, without showing it: %#', (value, kind) => {
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
      .toThrow("[Stack/Api] taskDefinition ('Stack/Task') is imported or none, and its containers are unknown; pass a task definition that this app creates");
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

describe('a factory names itself, the value and the alternative:', () => {
  function networkListener(): elbv2.NetworkListener {
    const stack = newStack();
    const balancer = new elbv2.NetworkLoadBalancer(stack, 'LB', { vpc: new ec2.Vpc(stack, 'Vpc') });
    return balancer.addListener('Listener', { port: 80, defaultTargetGroups: [new elbv2.NetworkTargetGroup(stack, 'Targets', { port: 80, vpc: balancer.vpc })] });
  }

  test.each<[string, () => unknown, string]>([
    ['a size that Fargate does not offer', () => TaskSize.fargate({ cpu: 300, memory: Size.gibibytes(1) }), 'TaskSize.fargate: fargate does not offer 300 CPU units, use one of 256'],
    ['a size without CPU', () => TaskSize.fargate(wrong({ memory: Size.gibibytes(1) })), 'TaskSize.fargate: cpu is required, such as 512'],
    ['a size without memory', () => TaskSize.fargate(wrong({ cpu: 256 })), 'TaskSize.fargate: memory (undefined) must be a Size, such as Size.gibibytes(1)'],
    ['memory as a number', () => TaskSize.fargate(wrong({ cpu: 256, memory: 512 })), 'TaskSize.fargate: memory (512) must be a Size'],
    ['disk space as a number', () => TaskSize.fargate(wrong({ cpu: 256, memory: Size.gibibytes(1), ephemeralStorage: 50 })), 'TaskSize.fargate: ephemeralStorage (50) must be a Size'],
    ['a share of Spot', () => Capacity.fargateAndSpot({ spotWeight: 0 }), 'Capacity.fargateAndSpot: spotWeight (0) leaves no task to Fargate Spot, give it at least 1 or use Capacity.fargate()'],
    ['the name of a secret', () => SecretSource.secretsManager(wrong('prod/db')), "SecretSource.secretsManager: secret ('prod/db') must be a construct; for a name there is SecretSource.secretsManagerName, for an ARN SecretSource.secretsManagerArn"],
    ['no secret', () => SecretSource.secretsManager(wrong(undefined)), 'SecretSource.secretsManager: secret must be a construct'],
    ['the name of a parameter', () => SecretSource.parameterStore(wrong('/token')), "SecretSource.parameterStore: parameter ('/token') must be a construct; for a name there is SecretSource.parameterStoreName"],
    ['a name as the ARN of a secret', () => SecretSource.secretsManagerArn('prod/db'), "SecretSource.secretsManagerArn: secretArn ('prod/db') must look like"],
    ['an ARN as the name of a secret', () => SecretSource.secretsManagerName('arn:aws:x'), "SecretSource.secretsManagerName: secretName ('arn:aws:x')"],
    ['a name as the ARN of a parameter', () => SecretSource.parameterStoreArn('/token'), "SecretSource.parameterStoreArn: parameterArn ('/token') must look like"],
    ['a version of a parameter', () => SecretSource.parameterStoreName('/token:3'), "SecretSource.parameterStoreName: parameterName ('/token:3')"],
    ['an empty JSON key', () => SecretSource.secretsManagerArn('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf', { jsonKey: '' }), "SecretSource.secretsManagerArn: jsonKey ('')"],
    ['the listener of a Network Load Balancer', () => Exposure.albListenerRule(wrong(networkListener()), { paths: ['/*'] }), "Exposure.albListenerRule: listener ('Stack/LB/Listener') must be the listener of an Application Load Balancer"],
    ['the listener of a Network Load Balancer, as a default', () => Exposure.albListenerDefault(wrong(networkListener())), "Exposure.albListenerDefault: listener ('Stack/LB/Listener') must be"],
    ['a shared load balancer as a listener', () => Exposure.albListenerRule(wrong(new Edge().alb), { paths: ['/*'] }), "Exposure.albListenerRule: listener ('Edge/Alb') is a shared load balancer, not a listener; use Exposure.sharedAlb, or its property listener"],
    ['a shared load balancer as a listener without rules', () => Exposure.albListenerDefault(wrong(new Edge().alb)), 'use Exposure.sharedAlbDefault, or its property listener'],
    ['a listener as a shared load balancer', () => Exposure.sharedAlb(wrong(networkListener()), { paths: ['/*'] }), "Exposure.sharedAlb: edge ('Stack/LB/Listener') must be a SharedAlb, of this app or imported; for other listeners there is Exposure.albListenerRule"],
    ['no shared load balancer', () => Exposure.sharedAlbDefault(wrong(undefined)), 'Exposure.sharedAlbDefault: edge must be a SharedAlb, of this app or imported; for other listeners there is Exposure.albListenerDefault'],
    ['no props', () => Exposure.sharedAlb(new Edge().alb, wrong(undefined)), 'Exposure.sharedAlb: props (undefined) must be an object'],
    ['a text as a list', () => Exposure.sharedAlb(new Edge().alb, { hosts: wrong('shop.example.com') }), 'Exposure.sharedAlb: hosts must be a list, also with one value'],
    ['texts as lists', () => Exposure.albListenerRule(new Edge().alb.listener, { hosts: wrong('shop.example.com'), paths: wrong('/*') }), 'Exposure.albListenerRule: hosts, paths must be lists'],
    ['a certificate as a list', () => Exposure.publicNlb({ additionalCertificates: wrong({}) }), 'Exposure.publicNlb: additionalCertificates must be a list'],
    ['a name as props', () => Exposure.publicAlb(wrong('shop.example.com')), 'Exposure.publicAlb: props (string) must be an object'],
    ['a name as props of an internal load balancer', () => Exposure.internalAlb(wrong('shop')), 'Exposure.internalAlb: props (string) must be an object'],
    ['a port as props', () => Exposure.internalNlb(wrong(5432)), 'Exposure.internalNlb: props (number) must be an object'],
    ['a priority as props', () => Exposure.albListenerDefault(new Edge().alb.listener, wrong(1)), 'Exposure.albListenerDefault: props (number) must be an object'],
    ['a priority as props of a shared default', () => Exposure.sharedAlbDefault(new Edge().alb, wrong(1)), 'Exposure.sharedAlbDefault: props (number) must be an object'],
    ['no listener', () => Exposure.albListenerDefault(wrong(undefined)), 'Exposure.albListenerDefault: listener must be the listener of an Application Load Balancer'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

test('a cluster that aws-ecs imported is a cluster', () => {
  const stack = new Stack(new App(), 'Stack');
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'prod', vpc: new ec2.Vpc(stack, 'Vpc') });
  expect(() => makeService(stack, { cluster })).not.toThrow();
  expect(cluster).not.toBeInstanceOf(EcsCluster);
});
