import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { validate } from '../../src/validation/engine/validate';
import type { RawTemplate } from '../../src/validation/model/evaluation/source';

const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1');
const SMALL = { image: IMAGE, memoryLimitMiB: 128 };
const RANGE = { containerPort: ecs.ContainerDefinition.CONTAINER_PORT_USE_RANGE, containerPortRange: '8000-8010' };

const RIGHT: Readonly<Record<string, (stack: Stack) => void>> = {
  'all Fargate features': stack => {
    const task = new ecs.FargateTaskDefinition(stack, 'Task', {
      cpu: 4096,
      memoryLimitMiB: 8192,
      ephemeralStorageGiB: 100,
      pidMode: ecs.PidMode.TASK,
      runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
    });
    const linuxParameters = new ecs.LinuxParameters(stack, 'Linux', { initProcessEnabled: true });
    linuxParameters.addCapabilities(ecs.Capability.SYS_PTRACE);
    linuxParameters.dropCapabilities(ecs.Capability.ALL);
    linuxParameters.addTmpfs({ containerPath: '/run', size: 64, mountOptions: [ecs.TmpfsMountOption.NOEXEC] });
    const container = task.addContainer('web', {
      image: IMAGE,
      cpu: 1024,
      memoryLimitMiB: 4096,
      memoryReservationMiB: 1024,
      entryPoint: ['sh', '-c'],
      command: ['exec web'],
      environment: { MODE: 'production' },
      secrets: { KEY: ecs.Secret.fromSsmParameter(ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Key', { parameterName: '/key' })) },
      healthCheck: { command: ['wget', '-q', 'http://localhost/'], interval: Duration.seconds(10), startPeriod: Duration.seconds(30) },
      linuxParameters,
      readonlyRootFilesystem: true,
      startTimeout: Duration.minutes(2),
      stopTimeout: Duration.minutes(2),
      systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }],
      ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: 65_536, hardLimit: 65_536 }],
      user: '1000:1000',
      workingDirectory: '/app',
      enableRestartPolicy: true,
      restartIgnoredExitCodes: [0],
      versionConsistency: ecs.VersionConsistency.DISABLED,
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web', mode: ecs.AwsLogDriverMode.NON_BLOCKING, maxBufferSize: Size.mebibytes(4) }),
    });
    container.addPortMappings({ containerPort: 80, name: 'http', appProtocol: ecs.AppProtocol.http2 }, { containerPort: 80, protocol: ecs.Protocol.UDP }, RANGE);
    task.addVolume({ name: 'scratch' });
    container.addMountPoints({ sourceVolume: 'scratch', containerPath: '/scratch', readOnly: false });
  },
  'Windows on Fargate': stack => {
    new ecs.FargateTaskDefinition(stack, 'Task', {
      cpu: 1024,
      memoryLimitMiB: 2048,
      ephemeralStorageGiB: 30,
      runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE },
    }).addContainer('iis', { image: IMAGE, entryPoint: ['powershell', '-Command'], command: ['C:\\ServiceMonitor.exe w3svc'], portMappings: [{ containerPort: 80 }] });
  },
  'a proxy': stack => {
    const task = new ecs.FargateTaskDefinition(stack, 'Task', {
      proxyConfiguration: new ecs.AppMeshProxyConfiguration({
        containerName: 'envoy', properties: { appPorts: [80], proxyIngressPort: 15_000, proxyEgressPort: 15_001, ignoredUID: 1337 },
      }),
    });
    const proxy = task.addContainer('envoy', { image: IMAGE, user: '1337', healthCheck: { command: ['curl -s localhost:9901 | grep -q LIVE'] } });
    task.addContainer('web', { image: IMAGE, portMappings: [{ containerPort: 80 }] })
      .addContainerDependencies({ container: proxy, condition: ecs.ContainerDependencyCondition.HEALTHY });
  },
  'all features of container instances': stack => {
    const task = new ecs.Ec2TaskDefinition(stack, 'Task', {
      networkMode: ecs.NetworkMode.BRIDGE,
      pidMode: ecs.PidMode.HOST,
      ipcMode: ecs.IpcMode.TASK,
      placementConstraints: [ecs.PlacementConstraint.memberOf('attribute:ecs.instance-type =~ m7.*')],
    });
    const linuxParameters = new ecs.LinuxParameters(stack, 'Linux', { sharedMemorySize: 64, maxSwap: Size.mebibytes(512), swappiness: 60 });
    linuxParameters.addCapabilities(ecs.Capability.ALL);
    linuxParameters.addDevices({ hostPath: '/dev/fuse' });
    linuxParameters.addTmpfs({ containerPath: '/run', size: 64, mountOptions: Object.values(ecs.TmpfsMountOption) });
    const container = task.addContainer('web', {
      ...SMALL,
      memoryReservationMiB: 64,
      privileged: true,
      gpuCount: 1,
      hostname: 'web',
      dnsServers: ['10.0.0.2'],
      dnsSearchDomains: ['corp.local'],
      extraHosts: { db: '10.0.0.3' },
      dockerSecurityOptions: ['no-new-privileges'],
      linuxParameters,
      ulimits: Object.values(ecs.UlimitName).map(name => ({ name, softLimit: -1, hardLimit: -1 })),
      logging: ecs.LogDrivers.jsonFile({ maxSize: '10m' }),
    });
    container.addPortMappings({ containerPort: 80 }, { containerPort: 443, hostPort: 8443 }, RANGE);
    container.addLink(task.addContainer('cache', { ...SMALL, logging: ecs.LogDrivers.syslog() }), 'redis');
    const kinds: readonly Omit<ecs.Volume, 'name'>[] = [{}, { host: { sourcePath: '/data' } }, { dockerVolumeConfiguration: { driver: 'local', scope: ecs.Scope.SHARED, autoprovision: true } }];
    kinds.forEach((kind, index) => {
      task.addVolume({ name: `volume${index}`, ...kind });
      container.addMountPoints({ sourceVolume: `volume${index}`, containerPath: `/volume${index}`, readOnly: false });
    });
  },
  'Windows on container instances': stack => {
    new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.NAT })
      .addContainer('iis', { ...SMALL, cpu: 512, portMappings: [{ containerPort: 80, hostPort: 8080 }] });
  },
  'network mode host': stack => {
    new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.HOST }).addContainer('web', { ...SMALL, portMappings: [{ containerPort: 80 }] });
  },
  'network mode none': stack => { new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.NONE }).addContainer('job', SMALL); },
  'ECS Anywhere': stack => {
    new ecs.ExternalTaskDefinition(stack, 'Task').addContainer('web', {
      ...SMALL, portMappings: [{ containerPort: 80, hostPort: 8080 }], logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web' }),
    });
  },
  'Managed Instances': stack => {
    new ecs.TaskDefinition(stack, 'Task', { compatibility: ecs.Compatibility.MANAGED_INSTANCES, cpu: '1024', memoryMiB: '2048', networkMode: ecs.NetworkMode.AWS_VPC })
      .addContainer('web', { image: IMAGE, gpuCount: 1, privileged: true, stopTimeout: Duration.hours(1), portMappings: [{ containerPort: 80 }] });
  },
  'Fargate and container instances': stack => {
    new ecs.TaskDefinition(stack, 'Task', { compatibility: ecs.Compatibility.EC2_AND_FARGATE, cpu: '256', memoryMiB: '512', networkMode: ecs.NetworkMode.AWS_VPC })
      .addContainer('web', { image: IMAGE, portMappings: [{ containerPort: 80 }], logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web' }) });
  },
  'a log router': stack => {
    const task = new ecs.Ec2TaskDefinition(stack, 'Task');
    task.addFirelensLogRouter('router', { image: IMAGE, memoryReservationMiB: 50, firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT } });
    task.addContainer('web', { ...SMALL, logging: ecs.LogDrivers.firelens({ options: { Name: 'stdout' } }) });
  },
  'a Splunk token': stack => {
    const secretToken = ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Token'));
    new ecs.FargateTaskDefinition(stack, 'Task').addContainer('web', { image: IMAGE, logging: ecs.LogDrivers.splunk({ url: 'https://splunk.corp.local:8088', secretToken }) });
  },
  'credential specifications': stack => {
    const spec = ecs.DomainJoinedCredentialSpec.fromS3Bucket(new s3.Bucket(stack, 'Bucket'), 'web.json');
    new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.NAT }).addContainer('iis', { ...SMALL, cpu: 512, credentialSpecs: [spec] });
  },
};

describe.each(Object.entries(RIGHT))('an aws-ecs task definition with %s', (_, make) => {
  test('has no violations', () => {
    expect(validate([{ name: 'Stack', template: synthesized(make) }]).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
  });
});

test('a task definition without a list of containers is an error', () => {
  const template = synthesized(stack => { new ecs.CfnTaskDefinition(stack, 'Task', { family: 'web' }); });
  expect(validate([{ name: 'Stack', template }]).map(({ rule, severity, path }) => [rule.id, severity, path]))
    .toEqual([['list-length-limits', 'error', 'Properties.ContainerDefinitions']]);
});

function synthesized(make: (stack: Stack) => void): RawTemplate {
  const app = new App({ autoSynth: false });
  const stack = new Stack(app, 'Stack');
  make(stack);
  return app.synth({ skipValidation: true }).getStackByName('Stack').template as RawTemplate;
}
