import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID } from 'aws-cdk-lib/cx-api';
import { IConstruct } from 'constructs';
import { Capacity, ContainerService, ContainerServiceProps, DaemonService, Deployment, DeploymentAlarm, DeploymentHook, DeploymentTask, EcsCluster, EcsClusterProps, Exposure, InstanceImage, JobExecution, NlbForAlb, NlbForAlbProps, SharedAlbExposureProps, TestTraffic, WorkerService } from '../../src';
import { IMAGE } from '../support/container-service';
import { LARGE, makeGroup, regionalStack } from '../support/instance-group';
import { addGroup } from '../support/instances';
import { makeJob } from '../support/scheduled-job';
import { certificateIn, Edge, zoneIn } from '../support/shared-alb';
import { makeRunner } from '../support/standalone-task';

const WEB_ACL = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/4f5e8c1a';
const DOCUMENT = join(__dirname, '..', '..', 'docs', 'construct-ids.md');
const ROW = /^\| `([^`]+)` \| `([^`]+)` \|/;

/** In the table, `…` stands for ids that depend on another part of the name: subnets of a VPC, security groups that admit each other. */
const REPEATED: readonly (readonly [RegExp, string])[] = [
  [/^(AlternateTargetGroup|ProductionRule|TestRule)[0-9A-F]{8}\//, '$1…/'],
  [/^Vpc\/.+/, 'Vpc/…'],
  [/^TargetGroup[0-9A-F]{8}\//, 'TargetGroup…/'],
  [/(Service\/SecurityGroup\/)\S+ from$/, '$1… from'],
  [/(InstanceSecurityGroup)\d+(\/from) .+/, '$1…$2 …'],
  [/(SecurityGroup\/(?:from|to)) .+/, '$1 …'],
  [/^ListenerCertificate[0-9A-F]{8}\//, 'ListenerCertificate…/'],
  [/^[^/]+\.[^/]+\//, '…/'],
  [/^ElasticIp.+/, 'ElasticIp…'],
  [/^Redeploy-[^/]+\//, 'Redeploy-…/'],
  [/^Continue-[^/]+\//, 'Continue-…/'],
];

type Resources = ReadonlyMap<string, string>;

function documented(section: string): Resources {
  const text = readFileSync(DOCUMENT, 'utf8').split(/^## /m).find(part => part.startsWith(section)) ?? '';
  const rows = text.split('\n').map(line => ROW.exec(line)).filter(row => row !== null);
  return new Map(rows.map(([, path, type]) => [path, type]));
}

function resourcesBelow(construct: IConstruct): Resources {
  (construct.node.root as App).synth();
  const resources = construct.node.findAll().filter(CfnResource.isCfnResource).map(resource => {
    const path = resource.node.path.slice(construct.node.path.length + 1);
    return [REPEATED.reduce((text, [pattern, short]) => text.replace(pattern, short), path), resource.cfnResourceType] as const;
  });
  return new Map(resources.filter(([path]) => path !== 'Vpc/…').concat(resources.some(([path]) => path === 'Vpc/…') ? [['Vpc/…', 'AWS::EC2::*']] : []));
}

function service(props: (stack: Stack) => Partial<ContainerServiceProps>, context: Record<string, unknown> = {}): Resources {
  const stack = new Stack(new App({ context }), 'Stack', { env: { region: 'eu-west-1' } });
  const vpc = new ec2.Vpc(stack, 'Vpc');
  return resourcesBelow(new ContainerService(stack, 'Api', { cluster: new EcsCluster(stack, 'Cluster', { vpc }), image: IMAGE, ...props(stack) }));
}

function dualStackIn(stack: Stack) {
  const vpc = new ec2.Vpc(stack, 'DualStackVpc', { ipProtocol: ec2.IpProtocol.DUAL_STACK });
  return { vpc, ipAddressType: elbv2.IpAddressType.DUAL_STACK };
}

function dualStackCluster(stack: Stack): EcsCluster { return new EcsCluster(stack, 'DualStack', { vpc: dualStackIn(stack).vpc }); }

function cluster(props: EcsClusterProps, use: (cluster: EcsCluster) => void = () => {}): Resources {
  const made = new EcsCluster(new Stack(new App(), 'Stack'), 'Cluster', props);
  use(made);
  return resourcesBelow(made);
}

function all(...parts: readonly Resources[]): Record<string, string> {
  return Object.fromEntries([...new Map(parts.flatMap(part => [...part]))].sort(([a], [b]) => a < b ? -1 : 1));
}

function sharedListener(stack: Stack): Exposure {
  const listener = new elbv2.ApplicationLoadBalancer(stack, 'Shared', { vpc: stack.node.findChild('Vpc') as ec2.Vpc })
    .addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  return Exposure.albListenerRule(listener, { priority: 1, paths: ['/api/*'] });
}

test('the ids of a service match the table', () => {
  const domainZone = (stack: Stack) => route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  const made = all(
    service(stack => ({ exposure: Exposure.publicAlb({ domainName: 'api.example.com', domainZone: domainZone(stack), accessLogs: true, connectionLogs: true, webAclArn: WEB_ACL }) })),
    service(stack => ({
      cluster: dualStackCluster(stack),
      exposure: Exposure.publicAlb({ domainName: 'api.example.com', domainZone: domainZone(stack), ipAddressType: elbv2.IpAddressType.DUAL_STACK }),
    })),
    service(() => ({ exposure: Exposure.internalAlb() }), { [ECS_PATTERNS_UNIQUE_TARGET_GROUP_ID]: true }),
    service(stack => ({ exposure: sharedListener(stack), healthCheckGracePeriod: Duration.seconds(90) })),
    service(stack => ({ exposure: Exposure.publicNlb({ certificate: certificateIn(stack, 'own'), additionalCertificates: [certificateIn(stack, 'other')], createElasticIps: true }) })),
    service(() => ({ enableExecuteCommand: true })),
    service(() => ({ exposure: Exposure.internalAlb(), deployment: Deployment.rolling({ alarms: everyAlarm() }) })),
    service(() => ({ exposure: Exposure.internalAlb(), deployment: Deployment.external() })),
    service(stack => ({
      exposure: Exposure.internalAlb(),
      deployment: Deployment.codeDeploy({ testTraffic: TestTraffic.port(8080), hooks: { afterAllowTestTraffic: functionIn(stack) } }),
    })),
    service(() => ({
      exposure: Exposure.internalAlb(),
      deployment: Deployment.blueGreen({ testTraffic: TestTraffic.port(8080), hooks: [DeploymentHook.smokeTest('/')] }),
    })),
    service(() => ({
      exposure: Exposure.internalNlb({ listenerPort: 1883 }), deployment: Deployment.blueGreen({ testTraffic: TestTraffic.port(1884) }),
    })),
    service(stack => {
      const platform = new Stack(stack.node.root as App, 'Platform', { env: { region: 'eu-west-1' } });
      const onPlatform = new EcsCluster(platform, 'Cluster', { vpc: new ec2.Vpc(platform, 'Vpc') });
      const capacity = Capacity.instances(addGroup(onPlatform), { networkMode: ecs.NetworkMode.BRIDGE });
      return { cluster: onPlatform, capacity, exposure: Exposure.internalAlb() };
    }),
    policies(),
    ...shared(),
  );
  expect(made).toEqual(all(documented('ContainerService')));
});

function functionIn(stack: Stack): lambda.Function {
  const code = lambda.Code.fromInline('exports.handler = async () => {};');
  return new lambda.Function(stack, 'Hook', { runtime: lambda.Runtime.NODEJS_LATEST, handler: 'index.handler', code });
}

/** A service with two names and a certificate behind a shared load balancer. */
function shared(): Resources[] {
  const edge = new Edge(stack => ({ domains: [{ domainName: 'shop.example.com', domainZone: zoneIn(stack) }], ...dualStackIn(stack) }));
  const stack = new Stack(edge.app, 'Shop');
  const domainZone = zoneIn(stack);
  const ecsCluster = new EcsCluster(stack, 'Cluster', { vpc: edge.stack.node.findChild('DualStackVpc') as ec2.Vpc });
  const expose = (id: string, props: SharedAlbExposureProps) =>
    new ContainerService(stack, id, { cluster: ecsCluster, image: IMAGE, exposure: Exposure.sharedAlb(edge.alb, props) });
  return [
    expose('Api', { hosts: ['api.example.com', 'www.example.com'], domainZone }),
    expose('Admin', { hosts: ['admin.example.com'], certificates: [certificateIn(stack, 'admin')] }),
  ].map(resourcesBelow);
}

test('the ids of a shared load balancer match the table', () => {
  const edge = new Edge(stack => ({
    domains: ['shop.example.com', 'www.example.com'].map(domainName => ({ domainName, domainZone: zoneIn(stack) })),
    accessLogs: true,
    connectionLogs: true,
    webAclArn: WEB_ACL,
    ...dualStackIn(stack),
  }), new App(), 'eu-west-1');
  const given = new Edge(stack => ({ certificates: ['a', 'b'].map(id => certificateIn(stack, id)) }));
  expect(all(resourcesBelow(edge.alb), resourcesBelow(given.alb))).toEqual(all(documented('SharedAlb')));
});

test('the ids of a cluster match the table', () => {
  expect(all(cluster({}), cluster({ execAudit: {} }, made => { made.countTasks(); }))).toEqual(all(documented('EcsCluster')));
});

describe('the ids of', () => {
  const stack = new Stack(new App(), 'Stack');
  const ecsCluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  ecsCluster.addInstances('Main', { instanceTypes: [LARGE], maxInstances: 2 });
  const managed = ecsCluster.addManagedInstances('Managed');
  const servers = ecsCluster.addExternalInstances('Servers', { activation: {} });

  test('the function that deletes groups match the table', () => {
    expect(all(resourcesBelow(stack.node.findChild('ForceDeleteInstances')))).toEqual(all(documented('ForceDeleteInstances')));
  });

  test('Managed Instances match the table', () => {
    expect(all(resourcesBelow(managed))).toEqual(all(documented('ManagedInstances')));
  });

  test('external instances match the table', () => {
    expect(all(resourcesBelow(servers))).toEqual(all(documented('ExternalInstances')));
  });
});

test('the ids of a Network Load Balancer in front of an Application Load Balancer match the table', () => {
  const nlb = (props: (stack: Stack) => Partial<NlbForAlbProps> = () => ({})) => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc', { ipProtocol: ec2.IpProtocol.DUAL_STACK });
    const listener = new elbv2.ApplicationLoadBalancer(stack, 'Shared', { vpc }).addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    return resourcesBelow(new NlbForAlb(stack, 'Static', { listener, ...props(stack) }));
  };
  const recorded = nlb(stack => ({
    internetFacing: true,
    insecureHttp: true,
    createElasticIps: true,
    domainName: 'static.example.com',
    domainZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
    ipAddressType: elbv2.IpAddressType.DUAL_STACK,
  }));
  expect(all(nlb(), recorded)).toEqual(all(documented('NlbForAlb')));
});

function everyAlarm(): DeploymentAlarm[] {
  return [
    DeploymentAlarm.cpuUtilization(90),
    DeploymentAlarm.memoryUtilization(90),
    DeploymentAlarm.serverErrors(9),
    DeploymentAlarm.responseTime(Duration.seconds(1)),
  ];
}

function policies(): Resources {
  const stack = new Stack(new App(), 'Stack');
  const api = new ContainerService(stack, 'Api', {
    cluster: new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') }), image: IMAGE, exposure: Exposure.publicAlb({ insecureHttp: true }),
  });
  const scaling = api.autoScale({ maxTasks: 4 });
  scaling.onCpu(60);
  scaling.onMemory(70);
  scaling.onRequests(1000);
  api.grantRedeploy(api);
  api.grantContinueDeployment(api);
  return resourcesBelow(api);
}

test('the documented ids of an InstanceGroup are those of its resources', () => {
  const group = makeGroup(regionalStack(), {
    instanceTypes: [LARGE], image: InstanceImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022), warmPool: {}, instanceRefresh: {},
  });
  expect(all(resourcesBelow(group))).toEqual(all(documented('InstanceGroup')));
});

test('the ids of a daemon match the table', () => {
  const daemon = (id: string, capacityOf: (cluster: EcsCluster) => Capacity) => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
    const ecsCluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    const props = { cluster: ecsCluster, image: IMAGE, capacity: capacityOf(ecsCluster), enableExecuteCommand: true };
    return resourcesBelow(new DaemonService(stack, id, props));
  };
  expect(all(
    daemon('Instances', ecsCluster => Capacity.instances(addGroup(ecsCluster), { networkMode: ecs.NetworkMode.AWS_VPC })),
    daemon('Managed', ecsCluster => Capacity.managedInstances(ecsCluster.addManagedInstances('Pool'))),
    daemon('External', () => Capacity.external()),
  )).toEqual(all(documented('DaemonService')));
});

test('the ids of a worker are those of a service and those of its table', () => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
  const processingTime = Duration.seconds(10);
  const worker = resourcesBelow(new WorkerService(stack, 'Worker', {
    cluster: new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') }),
    image: IMAGE,
    processingTime,
    minTasks: 0,
    maxTasks: 5,
    otherQueues: { Refunds: { processingTime } },
    alarmTopic: new sns.Topic(stack, 'OnCall'),
  }));
  const named = new Map([...worker].map(([path, type]) => [path.replace(/^Queues\/Refunds/, 'Queues/…'), type]));
  const ofService = documented('ContainerService');
  const own = [...named].filter(([path]) => !ofService.has(path.replace('/worker/', '/web/')) || path.includes('TaskCount'));
  expect(new Map(own)).toEqual(documented('WorkerService'));
});

test('the ids of a task runner match the table', () => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
  const runner = makeRunner(stack, { enableExecuteCommand: true });
  runner.stateMachine('Job', { timeout: Duration.hours(1) });
  runner.stateMachine('Batch', { definition: runner.forEachDistributed(stack, 'Items') });
  const made = [...resourcesBelow(runner)].map(([path, type]) => [path.replace(/^(?:Job|Batch)\//, '…/'), type] as const);
  expect(all(new Map(made))).toEqual(all(documented('TaskRunner')));
});

test('the ids of a scheduled job match the table', () => {
  const job = (execution: JobExecution) => resourcesBelow(makeJob({ execution }));
  expect(all(job(JobExecution.workflow()), job(JobExecution.direct()))).toEqual(all(documented('ScheduledJob')));
});

test('a deployment task and its functions match the tables', () => {
  const tasks = new Stack(new App(), 'Stack');
  const task = new DeploymentTask(tasks, 'Migrate', { cluster: new EcsCluster(tasks, 'Cluster', { vpc: new ec2.Vpc(tasks, 'Vpc') }), image: IMAGE });
  expect(all(resourcesBelow(task))).toEqual(all(documented('DeploymentTask')));
  expect(all(resourcesBelow(tasks.node.findChild('DeploymentTasks')))).toEqual(all(documented('DeploymentTasks')));
});
