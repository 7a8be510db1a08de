import { readFileSync } from 'fs';
import { join } from 'path';
import type { Assembly, InterfaceType } from '@jsii/spec';
import { Duration, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Capacity, ContainerServiceProps, DaemonService, DaemonServiceProps, Deployment, DeploymentTask, DeploymentTaskProps, EcsCluster, EcsClusterProps, Exposure, JobExecution, Profile, ScheduledJobProps, SecretSource, ServiceConnect, SharedAlb, SharedAlbProps, StandaloneTaskProps, TaskRunnerProps, TaskSize, WorkerService, WorkerServiceProps } from '../../src';
import { IMAGE, makeService, newStack } from '../support/container-service';
import { onGmsaInstances, onInstances } from '../support/instances';
import { makeJob } from '../support/scheduled-job';
import { certificateIn, zoneIn } from '../support/shared-alb';
import { makeRunner } from '../support/standalone-task';

const CLUSTER = 'AWS::ECS::Cluster';
const SERVICE = 'AWS::ECS::Service';
const TASK = 'AWS::ECS::TaskDefinition';
const LOG_GROUP = 'AWS::Logs::LogGroup';
const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const RUN = 'Custom::EcsDeploymentTask';
const SECURITY_GROUP = 'AWS::EC2::SecurityGroup';

type Value<T> = T | ((stack: Stack) => T);

/** A value other than the default, the property that it sets, and the required props. */
type Ending<T, Props> = readonly [value: Value<T>, type: string, properties: Record<string, unknown>, beside?: Value<Partial<Props>>];

type Endings<Props> = { readonly [Prop in keyof Props]?: Ending<NonNullable<Props[Prop]>, Props> };

/** Why a prop sets no single property, and the test that covers it. */
type Exceptions<Props> = { readonly [Prop in keyof Props]?: string };

const container = (properties: Record<string, unknown>) => ({ ContainerDefinitions: [Match.objectLike(properties)] });
const attribute = (key: string, value: string) => ({ LoadBalancerAttributes: Match.arrayWith([{ Key: key, Value: value }]) });
const subnets = (pattern: string) => [1, 2].map(number => ({ Ref: Match.stringLikeRegexp(`${pattern}Subnet${number}`) }));

const ROLE_ARN = 'arn:aws:iam::111122223333:role/company';
const WEB_ACL_ARN = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/4f5e8c1a';

const role = (stack: Stack) => iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN);
const bucket = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Company', 'company');

function existingTask(stack: Stack): ecs.TaskDefinition {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Existing');
  taskDefinition.addContainer('app', { image: IMAGE });
  return taskDefinition;
}

const onNamespace = (stack: Stack) => ({ cluster: new EcsCluster(stack, 'Named', { defaultCloudMapNamespace: { name: 'shop.local' } }) });

const inBridge = onInstances({ networkMode: ecs.NetworkMode.BRIDGE });

const SERVICE_PROPS: Endings<ContainerServiceProps> = {
  cluster: [
    stack => EcsCluster.fromEcsClusterAttributes(stack, 'Main', { clusterName: 'main', vpc: new ec2.Vpc(stack, 'MainVpc') }),
    SERVICE, { Cluster: 'main' },
  ],
  taskDefinition: [existingTask, SERVICE, { TaskDefinition: { Ref: Match.stringLikeRegexp('^Existing') } }],
  capacity: [Capacity.fargateSpot(), SERVICE, { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] }],
  vpcSubnets: [
    { subnetType: ec2.SubnetType.PUBLIC },
    SERVICE, { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED', Subnets: subnets('VpcPublic') } } },
  ],
  securityGroups: [
    stack => [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Company', 'sg-0123456789abcdef0')],
    SERVICE, { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: ['sg-0123456789abcdef0'] } } },
  ],
  enableExecuteCommand: [true, SERVICE, { EnableExecuteCommand: true }],
  profile: [Profile.regulated(), LOG_GROUP, { KmsKeyId: Match.anyValue() }],
  exposure: [Exposure.publicAlb({ insecureHttp: true }), SERVICE, { LoadBalancers: [Match.objectLike({ ContainerPort: 80 })] }],
  desiredCount: [5, SERVICE, { DesiredCount: 5 }],
  scaledElsewhere: [true, SERVICE, { DesiredCount: Match.absent() }],
  deployment: [Deployment.rolling({ maxHealthyPercent: 150 }), SERVICE, { DeploymentConfiguration: { MaximumPercent: 150 } }],
  serviceName: ['orders', SERVICE, { ServiceName: 'orders' }],
  healthCheckGracePeriod: [
    Duration.seconds(90),
    SERVICE, { HealthCheckGracePeriodSeconds: 90 }, { exposure: Exposure.publicAlb({ insecureHttp: true }) },
  ],
  serviceConnect: [ServiceConnect.client(), SERVICE, { ServiceConnectConfiguration: { Enabled: true } }, onNamespace],
  cloudMapOptions: [{ name: 'orders' }, 'AWS::ServiceDiscovery::Service', { Name: 'orders' }, onNamespace],
  propagateTags: [ecs.PropagatedTagSource.TASK_DEFINITION, SERVICE, { PropagateTags: 'TASK_DEFINITION' }],
  enableEcsManagedTags: [false, SERVICE, { EnableECSManagedTags: false }],
  originalLaunchType: [ecs.LaunchType.FARGATE, SERVICE, { LaunchType: 'FARGATE', CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] }],
  availabilityZoneRebalancing: [ecs.AvailabilityZoneRebalancing.DISABLED, SERVICE, { AvailabilityZoneRebalancing: 'DISABLED' }],

  size: [TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(4) }), TASK, { Cpu: '1024', Memory: '4096' }],
  cpuArchitecture: [ecs.CpuArchitecture.ARM64, TASK, { RuntimePlatform: { CpuArchitecture: 'ARM64' } }],
  operatingSystemFamily: [
    ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE,
    TASK, { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
  ],
  family: ['orders', TASK, { Family: 'orders' }],
  taskRole: [role, TASK, { TaskRoleArn: ROLE_ARN }],
  executionRole: [role, TASK, { ExecutionRoleArn: ROLE_ARN }],
  logGroup: [
    stack => logs.LogGroup.fromLogGroupName(stack, 'Company', 'company'),
    TASK, container({ LogConfiguration: { LogDriver: 'awslogs', Options: Match.objectLike({ 'awslogs-group': 'company' }) } }),
  ],
  logRetention: [logs.RetentionDays.ONE_WEEK, LOG_GROUP, { RetentionInDays: 7 }],

  image: [ecs.ContainerImage.fromRegistry('public.ecr.aws/shop/orders:7'), TASK, container({ Image: 'public.ecr.aws/shop/orders:7' })],
  containerName: ['orders', TASK, container({ Name: 'orders' })],
  containerPort: [8080, TASK, container({ PortMappings: [Match.objectLike({ ContainerPort: 8080 })] })],
  portName: ['http', TASK, container({ PortMappings: [Match.objectLike({ Name: 'http' })] }), { containerPort: 8080 }],
  appProtocol: [
    ecs.AppProtocol.grpc,
    TASK, container({ PortMappings: [Match.objectLike({ AppProtocol: 'grpc' })] }), { containerPort: 8080, portName: 'http' },
  ],
  containerCpu: [256, TASK, container({ Cpu: 256 })],
  containerMemoryLimit: [Size.mebibytes(768), TASK, container({ Memory: 768 })],
  containerMemoryReservation: [Size.mebibytes(384), TASK, container({ MemoryReservation: 384 })],
  command: [['serve'], TASK, container({ Command: ['serve'] })],
  entryPoint: [['/bin/app'], TASK, container({ EntryPoint: ['/bin/app'] })],
  workingDirectory: ['/srv', TASK, container({ WorkingDirectory: '/srv' })],
  user: ['node', TASK, container({ User: 'node' })],
  environment: [{ STAGE: 'test' }, TASK, container({ Environment: [{ Name: 'STAGE', Value: 'test' }] })],
  environmentFiles: [
    stack => [ecs.EnvironmentFile.fromBucket(bucket(stack), 'orders.env')],
    TASK, container({ EnvironmentFiles: [{ Type: 's3', Value: { 'Fn::Join': ['', Match.arrayWith([':s3:::company/orders.env'])] } }] }),
    stack => ({ executionRole: role(stack) }), // it can read the file
  ],
  secrets: [{ TOKEN: SecretSource.parameterStoreName('/shop/token') }, TASK, container({ Secrets: [Match.objectLike({ Name: 'TOKEN' })] })],
  healthCheck: [{ command: ['CMD', '/bin/check'] }, TASK, container({ HealthCheck: Match.objectLike({ Command: ['CMD', '/bin/check'] }) })],
  logging: [
    ecs.LogDrivers.awsLogs({ streamPrefix: 'orders' }),
    TASK, container({ LogConfiguration: { LogDriver: 'awslogs', Options: Match.objectLike({ 'awslogs-stream-prefix': 'orders' }) } }),
  ],
  readonlyRootFilesystem: [true, TASK, container({ ReadonlyRootFilesystem: true })],
  startTimeout: [Duration.seconds(45), TASK, container({ StartTimeout: 45 })],
  stopTimeout: [Duration.seconds(75), TASK, container({ StopTimeout: 75 })],
  enableRestartPolicy: [true, TASK, container({ RestartPolicy: Match.objectLike({ Enabled: true }) })],
  restartIgnoredExitCodes: [[3], TASK, container({ RestartPolicy: Match.objectLike({ IgnoredExitCodes: [3] }) })],
  restartAttemptPeriod: [Duration.minutes(2), TASK, container({ RestartPolicy: Match.objectLike({ RestartAttemptPeriod: 120 }) })],
  dockerLabels: [{ team: 'shop' }, TASK, container({ DockerLabels: { team: 'shop' } })],
  ulimits: [
    [{ name: ecs.UlimitName.NOFILE, softLimit: 1024, hardLimit: 2048 }],
    TASK, container({ Ulimits: [{ Name: 'nofile', SoftLimit: 1024, HardLimit: 2048 }] }),
  ],
  systemControls: [
    [{ namespace: 'net.core.somaxconn', value: '1024' }],
    TASK, container({ SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] }),
  ],
  linuxParameters: [
    stack => {
      const linux = new ecs.LinuxParameters(stack, 'Linux');
      linux.dropCapabilities(ecs.Capability.ALL);
      return linux;
    },
    TASK, container({ LinuxParameters: Match.objectLike({ Capabilities: Match.objectLike({ Drop: ['ALL'] }) }) }),
  ],
  initProcessEnabled: [true, TASK, container({ LinuxParameters: Match.objectLike({ InitProcessEnabled: true }) })],
  versionConsistency: [ecs.VersionConsistency.DISABLED, TASK, container({ VersionConsistency: 'disabled' })],
  gpuCount: [1, TASK, container({ ResourceRequirements: [{ Type: 'GPU', Value: '1' }] }), onInstances({}, 'g5.xlarge')],
  privileged: [true, TASK, container({ Privileged: true }), onInstances()],
  extraHosts: [{ printer: '10.0.0.9' }, TASK, container({ ExtraHosts: [{ Hostname: 'printer', IpAddress: '10.0.0.9' }] }), inBridge],
  hostname: ['orders', TASK, container({ Hostname: 'orders' }), inBridge],
  dockerSecurityOptions: [['no-new-privileges'], TASK, container({ DockerSecurityOptions: ['no-new-privileges'] }), onInstances()],
  credentialSpecs: [
    stack => [ecs.DomainJoinedCredentialSpec.fromS3Bucket(bucket(stack), 'gmsa.json')],
    TASK, container({ CredentialSpecs: [{ 'Fn::Join': ['', Match.arrayWith([':s3:::company/gmsa.json'])] }] }), onGmsaInstances(),
  ],
  interactive: [true, TASK, container({ Interactive: true })],
  pseudoTerminal: [true, TASK, container({ PseudoTerminal: true })],
};

const SERVICE_EXCEPTIONS: Exceptions<ContainerServiceProps> = {
  isolatedSubnetEndpoints: 'decides whether VPC endpoints are created, refused or left alone: network/task-subnets.test.ts',
};

const CLUSTER_PROPS: Endings<EcsClusterProps> = {
  vpc: [stack => new ec2.Vpc(stack, 'Own'), SERVICE, { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets('^OwnPrivate') } } }],
  clusterName: ['shop', CLUSTER, { ClusterName: 'shop' }],
  containerInsights: [ecs.ContainerInsights.ENHANCED, CLUSTER, { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] }],
  defaultCapacity: [
    Capacity.fargateSpot(),
    'AWS::ECS::ClusterCapacityProviderAssociations', { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] },
  ],
  execAudit: [{}, CLUSTER, { Configuration: { ExecuteCommandConfiguration: { Logging: 'OVERRIDE' } } }],
  profile: [Profile.regulated(), LOG_GROUP, { KmsKeyId: Match.anyValue() }],
  defaultCloudMapNamespace: [
    { name: 'shop.local', useForServiceConnect: true },
    CLUSTER, { ServiceConnectDefaults: { Namespace: Match.anyValue() } },
  ],
};

const withTls = (stack: Stack) => ({ certificates: [certificateIn(stack, 'own')] });
const inRegulatedProfile = (stack: Stack) => ({ ...withTls(stack), profile: Profile.regulated(), accessLogs: false });
const domainsIn = (stack: Stack) => [{ domainName: 'shop.example.com', domainZone: zoneIn(stack) }];

const ALB_PROPS: Endings<SharedAlbProps> = {
  vpc: [stack => new ec2.Vpc(stack, 'Own'), LOAD_BALANCER, { Subnets: subnets('^OwnPrivate') }],
  internetFacing: [true, LOAD_BALANCER, { Scheme: 'internet-facing' }, { insecureHttp: true }],
  domains: [domainsIn, 'AWS::Route53::RecordSet', { Name: 'shop.example.com.', Type: 'A' }],
  certificates: [
    stack => withTls(stack).certificates,
    LISTENER, { Protocol: 'HTTPS', Certificates: [{ CertificateArn: Match.stringLikeRegexp('certificate/own$') }] },
  ],
  defaultAction: [
    elbv2.ListenerAction.fixedResponse(503),
    LISTENER, { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }] },
  ],
  allowHttpsOutbound: [
    true,
    SECURITY_GROUP, { SecurityGroupEgress: Match.arrayWith([Match.objectLike({ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443 })]) },
  ],
  profile: [
    Profile.regulated(),
    'AWS::WAFv2::WebACLAssociation', { WebACLArn: Match.anyValue() }, stack => ({ ...withTls(stack), accessLogs: false }),
  ],
  insecureHttp: [
    true,
    LISTENER, { Port: 80, DefaultActions: [Match.objectLike({ Type: 'fixed-response' })] }, stack => ({ domains: domainsIn(stack) }),
  ],
  listenerPort: [8080, LISTENER, { Port: 8080 }],
  sslPolicy: [elbv2.SslPolicy.FIPS_TLS13_12, LISTENER, { SslPolicy: elbv2.SslPolicy.FIPS_TLS13_12 }, withTls],
  openListener: [true, SECURITY_GROUP, { SecurityGroupIngress: [Match.objectLike({ CidrIp: '0.0.0.0/0', FromPort: 80 })] }],
  redirectHttp: [true, LISTENER, { Port: 80, DefaultActions: [Match.objectLike({ Type: 'redirect' })] }, inRegulatedProfile],
  accessLogs: [true, LOAD_BALANCER, attribute('access_logs.s3.enabled', 'true')],
  accessLogsBucket: [bucket, LOAD_BALANCER, attribute('access_logs.s3.bucket', 'company')],
  accessLogsPrefix: ['edge', LOAD_BALANCER, attribute('access_logs.s3.prefix', 'edge'), { accessLogs: true }],
  connectionLogs: [true, LOAD_BALANCER, attribute('connection_logs.s3.enabled', 'true')],
  connectionLogsBucket: [bucket, LOAD_BALANCER, attribute('connection_logs.s3.bucket', 'company')],
  connectionLogsPrefix: ['edge', LOAD_BALANCER, attribute('connection_logs.s3.prefix', 'edge'), { connectionLogs: true }],
  mutualAuthentication: [
    { mutualAuthenticationMode: elbv2.MutualAuthenticationMode.PASS_THROUGH },
    LISTENER, { MutualAuthentication: { Mode: 'passthrough' } }, withTls,
  ],
  webAclArn: [WEB_ACL_ARN, 'AWS::WAFv2::WebACLAssociation', { WebACLArn: WEB_ACL_ARN }],
  idleTimeout: [Duration.seconds(90), LOAD_BALANCER, attribute('idle_timeout.timeout_seconds', '90')],
  clientKeepAlive: [Duration.minutes(10), LOAD_BALANCER, attribute('client_keep_alive.seconds', '600')],
  deletionProtection: [false, LOAD_BALANCER, attribute('deletion_protection.enabled', 'false')],
  loadBalancerName: ['edge', LOAD_BALANCER, { Name: 'edge' }],
  loadBalancerSubnets: [{ subnetType: ec2.SubnetType.PUBLIC }, LOAD_BALANCER, { Subnets: subnets('VpcPublic') }],
  ipAddressType: [
    elbv2.IpAddressType.DUAL_STACK,
    LOAD_BALANCER, { IpAddressType: 'dualstack' }, stack => ({ vpc: new ec2.Vpc(stack, 'DualStack', { ipProtocol: ec2.IpProtocol.DUAL_STACK }) }),
  ],
};

const ALB_EXCEPTIONS: Exceptions<SharedAlbProps> = {
  certificateNames: 'decides which names get no certificate, and which are refused: load-balancing/shared-alb.test.ts',
  ruleQuota: 'decides when synthesis fails: load-balancing/shared-alb-exposure.test.ts',
  certificateQuota: 'decides when synthesis fails: load-balancing/shared-alb-exposure.test.ts',
  securityGroupRuleQuota: 'decides when synthesis fails: load-balancing/shared-alb-outbound.test.ts',
};

const assembly = JSON.parse(readFileSync(join(__dirname, '../../.jsii'), 'utf8')) as Assembly;

/** The props of an interface and of its base interfaces. */
function propsOf(fqn: string): string[] {
  const { properties = [], interfaces = [] } = assembly.types?.[fqn] as InterfaceType;
  return [...properties.map(({ name }) => name), ...interfaces.flatMap(propsOf)];
}

const given = <T>(value: Value<T>, stack: Stack): T => value instanceof Function ? value(stack) : value;

/** The resources of a type with these properties. */
function matches(template: Template, type: string, properties: Record<string, unknown>): string[] {
  return Object.keys(template.findResources(type, { Properties: properties }));
}

/**
 * Tests each prop twice: with its value, and with the same stack without the value, as if the construct ignored the prop.
 *
 * @param create creates the construct, with the required props unless they are given
 */
function testProps<Props extends object>(
  name: string,
  endings: Endings<Props>,
  exceptions: Exceptions<Props>,
  create: (stack: Stack, props: Partial<Props>) => void,
): void {
  // Always five parameters: Jest would pass a callback to a test with more parameters than its row has values.
  const rows = Object.entries(endings as Record<string, Ending<unknown, Props>>)
    .map(([prop, [value, type, properties, beside]]) => [prop, value, type, properties, beside] as const);

  function templateOf(props: (stack: Stack) => Partial<Props>): Template {
    const stack = newStack('eu-west-1');
    create(stack, props(stack));
    return Template.fromStack(stack);
  }

  let plain: Template | undefined;

  function templateWithout(value: Value<unknown>, beside?: Value<Partial<Props>>): Template {
    if (!beside && !(value instanceof Function)) { return plain ??= templateOf(() => ({})); }
    return templateOf(stack => {
      given(value, stack);
      return given(beside ?? {}, stack);
    });
  }

  describe(name, () => {
    test('every prop is in the table or is an exception', () => {
      expect([...Object.keys(endings), ...Object.keys(exceptions)].sort()).toEqual(propsOf(`${assembly.name}.${name}`).sort());
    });

    test.each(rows)('%s sets a property of the template', (prop, value, type, properties, beside) => {
      templateOf(stack => ({ ...given(beside ?? {}, stack), [prop]: given(value, stack) })).hasResourceProperties(type, properties);
    });

    test.each(rows)('the test of %s fails if the prop is ignored', (_, value, type, properties, beside) => {
      expect(matches(templateWithout(value, beside), type, properties)).toEqual([]);
    });
  });
}

testProps<ContainerServiceProps>('ContainerServiceProps', SERVICE_PROPS, SERVICE_EXCEPTIONS, makeService);

const inRequest = (pattern: string) => ({ Request: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(pattern)])] } });

/** The props of a container and its task have the same effect in a task that no service runs. */
const isOfTasks = ([, [, type]]: [string, Ending<never, never>]) => type === TASK || type === LOG_GROUP;
const OF_TASKS = Object.fromEntries(
  Object.entries(SERVICE_PROPS as Record<string, Ending<never, never>>).filter(isOfTasks),
) as Endings<StandaloneTaskProps>;

/** The props that change the call of RunTask: `call` matches a part of it. */
function ofCall(
  type: string, call: (pattern: string) => Record<string, unknown>, withoutTags: Record<string, unknown>,
): Endings<StandaloneTaskProps> {
  return {
    ...OF_TASKS,
    cluster: [
      stack => EcsCluster.fromEcsClusterAttributes(stack, 'Main', { clusterName: 'main', vpc: new ec2.Vpc(stack, 'MainVpc') }), type, call(':cluster/main"'),
    ],
    capacity: [Capacity.fargateSpot(), type, call('FARGATE_SPOT')],
    vpcSubnets: [{ subnetType: ec2.SubnetType.PUBLIC }, type, call('"assignPublicIp":"ENABLED"')],
    securityGroups: [stack => [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Company', 'sg-0123456789abcdef0')], type, call('sg-0123456789abcdef0')],
    enableExecuteCommand: [true, type, call('"enableExecuteCommand":true')],
    propagateTags: [false, type, withoutTags],
    enableEcsManagedTags: [false, type, call('"enableECSManagedTags":false')],
  };
}

const OF_ENDPOINTS = { isolatedSubnetEndpoints: 'decides whether endpoints are created: network/isolated-subnet-endpoints.test.ts' };

/** JSON with references, without this text. */
const without = (pattern: string) => ({ 'Fn::Join': ['', Match.not(Match.arrayWith([Match.stringLikeRegexp(pattern)]))] });

/** A policy that restarts a container after exit code 0 is refused: the task would never end. */
const RESTARTS: Endings<StandaloneTaskProps> = {
  enableRestartPolicy: [false, TASK, container({ RestartPolicy: Match.objectLike({ Enabled: false }) })],
  restartIgnoredExitCodes: [[0, 3], TASK, container({ RestartPolicy: Match.objectLike({ IgnoredExitCodes: [0, 3] }) })],
  restartAttemptPeriod: [
    Duration.minutes(2), TASK, container({ RestartPolicy: Match.objectLike({ RestartAttemptPeriod: 120 }) }), { restartIgnoredExitCodes: [0] },
  ],
};

testProps<DeploymentTaskProps>('DeploymentTaskProps', {
  ...ofCall(RUN, inRequest, { Request: without('propagateTags') }),
  taskDefinition: [existingTask, RUN, { Container: 'app' }],
  timeout: [Duration.minutes(5), RUN, { Timeout: '300', ServiceTimeout: '660' }],
  ...RESTARTS,
  logLines: [0, RUN, { Log: Match.absent() }],
  triggers: [['1f2e'], RUN, { Triggers: ['1f2e'] }],
  runOnRollback: [true, RUN, { RunOnRollback: 'true' }],
}, OF_ENDPOINTS, (stack, props) => {
  const cluster = props.cluster ?? new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  new DeploymentTask(stack, 'Migrate', { cluster, image: props.taskDefinition ? undefined : IMAGE, ...props });
});

const FUNCTION = 'AWS::Lambda::Function';
const KEPT_REVISIONS = { keepRevisions: 'sets a policy of the resource: job/task-runner.test.ts and job/scheduled/scheduled-job.test.ts' };
const inVariable = (input: Record<string, unknown>) => ({ Environment: { Variables: { RUN_TASK_INPUT: input } } });

testProps<TaskRunnerProps>('TaskRunnerProps', {
  ...ofCall(FUNCTION, pattern => inVariable({ 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(pattern)])] }), inVariable(without('propagateTags'))),
  ...RESTARTS,
  taskDefinition: [existingTask, FUNCTION, inVariable({ 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('^Existing') }])] })],
}, { ...OF_ENDPOINTS, ...KEPT_REVISIONS }, (stack, props) => {
  const starter = new lambda.Function(stack, 'Start', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//') });
  makeRunner(stack, props).allowFunction(starter);
});

testProps<EcsClusterProps>('EcsClusterProps', CLUSTER_PROPS, {}, (stack, props) => {
  makeService(stack, { cluster: new EcsCluster(stack, 'Cluster', props) });
});

testProps<SharedAlbProps>('SharedAlbProps', ALB_PROPS, ALB_EXCEPTIONS, (stack, props) => {
  new SharedAlb(stack, 'Alb', { vpc: props.vpc ?? new ec2.Vpc(stack, 'Vpc'), ...props });
});

const SCHEDULE = 'AWS::Scheduler::Schedule';

/** The props that all standalone tasks have, and those of their containers, have the tests of a service and of the core. */
const JOB_PROPS: Endings<ScheduledJobProps> = {
  schedule: [scheduler.ScheduleExpression.rate(Duration.minutes(5)), SCHEDULE, { ScheduleExpression: 'rate(5 minutes)' }],
  execution: [JobExecution.direct(), SCHEDULE, { Target: { EcsParameters: Match.anyValue() } }],
  flexibleWindow: [Duration.minutes(5), SCHEDULE, { FlexibleTimeWindow: { MaximumWindowInMinutes: 5 } }],
  start: [new Date('2030-01-01T00:00:00Z'), SCHEDULE, { StartDate: '2030-01-01T00:00:00.000Z' }],
  end: [new Date('2030-01-01T00:00:00Z'), SCHEDULE, { EndDate: '2030-01-01T00:00:00.000Z' }],
  enabled: [false, SCHEDULE, { State: 'DISABLED' }],
  scheduleGroup: [stack => new scheduler.ScheduleGroup(stack, 'Jobs'), SCHEDULE, { GroupName: Match.stringLikeRegexp('^Stack-Jobs-') }],
  deliveryAttempts: [3, SCHEDULE, { Target: { RetryPolicy: { MaximumRetryAttempts: 3 } } }],
  maxDeliveryAge: [Duration.minutes(5), SCHEDULE, { Target: { RetryPolicy: { MaximumEventAgeInSeconds: 300 } } }],
  failureTopic: [stack => new sns.Topic(stack, 'Failures'), 'AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: Match.stringLikeRegexp('^Failures') }] }],
};

const OF_STANDALONE_TASKS: Exceptions<ScheduledJobProps> = Object.fromEntries(propsOf(`${assembly.name}.StandaloneTaskProps`).map(name => [name, 'a prop of all standalone tasks']));

testProps<ScheduledJobProps>('ScheduledJobProps', JOB_PROPS, { ...OF_STANDALONE_TASKS, ...KEPT_REVISIONS }, (stack, props) => { makeJob(props, stack); });

/** The props of a ContainerService that other workloads do not have. */
const OF_SERVICES = new Set<string>([
  'exposure', 'desiredCount', 'scaledElsewhere', 'healthCheckGracePeriod', 'deployment', 'originalLaunchType', 'serviceName', 'serviceConnect',
  'cloudMapOptions', 'availabilityZoneRebalancing',
]);

const DAEMON_PROPS: Endings<DaemonServiceProps> = {
  daemonName: ['agent', SERVICE, { ServiceName: 'agent' }],
  updatePercent: [20, SERVICE, { DeploymentConfiguration: Match.objectLike({ MinimumHealthyPercent: 80 }) }],
  alarms: [stack => [cloudwatch.Alarm.fromAlarmName(stack, 'Errors', 'errors')], SERVICE, {
    DeploymentConfiguration: Match.objectLike({ Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true } }),
  }],
  bakeTime: [Duration.minutes(5), 'AWS::ECS::Daemon', { DeploymentConfiguration: { BakeTimeInMinutes: 5 } }, stack => {
    const cluster = new EcsCluster(stack, 'OfPool', { vpc: new ec2.Vpc(stack, 'VpcOfPool') });
    return { cluster, capacity: Capacity.managedInstances(cluster.addManagedInstances('Pool')) };
  }],
  hostMounts: [[{ hostPath: '/proc' }], TASK, { Volumes: [{ Name: 'host-1', Host: { SourcePath: '/proc' } }] }],
  hostPidMode: [true, TASK, { PidMode: 'host' }],
  hostIpcMode: [true, TASK, { IpcMode: 'host' }],
  propagateTags: [false, SERVICE, { PropagateTags: Match.absent() }],
  enableEcsManagedTags: [false, SERVICE, { EnableECSManagedTags: false }],
};

/** Every workload has them. */
const OF_WORKLOADS = Object.fromEntries(Object.keys({ ...SERVICE_PROPS, ...SERVICE_EXCEPTIONS })
  .filter(name => !Object.hasOwn(DAEMON_PROPS, name) && !OF_SERVICES.has(name))
  .map(name => [name, 'a prop of every workload, tested for ContainerServiceProps']));

testProps<DaemonServiceProps>('DaemonServiceProps', DAEMON_PROPS, OF_WORKLOADS, (stack, props) => {
  const cluster = props.cluster ?? new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  new DaemonService(stack, 'Agent', { cluster, image: IMAGE, capacity: Capacity.external(), ...props });
});

const QUEUE = 'AWS::SQS::Queue';
const TRACKING = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const tracking = (properties: Record<string, unknown>) => ({ TargetTrackingScalingPolicyConfiguration: properties });
const topic = (stack: Stack) => new sns.Topic(stack, 'OnCall');

const { exposure: _, desiredCount: __, scaledElsewhere: ___, healthCheckGracePeriod: ____, ...OF_SERVICE_OPTIONS } = SERVICE_PROPS;

const WORKER_PROPS: Endings<WorkerServiceProps> = {
  ...OF_SERVICE_OPTIONS,
  // a worker may run one task, for which a lower maximum allows no second one
  deployment: [Deployment.rolling({ maxHealthyPercent: 250 }), SERVICE, { DeploymentConfiguration: { MaximumPercent: 250 } }],
  environment: [{ STAGE: 'test' }, TASK, container({ Environment: Match.arrayWith([{ Name: 'STAGE', Value: 'test' }]) })],
  processingTime: [Duration.seconds(5), TRACKING, tracking({ TargetValue: 120 })],
  longestProcessingTime: [Duration.seconds(100), QUEUE, { VisibilityTimeout: 200 }],
  latencyGoal: [Duration.minutes(20), TRACKING, tracking({ TargetValue: 120 })],
  queue: [stack => new sqs.Queue(stack, 'Orders'), TASK, container({ Environment: [{ Name: 'QUEUE_URL', Value: { Ref: Match.stringLikeRegexp('^Orders') } }] })],
  fifo: [true, QUEUE, { FifoQueue: true }],
  contentBasedDeduplication: [true, QUEUE, { ContentBasedDeduplication: true }, { fifo: true }],
  queueName: ['orders', QUEUE, { QueueName: 'orders' }],
  visibilityTimeout: [Duration.minutes(3), QUEUE, { VisibilityTimeout: 180 }],
  retentionPeriod: [Duration.days(2), QUEUE, { MessageRetentionPeriod: 172_800 }],
  maxReceiveCount: [5, QUEUE, { RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }) }],
  deadLetterRetention: [Duration.days(7), QUEUE, { MessageRetentionPeriod: 604_800 }],
  encryptionKey: [stack => new kms.Key(stack, 'QueueKey'), QUEUE, { KmsMasterKeyId: Match.anyValue() }],
  otherQueues: [{ Refunds: { processingTime: Duration.seconds(77) } }, QUEUE, { VisibilityTimeout: 154 }],
  messagesPerTask: [3, TRACKING, tracking({ TargetValue: 180 })],
  minTasks: [3, TARGET, { MinCapacity: 3 }],
  maxTasks: [7, TARGET, { MaxCapacity: 7 }],
  scaleOutCooldown: [Duration.seconds(90), TRACKING, tracking({ ScaleOutCooldown: 90 })],
  scaleInCooldown: [Duration.seconds(90), TRACKING, tracking({ ScaleInCooldown: 90 })],
  taskProtection: [true, 'AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['ecs:UpdateTaskProtection']) })]) } }],
  alarmTopic: [topic, 'AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: Match.stringLikeRegexp('^OnCall') }] }],
};

testProps<WorkerServiceProps>('WorkerServiceProps', WORKER_PROPS, SERVICE_EXCEPTIONS as Exceptions<WorkerServiceProps>, (stack, props) => {
  new WorkerService(stack, 'Api', {
    cluster: props.cluster ?? new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') }),
    image: props.taskDefinition ? undefined : IMAGE,
    processingTime: Duration.seconds(10),
    maxTasks: 10,
    ...props,
  });
});
