import * as fc from 'fast-check';

/** Task definitions with known parts, well formed or not, in any combination. */
export const anyTask: fc.Arbitrary<Record<string, unknown>> = someOf({
  RequiresCompatibilities: fc.subarray(['FARGATE', 'EC2', 'EXTERNAL', 'MANAGED_INSTANCES']),
  NetworkMode: fc.constantFrom('awsvpc', 'bridge', 'host', 'none', 'nat'),
  Family: fc.constantFrom('app', 'my.app'),
  Cpu: fc.constantFrom('256', '512', '.5 vCPU', '64', 'much', 8192),
  Memory: fc.constantFrom('512', '1 GB', '61440', 'plenty'),
  PidMode: fc.constantFrom('task', 'host'),
  IpcMode: fc.constantFrom('task', 'host', 'none'),
  EphemeralStorage: fc.constantFrom({ SizeInGiB: 20 }, { SizeInGiB: 50 }),
  RuntimePlatform: someOf({
    OperatingSystemFamily: fc.constantFrom('LINUX', 'WINDOWS_SERVER_2022_CORE', 'WINDOWS_SERVER_2016_FULL'), CpuArchitecture: fc.constantFrom('X86_64', 'ARM64'),
  }),
  ExecutionRoleArn: fc.constantFrom('arn:aws:iam::111122223333:role/execution', 'execution', 'arn:aws:iam::111122223333:user/bob'),
  TaskRoleArn: fc.constantFrom('arn:aws:iam::111122223333:role/task', 'task'),
  PlacementConstraints: fc.constantFrom([], [{ Type: 'memberOf', Expression: 'attribute:ecs.ami-id == ami-1' }], [{ Type: 'distinctInstance' }]),
  ProxyConfiguration: fc.constantFrom({ ContainerName: 'web' }, { Type: 'APPMESH', ContainerName: 'envoy', ProxyConfigurationProperties: [] }),
  Volumes: fc.array(anyVolume(), { maxLength: 3 }),
  ContainerDefinitions: fc.uniqueArray(anyContainer(), { maxLength: 4, selector: ({ Name }) => Name }),
});

/** Services that run it. */
export const anyService: fc.Arbitrary<Record<string, unknown>> = someOf({
  LaunchType: fc.constantFrom('FARGATE', 'EC2', 'EXTERNAL'),
  PlatformVersion: fc.constantFrom('LATEST', '1.4.0', '1.3.0', '1.0.0'),
  EnableExecuteCommand: fc.boolean(),
  CapacityProviderStrategy: fc.constantFrom([{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }]),
  NetworkConfiguration: fc.constantFrom({ AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } }),
  LoadBalancers: fc.constantFrom([{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: 'arn' }]),
  VolumeConfigurations: fc.constantFrom([{ Name: 'data' }]),
  ServiceConnectConfiguration: fc.constantFrom({ Enabled: true, Services: [{ PortName: 'http' }] }),
}).map(service => ({ ...service, TaskDefinition: { Ref: 'Task' } }));

/** Another task runner, as a separate resource. */
export function anyLauncher(): fc.Arbitrary<{ readonly Type: string; readonly Properties: unknown }> {
  const target = fc.record({ Arn: CLUSTER_ARN, EcsParameters: anyParameters('TaskDefinitionArn'), Input: anyInput(), RoleArn: START_ROLE }, { requiredKeys: ['Arn', 'EcsParameters'] });
  const called = fc.record({ ...anyOverrides(), Count: fc.constantFrom(1, 11), Cluster: CLUSTER_ARN }, { requiredKeys: [] });
  const state = fc.tuple(called, anyParameters('TaskDefinition'), SERVICE_CALLED).map(([one, other, Resource]) => ({ Type: 'Task', Resource, Parameters: { ...one, ...other } }));
  const machine = fc.oneof(
    state.map(Run => ({ StartAt: 'Run', States: { Run } })),
    state.map(Run => ({ StartAt: 'Each', States: { Each: { Type: 'Map', ItemProcessor: { States: { Run } } } } })),
  );
  return fc.oneof(
    resource('AWS::ECS::TaskSet', anyParameters('TaskDefinition')),
    resource('AWS::Events::Rule', fc.record({ Targets: fc.array(target, { minLength: 1, maxLength: 2 }) })),
    resource('AWS::Scheduler::Schedule', fc.record({ Target: target })),
    resource('AWS::Pipes::Pipe', fc.record({
      Target: CLUSTER_ARN, RoleArn: START_ROLE, TargetParameters: fc.record({ EcsTaskParameters: anyParameters('TaskDefinitionArn') }),
    })),
    resource('AWS::StepFunctions::StateMachine', fc.record({ Definition: machine, RoleArn: START_ROLE })),
    resource('AWS::StepFunctions::StateMachine', fc.record({ DefinitionString: machine.map(asText), RoleArn: START_ROLE })),
  );
}

const CLUSTER_ARN = fc.constantFrom('arn:aws:ecs:eu-west-1:111122223333:cluster/apps', 'apps', { Ref: 'Task' });
const START_ROLE = fc.constantFrom('arn:aws:iam::111122223333:role/start');
const SERVICE_CALLED = fc.constantFrom('arn:aws:states:::ecs:runTask', 'arn:aws:states:::ecs:runTask.sync', 'arn:aws:states:::sns:publish');

function anyParameters(task: string) {
  const awsvpc = fc.constantFrom({ Subnets: ['subnet-0a1b2c3d4e5f60718'] }, { Subnets: [], AssignPublicIp: 'ENABLED' });
  return someOf({
    LaunchType: fc.constantFrom('FARGATE', 'EC2', 'EXTERNAL'),
    PlatformVersion: fc.constantFrom('LATEST', '1.3.0'),
    CapacityProviderStrategy: fc.constantFrom([{ CapacityProvider: 'FARGATE', Weight: 0 }], [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }]),
    NetworkConfiguration: awsvpc.map(config => ({ AwsvpcConfiguration: config, AwsVpcConfiguration: config })),
    EnableExecuteCommand: fc.boolean(),
    TaskCount: fc.constantFrom(1, 20),
    PropagateTags: fc.constantFrom('TASK_DEFINITION', 'SERVICE'),
  }).map(parameters => ({ ...parameters, [task]: { Ref: 'Task' } }));
}

function anyInput() {
  return fc.constantFrom('', 'report', '{"containerOverrides":[{"name":"web"}]}', '{"containerOverrides":[{"name":"absent"}],"taskRoleArn":"task"}');
}

function anyOverrides() {
  return { Overrides: fc.constantFrom({ ContainerOverrides: [{ Name: 'web' }] }, { ContainerOverrides: [{ 'Name.$': '$.name' }], TaskRoleArn: 'task' }) };
}

function resource(Type: string, properties: fc.Arbitrary<unknown>) { return properties.map(Properties => ({ Type, Properties })); }

/** In the format of the CDK: a join of literals and references. */
function asText(definition: unknown): object {
  const pieces = JSON.stringify(definition).split('{"Ref":"Task"}');
  return { 'Fn::Join': ['', pieces.flatMap((piece, index) => index === 0 ? [piece] : ['"', { Ref: 'Task' }, '"', piece])] };
}

function anyContainer() {
  const name = fc.constantFrom('web', 'sidecar', 'db', 'a b');
  return someOf({
    Name: name,
    Image: fc.constantFrom('nginx', '', '$IMAGE', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1'),
    Essential: fc.boolean(),
    Cpu: fc.constantFrom(0, 128, 512),
    Memory: fc.constantFrom(4, 128, 2048),
    MemoryReservation: fc.constantFrom(64, 1024),
    Privileged: fc.boolean(),
    ReadonlyRootFilesystem: fc.boolean(),
    User: fc.constantFrom('0', 'app', 'a:b:c'),
    Links: fc.array(name, { maxLength: 2 }),
    Hostname: fc.constant('web'),
    Command: fc.constantFrom([], ['npm start'], ['npm', 'start']),
    EntryPoint: fc.constantFrom([], ['sh', '-c'], ['node']),
    PortMappings: fc.array(someOf({
      ContainerPort: fc.constantFrom(0, 80, 81),
      HostPort: fc.constantFrom(0, 22, 80, 40000),
      Protocol: fc.constantFrom('tcp', 'udp', 'http'),
      ContainerPortRange: fc.constantFrom('80-90', '90-80'),
      Name: fc.constantFrom('http', 'HTTP'),
      AppProtocol: fc.constantFrom('http', 'h3'),
    }), { maxLength: 3 }),
    Environment: fc.array(someOf({ Name: fc.constantFrom('A', 'DB_PASSWORD', ''), Value: fc.constantFrom('a', '', 'postgres://a:b@db/x') }), { maxLength: 3 }),
    Secrets: fc.array(someOf({
      Name: fc.constantFrom('A', 'B'),
      ValueFrom: fc.constantFrom('/app/key', 'db:key', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:key::', 'arn:aws:s3:::b/k'),
    }), { maxLength: 2 }),
    DependsOn: fc.array(someOf({ ContainerName: name, Condition: fc.constantFrom('START', 'HEALTHY', 'SUCCESS', 'READY') }), { maxLength: 2 }),
    VolumesFrom: fc.array(someOf({ SourceContainer: name }), { maxLength: 1 }),
    MountPoints: fc.array(someOf({ SourceVolume: fc.constantFrom('data', 'cache'), ContainerPath: fc.constantFrom('/data', 'C:\\data', 'data') }), { maxLength: 2 }),
    HealthCheck: someOf({
      Command: fc.constantFrom([], ['CMD'], ['CMD', 'curl -f x'], ['CMD-SHELL', 'a', 'b'], ['true']), Interval: fc.constantFrom(1, 30), Timeout: fc.constantFrom(5, 90),
    }),
    LogConfiguration: someOf({
      LogDriver: fc.constantFrom('awslogs', 'splunk', 'awsfirelens', 'json-file', 'logentries'),
      Options: someOf({
        'awslogs-group': fc.constantFrom('/ecs/a', 'a b'),
        'awslogs-region': fc.constant('eu-west-1'),
        'mode': fc.constantFrom('blocking', 'async'),
        'max-buffer-size': fc.constant('25m'),
        'Name': fc.constant('firehose'),
        'awslogs-endpoint': fc.constant('x'),
      }),
    }),
    FirelensConfiguration: someOf({ Type: fc.constantFrom('fluentbit', 'fluentd', 'x'), Options: someOf({ 'config-file-type': fc.constantFrom('s3', 'file') }) }),
    LinuxParameters: someOf({
      SharedMemorySize: fc.constant(64),
      Swappiness: fc.constantFrom(60, 200),
      MaxSwap: fc.constantFrom(-1, 512),
      Tmpfs: fc.constantFrom([{ Size: 1 }], [{ ContainerPath: '/data', Size: 1 }]),
      Capabilities: someOf({ Add: fc.subarray(['NET_ADMIN', 'SYS_PTRACE', 'CAP_KILL']) }),
    }),
    Ulimits: fc.array(someOf({ Name: fc.constantFrom('nofile', 'x'), SoftLimit: fc.constantFrom(-1, 1, 2), HardLimit: fc.constantFrom(-1, 1, 2000000) }), { maxLength: 2 }),
    SystemControls: fc.constantFrom([{ Namespace: 'net.core.somaxconn', Value: '1' }], [{ Namespace: 'kernel.shmmax', Value: '1' }]),
    ResourceRequirements: fc.constantFrom([{ Type: 'GPU', Value: '0.3' }], [{ Type: 'NeuronDevice', Value: '1' }]),
    EnvironmentFiles: fc.constantFrom([{ Type: 's3', Value: 's3://b/k.env' }], [{ Value: 'arn:aws:s3:::b/k' }]),
    RepositoryCredentials: fc.constantFrom({}, { CredentialsParameter: 'arn:aws:ssm:eu-west-1:111122223333:parameter/x' }),
  });
}

function anyVolume() {
  return someOf({
    Name: fc.constantFrom('data', 'cache', 'a b'),
    Host: fc.constantFrom({}, { SourcePath: '/data' }, { SourcePath: 'D:\\data' }),
    DockerVolumeConfiguration: fc.constantFrom({ Scope: 'task', Autoprovision: true }, { Driver: 'rexray' }),
    EFSVolumeConfiguration: fc.constantFrom(
      { FilesystemId: 'fs-1', AuthorizationConfig: { IAM: 'ENABLED' } }, { FilesystemId: 'fs-1', RootDirectory: '/x', AuthorizationConfig: { AccessPointId: 'fsap-1' } }),
    S3FilesVolumeConfiguration: fc.constantFrom({ FileSystemArn: 'fs-1' }),
    ConfiguredAtLaunch: fc.boolean(),
  });
}

/** Any subset of the keys. */
function someOf(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(model, { requiredKeys: [] });
}
