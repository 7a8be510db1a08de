import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ContainerService, ContainerServiceProps, EcsCluster, Exposure, Profile } from '../../../src';
import { IMAGE } from '../../support/container-service';

const REGULATED = Profile.regulated({ logRetention: logs.RetentionDays.TWO_YEARS });
const FIRELENS = () => ecs.LogDrivers.firelens({ options: { Name: 'firehose', region: 'eu-west-1', delivery_stream: 'shop' } });

function regulated(stack: Stack, props: Partial<ContainerServiceProps> = {}): ContainerService {
  const cluster = props.cluster ?? new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), profile: Profile.regulated() });
  return new ContainerService(stack, 'Api', { image: props.taskDefinition ? undefined : IMAGE, profile: REGULATED, ...props, cluster });
}

function templateOf(props: Partial<ContainerServiceProps>, use: (service: ContainerService) => void = () => {}): Template {
  const stack = new Stack(new App(), 'Stack');
  use(regulated(stack, props));
  return Template.fromStack(stack);
}

/** Days of retention of the log groups of the service that have a key. */
function encryptedLogs(template: Template): (number | undefined)[] {
  return Object.entries(template.findResources('AWS::Logs::LogGroup'))
    .filter(([id, { Properties }]) => id.startsWith('Api') && Properties.KmsKeyId !== undefined)
    .map(([, { Properties }]) => Properties.RetentionInDays as number | undefined);
}

function containersWithoutLog(template: Template): string[] {
  const [task] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  return (task.Properties.ContainerDefinitions as { Name: string; LogConfiguration?: unknown }[])
    .filter(({ LogConfiguration }) => LogConfiguration === undefined).map(({ Name }) => Name);
}

function clearLogs(template: Template): string[] {
  return Object.entries(template.findResources('AWS::Logs::LogGroup')).filter(([, { Properties }]) => Properties?.KmsKeyId === undefined).map(([id]) => id);
}

describe('in the regulated profile', () => {
  test.each<[string, Partial<ContainerServiceProps>, (service: ContainerService) => void]>([
    ['a log driver that creates its log group', { logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'api' }) }, () => {}],
    ['an added container', {}, service => { service.addContainer('proxy', { image: IMAGE }); }],
    ['an added container whose log driver creates its log group', {}, service => {
      service.addContainer('proxy', { image: IMAGE, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'proxy' }) });
    }],
    ['a container that is added to the task definition', {}, service => {
      service.taskDefinition.addContainer('proxy', { image: IMAGE, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'proxy' }) });
    }],
    ['the log router', { logging: FIRELENS() }, () => {}],
  ])('the log of %s is encrypted', (_, props, use) => {
    const template = templateOf(props, use);
    expect(encryptedLogs(template).length).toBeGreaterThan(0);
    expect(clearLogs(template)).toEqual([]);
  });

  test('the log group of a log driver has the retention of the profile', () => {
    expect(encryptedLogs(templateOf({ logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'api' }) }))).toEqual([731]);
  });

  test('the log group of a log driver keeps the retention of the driver', () => {
    expect(encryptedLogs(templateOf({ logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'api', logRetention: logs.RetentionDays.ONE_WEEK }) }))).toEqual([7]);
  });

  test('CloudWatch Logs can use the key of a log driver', () => {
    templateOf({ logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'api' }) }).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['kms:GenerateDataKey*']), Principal: { Service: Match.anyValue() } })]) },
    });
  });

  test('an added container has an encrypted log even if the main container uses another log driver', () => {
    const template = templateOf({ logging: FIRELENS() }, service => { service.addContainer('proxy', { image: IMAGE }); });
    expect(containersWithoutLog(template)).toEqual([]);
    expect(clearLogs(template)).toEqual([]);
  });

  test('added containers share one log group', () => {
    const template = templateOf({ logging: FIRELENS() }, service => {
      service.addContainer('one', { image: IMAGE });
      service.addContainer('two', { image: IMAGE });
    });
    // the other log group belongs to the log router
    expect(encryptedLogs(template)).toEqual([731, 731]);
  });

  test('a log group with a key below the task definition keeps its key', () => {
    const stack = new Stack(new App(), 'Stack');
    const key = new kms.Key(stack, 'Company');
    key.grantEncryptDecrypt(new iam.ServicePrincipal('logs.amazonaws.com'));
    const service = regulated(stack);
    const logGroup = new logs.LogGroup(service.taskDefinition, 'Own', { encryptionKey: key });
    service.taskDefinition.addContainer('proxy', { image: IMAGE, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'p', logGroup }) });
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: stack.resolve(key.keyArn) });
  });

  test('an existing task definition is refused, because it has separate logs and roles', () => {
    const stack = new Stack(new App(), 'Stack');
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('web', { image: IMAGE });
    expect(() => regulated(stack, { taskDefinition })).toThrow("[Stack/Api] taskDefinition ('Stack/Task') cannot get the encrypted logs and the roles of the regulated profile; use image instead, or set profile to Profile.standard()");
  });
});

describe('on a listener in the app, the regulated profile', () => {
  type Make = (listener: elbv2.IApplicationListener) => Exposure;

  function onListener(props: (stack: Stack) => elbv2.BaseApplicationListenerProps, make: Make): () => void {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const cluster = new EcsCluster(stack, 'Cluster', { vpc });
    const defaultAction = elbv2.ListenerAction.fixedResponse(404);
    const listener = new elbv2.ApplicationLoadBalancer(stack, 'LB', { vpc }).addListener('Listener', { defaultAction, ...props(stack) });
    return () => { regulated(stack, { cluster, exposure: make(listener) }); };
  }

  const certificate = (stack: Stack) => acm.Certificate.fromCertificateArn(stack, 'Cert', 'arn:aws:acm:eu-west-1:111122223333:certificate/c');
  const rule = (listener: elbv2.IApplicationListener) => Exposure.albListenerRule(listener, { paths: ['/api/*'] });

  test.each<[string, (listener: elbv2.IApplicationListener) => Exposure]>([['rule', rule], ['default', listener => Exposure.albListenerDefault(listener)]])('refuses HTTP for a %s', (_, make) => {
    expect(onListener(() => ({ port: 80 }), make)).toThrow("[Stack/Api] the regulated profile accepts TLS only, and listener 'Stack/LB/Listener' uses HTTP; use a listener with a certificate");
  });

  test('accepts HTTPS', () => {
    expect(onListener(stack => ({ port: 443, certificates: [certificate(stack)] }), rule)).not.toThrow();
  });

  test('accepts an imported listener with an unknown protocol', () => {
    const stack = new Stack(new App(), 'Stack');
    const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
      listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/a/b/c', securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1'),
    });
    expect(() => regulated(stack, { exposure: rule(listener) })).not.toThrow();
  });
});
