import { Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Capacity, ContainerService, DaemonService, Deployment, DeploymentAlarm, EcsCluster, Exposure, NlbForAlb, SecretSource, ServiceConnect, SharedAlb, TaskSize, WorkerService } from '../../../src';
import { ECS_CLUSTER_PROPS } from '../../../src/constructs/capacity/ecs-cluster-prop-table';
import { NLB_FOR_ALB_PROPS } from '../../../src/constructs/load-balancing/nlb/nlb-for-alb-prop-table';
import { SHARED_ALB_PROPS } from '../../../src/constructs/load-balancing/shared-alb/shared-alb-prop-table';
import { CONTAINER_SERVICE_PROPS } from '../../../src/constructs/service/container-service-prop-table';
import { DAEMON_SERVICE_PROPS } from '../../../src/constructs/service/daemon-service-prop-table';
import { WORKER_SERVICE_PROPS } from '../../../src/constructs/service/worker/worker-service-prop-table';
import { IMAGE, makeService, newStack } from '../../support/container-service';
import { certificateIn } from '../../support/shared-alb';

/** Services that together set every property that a ContainerService can set. */
function everyProperty(): Template {
  const stack = newStack('eu-west-1');
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const cluster = new EcsCluster(stack, 'Cluster', {
    vpc, clusterName: 'web', execAudit: {}, defaultCapacity: Capacity.fargate(), defaultCloudMapNamespace: { name: 'web.local', useForServiceConnect: true },
  });
  const files = s3.Bucket.fromBucketName(stack, 'Files', 'files');
  const service = makeService(stack, {
    cluster,
    exposure: Exposure.publicAlb({ insecureHttp: true }),
    capacity: Capacity.fargate({ platformVersion: ecs.FargatePlatformVersion.LATEST }),
    healthCheckGracePeriod: Duration.seconds(90),
    deployment: Deployment.rolling({ alarms: [DeploymentAlarm.cpuUtilization(90)] }),
    cloudMapOptions: { name: 'api' },
    availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
    serviceName: 'api',
    size: TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(1), ephemeralStorage: Size.gibibytes(30) }),
    family: 'api',
    command: ['serve'],
    entryPoint: ['node'],
    environment: { STAGE: 'test' },
    environmentFiles: [ecs.EnvironmentFile.fromBucket(files, 'api.env')],
    secrets: { TOKEN: SecretSource.parameterStoreName('/shop/token') },
    healthCheck: { command: ['true'] },
    user: 'node',
    readonlyRootFilesystem: true,
    stopTimeout: Duration.seconds(60),
    dockerLabels: { team: 'web' },
    workingDirectory: '/srv',
    startTimeout: Duration.seconds(30),
    enableRestartPolicy: true,
    restartIgnoredExitCodes: [0],
    restartAttemptPeriod: Duration.minutes(2),
    systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }],
    initProcessEnabled: true,
    versionConsistency: ecs.VersionConsistency.DISABLED,
    containerCpu: 256,
    containerMemoryLimit: Size.mebibytes(512),
    containerMemoryReservation: Size.mebibytes(256),
    serviceConnect: ServiceConnect.server(),
    portName: 'http',
    appProtocol: ecs.AppProtocol.http,
    ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: 1024, hardLimit: 2048 }],
  });
  service.autoScale({ maxTasks: 4 }).onCpu(50);
  files.grantRead(service.taskDefinition.obtainExecutionRole());
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Shared', { vpc });
  const listener = loadBalancer.addListener('Http', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  new ContainerService(stack, 'Second', {
    cluster,
    image: IMAGE,
    desiredCount: 3,
    exposure: Exposure.albListenerRule(listener, { paths: ['/*'], priority: 1 }),
    capacity: Capacity.fargateLaunchType(),
    enableExecuteCommand: true,
  });
  const edge = new SharedAlb(stack, 'Edge', {
    vpc,
    internetFacing: true,
    certificates: [certificateIn(stack, 'edge')],
    loadBalancerName: 'edge',
    ipAddressType: elbv2.IpAddressType.IPV4,
    mutualAuthentication: { mutualAuthenticationMode: elbv2.MutualAuthenticationMode.PASS_THROUGH },
    webAclArn: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/4f5e8c1a',
  });
  const names = { hosts: ['third.example.com'], certificates: [certificateIn(stack, 'third')] };
  new ContainerService(stack, 'Third', { cluster, image: IMAGE, exposure: Exposure.sharedAlb(edge, names) });
  new ContainerService(stack, 'Fourth', { cluster, image: IMAGE, exposure: Exposure.internalAlb(), deployment: Deployment.codeDeploy() });
  new ContainerService(stack, 'Fifth', {
    cluster,
    image: IMAGE,
    exposure: Exposure.internalAlb(),
    deployment: Deployment.external(),
    capacity: Capacity.fargate({ platformVersion: ecs.FargatePlatformVersion.LATEST }),
  });
  const group = cluster.addInstances('Gpu', { instanceTypes: [new ec2.InstanceType('g5.xlarge')], maxInstances: 6, agent: { gmsa: true } });
  new ContainerService(stack, 'Sixth', {
    cluster,
    image: IMAGE,
    capacity: Capacity.instances(group, {
      networkMode: ecs.NetworkMode.BRIDGE,
      placementConstraints: [ecs.PlacementConstraint.distinctInstances()],
      placementStrategies: [ecs.PlacementStrategy.packedByMemory()],
    }),
    desiredCount: 1,
    deployment: Deployment.rolling({ minHealthyPercent: 0, maxHealthyPercent: 100 }),
    gpuCount: 1,
    privileged: true,
    extraHosts: { printer: '10.0.0.9' },
    hostname: 'gpu',
    dockerSecurityOptions: ['no-new-privileges'],
    credentialSpecs: [ecs.DomainJoinedCredentialSpec.fromS3Bucket(files, 'gmsa.json')],
    interactive: true,
    pseudoTerminal: true,
  });
  const daemonProps = {
    cluster,
    image: IMAGE,
    daemonName: 'agent',
    hostMounts: [{ hostPath: '/proc' }],
    hostPidMode: true,
    hostIpcMode: true,
    updatePercent: 50,
    enableExecuteCommand: true,
    alarms: [cloudwatch.Alarm.fromAlarmName(stack, 'Errors', 'errors')],
  };
  const capacity = Capacity.instances(group, { networkMode: ecs.NetworkMode.AWS_VPC, placementConstraints: [ecs.PlacementConstraint.memberOf('attribute:team == web')] });
  new DaemonService(stack, 'Agent', { ...daemonProps, capacity });
  new DaemonService(stack, 'ManagedAgent', {
    ...daemonProps,
    family: 'agent',
    daemonName: 'managed-agent',
    capacity: Capacity.managedInstances(cluster.addManagedInstances('Pool')),
    bakeTime: Duration.minutes(5),
    command: ['serve'],
    entryPoint: ['agent'],
    environment: { STAGE: 'test' },
    environmentFiles: [ecs.EnvironmentFile.fromBucket(files, 'agent.env')],
    secrets: { TOKEN: SecretSource.parameterStoreName('/shop/agent') },
    healthCheck: { command: ['true'] },
    user: 'root',
    readonlyRootFilesystem: false,
    stopTimeout: Duration.seconds(60),
    workingDirectory: '/srv',
    startTimeout: Duration.seconds(30),
    enableRestartPolicy: true,
    restartIgnoredExitCodes: [0],
    restartAttemptPeriod: Duration.minutes(2),
    systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }],
    initProcessEnabled: true,
    containerCpu: 128,
    containerMemoryLimit: Size.mebibytes(256),
    containerMemoryReservation: Size.mebibytes(128),
    privileged: true,
    interactive: true,
    pseudoTerminal: true,
    ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: 1024, hardLimit: 2048 }],
  });
  new WorkerService(stack, 'Orders', {
    cluster, image: IMAGE, processingTime: Duration.seconds(5), maxTasks: 5, fifo: true, contentBasedDeduplication: true, queueName: 'orders.fifo', encryptionKey: new kms.Key(stack, 'QueueKey'),
  });
  const subnetMappings = vpc.privateSubnets.map(subnet => ({ subnet }));
  new NlbForAlb(stack, 'Static', { listener: edge.listener, subnetMappings, loadBalancerName: 'static', ipAddressType: elbv2.IpAddressType.IPV4 });
  return Template.fromStack(Stack.of(cluster));
}

function has(properties: unknown, path: string): boolean {
  const steps = path === '' ? [] : path.split('.');
  return steps.reduce((value, step) => (value as Record<string, unknown> | undefined)?.[step], properties) !== undefined;
}

describe('each property with a prop is one that the construct sets', () => {
  const template = everyProperty();
  const rows = [CONTAINER_SERVICE_PROPS, DAEMON_SERVICE_PROPS, WORKER_SERVICE_PROPS, ECS_CLUSTER_PROPS, SHARED_ALB_PROPS, NLB_FOR_ALB_PROPS]
    .flatMap(table => Object.entries(table))
    .flatMap(([type, props]) => Object.keys(props).map(path => [type, path] as const));

  test.each(rows)('%s %s', (type, path) => {
    const resources = Object.values(template.findResources(type)) as { Properties?: unknown }[];
    expect(resources.some(({ Properties }) => has(Properties, path))).toBe(true);
  });
});
