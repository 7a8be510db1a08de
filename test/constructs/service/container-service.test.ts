import { Duration, Size, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Capacity, ContainerService, EcsCluster, Exposure, SecretSource, TaskSize } from '../../../src';
import { IMAGE, makeService, newStack, serviceTemplate } from '../../support/container-service';

const SERVICE = 'AWS::ECS::Service';
const TASK = 'AWS::ECS::TaskDefinition';

function templateOf(service: ContainerService): Template {
  return Template.fromStack(Stack.of(service));
}

describe('by default', () => {
  test('two tasks run', () => {
    serviceTemplate().hasResourceProperties(SERVICE, { DesiredCount: 2 });
  });

  test('tasks run on Fargate with a capacity provider strategy', () => {
    serviceTemplate().hasResourceProperties(SERVICE, {
      CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
      LaunchType: Match.absent(),
    });
  });

  test('tasks have half a vCPU and one GiB', () => {
    serviceTemplate().hasResourceProperties(TASK, { Cpu: '512', Memory: '1024' });
  });

  test('the task definition has a runtime platform', () => {
    serviceTemplate().hasResourceProperties(TASK, { RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' } });
  });

  test('tasks run in private subnets without a public IP address', () => {
    serviceTemplate().hasResourceProperties(SERVICE, {
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', Subnets: [{ Ref: Match.stringLikeRegexp('VpcPrivateSubnet1') }, { Ref: Match.stringLikeRegexp('VpcPrivateSubnet2') }] } },
    });
  });

  test('a failed deployment is rolled back, and all tasks run during a deployment', () => {
    serviceTemplate().hasResourceProperties(SERVICE, {
      DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true }, MinimumHealthyPercent: 100, MaximumPercent: 200 },
    });
  });

  test('logs are kept for three months', () => {
    serviceTemplate().hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  test('logs are kept when the stack is deleted', () => {
    serviceTemplate().hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('tags are propagated from the service', () => {
    serviceTemplate().hasResourceProperties(SERVICE, { PropagateTags: 'SERVICE', EnableECSManagedTags: true });
  });

  test('there is no open port and no load balancer', () => {
    const template = serviceTemplate();
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
    template.hasResourceProperties(TASK, { ContainerDefinitions: [Match.objectLike({ PortMappings: Match.absent() })] });
  });

  test('the security group admits no traffic', () => {
    serviceTemplate().hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
  });

  test('the task role has no permissions', () => {
    const policies = serviceTemplate().findResources('AWS::IAM::Policy');
    expect(Object.keys(policies)).toEqual([expect.stringContaining('ExecutionRole')]);
  });

  test('there are no warnings', () => {
    const stack = newStack();
    makeService(stack);
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

describe('the service depends on', () => {
  const dependsOn = (pattern: string) => ({ DependsOn: Match.arrayWith([Match.stringLikeRegexp(pattern)]) });

  test('the permissions of the execution role', () => {
    serviceTemplate().hasResource(SERVICE, dependsOn('ApiTaskDefExecutionRoleDefaultPolicy'));
  });

  test('the routes of its subnets', () => {
    serviceTemplate().hasResource(SERVICE, dependsOn('VpcPrivateSubnet2DefaultRoute'));
  });

  test('the capacity providers of the cluster', () => {
    const template = serviceTemplate();
    const [association] = Object.keys(template.findResources('AWS::ECS::ClusterCapacityProviderAssociations'));
    template.hasResource(SERVICE, dependsOn(association));
  });

  test('the listener', () => {
    serviceTemplate({ exposure: Exposure.publicAlb({ insecureHttp: true }) }).hasResource(SERVICE, dependsOn('ApiLBPublicListener'));
  });

  test('the permissions that the log router of FireLens needs', () => {
    serviceTemplate({ logging: ecs.LogDrivers.firelens({ options: { Name: 'firehose' } }) }).hasResource(SERVICE, dependsOn('ApiTaskDefExecutionRoleDefaultPolicy'));
  });

  test('the execution role of an existing task definition, even if the role is added later', () => {
    const stack = newStack();
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Ready');
    taskDefinition.addContainer('app', { image: IMAGE });
    const service = makeService(stack, { taskDefinition });
    service.addContainer('agent', { image: IMAGE, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'agent' }) });
    expect(templateOf(service).findResources(SERVICE)).toEqual({
      [Object.keys(templateOf(service).findResources(SERVICE))[0]]: expect.objectContaining({ DependsOn: expect.arrayContaining([expect.stringMatching(/^ReadyExecutionRoleDefaultPolicy/)]) }),
    });
  });
});

describe('the container', () => {
  test('has a command, entry point, environment and health check', () => {
    serviceTemplate({
      command: ['serve'], entryPoint: ['/bin/app'], environment: { LOG_LEVEL: 'info' }, healthCheck: { command: ['CMD', '/bin/check'] },
    }).hasResourceProperties(TASK, {
      ContainerDefinitions: [Match.objectLike({
        Command: ['serve'], EntryPoint: ['/bin/app'], Environment: [{ Name: 'LOG_LEVEL', Value: 'info' }], HealthCheck: Match.objectLike({ Command: ['CMD', '/bin/check'] }),
      })],
    });
  });

  test('reads secrets with permissions of the execution role', () => {
    serviceTemplate(stack => ({ secrets: { PASSWORD: SecretSource.secretsManager(new secretsmanager.Secret(stack, 'Secret')) } })).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'secretsmanager:GetSecretValue' })]) },
      Roles: [{ Ref: Match.stringLikeRegexp('ExecutionRole') }],
    });
  });

  test('listens on the given port, to which the target group sends', () => {
    serviceTemplate({ containerPort: 8080, exposure: Exposure.publicAlb({ insecureHttp: true }) }).hasResourceProperties(SERVICE, {
      LoadBalancers: [Match.objectLike({ ContainerName: 'web', ContainerPort: 8080 })],
    });
  });

  test('accepts additional containers, which log to the same group', () => {
    const template = serviceTemplate({}, service => service.addContainer('agent', { image: IMAGE }));
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
    template.hasResourceProperties(TASK, {
      ContainerDefinitions: [Match.objectLike({ Name: 'web' }), Match.objectLike({ Name: 'agent', LogConfiguration: { Options: Match.objectLike({ 'awslogs-stream-prefix': 'agent' }) } })],
    });
  });

  test('accepts additional containers with separate secrets', () => {
    const template = serviceTemplate({}, service => service.addContainer('agent', {
      image: IMAGE, secrets: { TOKEN: SecretSource.parameterStoreName('/app/token') },
    }));
    template.hasResourceProperties(TASK, { ContainerDefinitions: [Match.anyValue(), Match.objectLike({ Secrets: [Match.objectLike({ Name: 'TOKEN' })] })] });
  });
});

describe('capacity', () => {
  test('is divided between on-demand and Spot', () => {
    serviceTemplate({ capacity: Capacity.fargateAndSpot({ onDemandBase: 1, spotWeight: 3 }) }).hasResourceProperties(SERVICE, {
      CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 3 }],
    });
  });

  test('is the default of the cluster if none is set, even if the cluster gets it later', () => {
    serviceTemplate({}, service => (service.cluster as EcsCluster).addDefaultCapacityProviderStrategy([{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]))
      .hasResourceProperties(SERVICE, { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] });
  });

  test('can be a launch type, for an existing service', () => {
    serviceTemplate({ capacity: Capacity.fargateLaunchType() }).hasResourceProperties(SERVICE, { LaunchType: 'FARGATE', CapacityProviderStrategy: Match.absent() });
  });

  test('is associated with a cluster in the app that lacks it', () => {
    serviceTemplate(stack => ({ cluster: new ecs.Cluster(stack, 'Plain', { vpc: new ec2.Vpc(stack, 'Vpc') }) }))
      .hasResourceProperties('AWS::ECS::ClusterCapacityProviderAssociations', { CapacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
  });

  test('is refused if an existing cluster is known not to have it', () => {
    const stack = newStack();
    const cluster = EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'main', vpc: new ec2.Vpc(stack, 'Vpc'), capacityProviders: ['FARGATE'] });
    expect(() => makeService(stack, { cluster, capacity: Capacity.fargateSpot() }))
      .toThrow("[Stack/Api] capacity provider FARGATE_SPOT is not associated with cluster 'main', which has FARGATE, so ECS refuses the service; set another capacity, or list it in capacityProviders of EcsCluster.fromEcsClusterAttributes if it is associated");
  });

  test('is the known default of an existing cluster', () => {
    serviceTemplate(stack => ({
      cluster: EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'main', vpc: new ec2.Vpc(stack, 'Vpc'), defaultCapacity: Capacity.fargateSpot() }),
    })).hasResourceProperties(SERVICE, { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] });
  });

  test('is Fargate on an imported cluster without known capacity', () => {
    serviceTemplate(stack => ({ cluster: ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'main', vpc: new ec2.Vpc(stack, 'Vpc') }) }))
      .hasResourceProperties(SERVICE, { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] });
  });

  test('of container instances as the default of the cluster does not apply to Fargate tasks', () => {
    serviceTemplate({}, service => {
      const cluster = service.cluster as EcsCluster;
      const autoScalingGroup = new autoscaling.AutoScalingGroup(cluster, 'Hosts', {
        vpc: cluster.vpc, instanceType: new ec2.InstanceType('t3.small'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
      });
      const provider = new ecs.AsgCapacityProvider(cluster, 'Provider', { autoScalingGroup, enableManagedTerminationProtection: false });
      cluster.addAsgCapacityProvider(provider);
      cluster.addDefaultCapacityProviderStrategy([{ capacityProvider: provider.capacityProviderName, weight: 1 }]);
    }).hasResourceProperties(SERVICE, { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] });
  });
});

describe('an existing task definition', () => {
  function ready(mappings?: ecs.PortMapping[]) {
    const stack = newStack();
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Ready');
    taskDefinition.addContainer('app', { image: IMAGE, portMappings: mappings });
    return { stack, taskDefinition };
  }

  test('is not changed', () => {
    const { stack, taskDefinition } = ready();
    expect(makeService(stack, { taskDefinition }).taskDefinition).toBe(taskDefinition);
  });

  test('receives traffic on the given port', () => {
    const { stack, taskDefinition } = ready([{ containerPort: 80 }, { containerPort: 9000 }]);
    const service = makeService(stack, { taskDefinition, containerPort: 9000, exposure: Exposure.publicAlb({ insecureHttp: true }) });
    templateOf(service).hasResourceProperties(SERVICE, { LoadBalancers: [Match.objectLike({ ContainerName: 'app', ContainerPort: 9000 })] });
  });

  test('cannot be combined with the props that it sets itself', () => {
    const { stack, taskDefinition } = ready();
    expect(() => makeService(stack, { taskDefinition, image: IMAGE, environment: {} }))
      .toThrow('[Stack/Api] environment, image cannot be combined with taskDefinition; set them on the task definition');
  });

  test('must map the port that receives traffic', () => {
    const { stack, taskDefinition } = ready([{ containerPort: 80 }]);
    expect(() => makeService(stack, { taskDefinition, containerPort: 8080 })).toThrow("containerPort (8080) is not a port of container 'app', which has 80");
  });

  test('must map a port behind a load balancer', () => {
    const { stack, taskDefinition } = ready();
    expect(() => makeService(stack, { taskDefinition, exposure: Exposure.publicAlb({ insecureHttp: true }) })).toThrow("container 'app' has no port that can receive traffic");
  });

  test('must have a container', () => {
    const stack = newStack();
    expect(() => makeService(stack, { taskDefinition: new ecs.FargateTaskDefinition(stack, 'Ready') })).toThrow("taskDefinition ('Stack/Ready') has no essential container");
  });

  test('must support Fargate', () => {
    const stack = newStack();
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Ready');
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 128 });
    expect(() => makeService(stack, { taskDefinition })).toThrow("taskDefinition ('Stack/Ready') does not support Fargate; add FARGATE to its compatibility");
  });
});

describe('refuses impossible settings', () => {
  test.each([
    [{ image: undefined }, 'image is required unless taskDefinition is set'],
    [{ desiredCount: -1 }, 'desiredCount (-1) must be a whole number of at least 0'],
    [{ desiredCount: 3, scaledElsewhere: true }, 'desiredCount (3) and scaledElsewhere (true) cannot be combined; remove one of them'],
    [{ containerPort: 70_000 }, 'containerPort (70000) must be a whole number from 1 to 65535'],
    [{ environment: { A: '1' }, secrets: { A: SecretSource.parameterStoreName('/a') } }, 'A is in environment and in secrets; remove it from one of them'],
    [{ family: 'shop.api' }, "family ('shop.api') must be at most 255 letters, digits, hyphens and underscores"],
    [{ containerName: 'shop api' }, "containerName ('shop api') must be at most 255 letters, digits, hyphens and underscores"],
    [{ environment: { 'A=B': '1' } }, "environment variable ('A=B') must be a name without = and white space"],
    [{ environment: { '': '1' } }, "environment variable ('') must be a name without = and white space"],
    [{ secrets: { 'MY KEY': SecretSource.parameterStoreName('/a') } }, "environment variable ('MY KEY') must be a name without = and white space"],
    [{ containerPort: 80, portName: 'HTTP' }, "portName ('HTTP') must be at most 64 lowercase letters, digits, underscores and hyphens, without a hyphen at the start"],
    [{ healthCheckGracePeriod: Duration.days(25_000) }, 'healthCheckGracePeriod (2160000000 seconds) must be a whole number from 0 to 2147483647'],
    [{ serviceName: 'shop.api' }, "serviceName ('shop.api') must be at most 255 letters, digits, hyphens and underscores"],
    [{ healthCheck: { command: ['CMD-SHELL', 'curl', '-f', 'http://localhost/'] } }, 'healthCheck.command passes 3 arguments to CMD-SHELL; only the first ("curl") is run'],
    [{ healthCheck: { command: ['curl', '-f', 'http://localhost/', '||', 'exit 1'] } }, 'healthCheck.command passes "||" to curl as an argument; CMD starts no shell that understands it'],
    [{ healthCheck: { command: ['exit 0'], retries: 11 } }, 'healthCheck.retries (11) must be a whole number from 1 to 10'],
    [{ ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: 8192, hardLimit: 4096 }] }, 'ulimits: the softLimit of nofile (8192) is above its hardLimit (4096)'],
    [{ ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: 1024, hardLimit: 2_000_000 }] }, 'ulimits: nofile (2000000) must be at most 1048576 on Fargate'],
    [{ cpuArchitecture: ecs.CpuArchitecture.of('PPC') }, 'Fargate does not run LINUX on cpuArchitecture PPC; use X86_64 or ARM64'],
    [{ operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE, cpuArchitecture: ecs.CpuArchitecture.ARM64 }, 'Fargate does not run WINDOWS_SERVER_2022_CORE on cpuArchitecture ARM64; use X86_64'],
    [{ operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2016_FULL }, 'Fargate does not run operatingSystemFamily WINDOWS_SERVER_2016_FULL'],
    [{ operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE, capacity: Capacity.fargateSpot() }, 'Fargate Spot does not run WINDOWS_SERVER_2022_CORE'],
    [{ cpuArchitecture: ecs.CpuArchitecture.ARM64, capacity: Capacity.fargate({ platformVersion: ecs.FargatePlatformVersion.VERSION1_3 }) }, 'platformVersion 1.3.0 does not support cpuArchitecture ARM64; use 1.4.0 or LATEST'],
  ])('%#: %j', (props, message) => {
    expect(() => makeService(newStack(), props)).toThrow(`[Stack/Api] ${message}`);
  });

  test.each([{ serviceName: '' }, { family: '' }])('not an empty name, for which AWS documents no minimum length: %j', props => {
    expect(() => makeService(newStack(), props)).not.toThrow();
  });

  test('more security groups than ECS accepts', () => {
    const stack = newStack();
    const groups = (count: number) => Array.from({ length: count }, (_, index) => ec2.SecurityGroup.fromSecurityGroupId(stack, `Group${count}${index}`, `sg-0a1b2c3d4e5f6071${index}`));
    expect(() => makeService(stack, { securityGroups: groups(6) })).toThrow('[Stack/Api] securityGroups has 6 security groups; ECS accepts at most 5');
    expect(() => makeService(newStack(), { securityGroups: groups(5) })).not.toThrow();
  });

  test('a port of an additional container with an invalid name', () => {
    expect(() => makeService(newStack()).addContainer('proxy', { image: IMAGE, portMappings: [{ containerPort: 8080, name: 'Admin' }] }))
      .toThrow("[Stack/Api] container 'proxy': portMappings: name ('Admin') must be at most 64 lowercase letters");
  });

  test('an additional container, and creates nothing', () => {
    const service = makeService(newStack());
    expect(() => service.addContainer('agent', { image: IMAGE, healthCheck: { command: ['CMD', 'curl -f http://localhost/'] } }))
      .toThrow('[Stack/Api] container \'agent\': healthCheck.command runs "curl -f http://localhost/" as the name of one program; CMD starts no shell that splits the line');
    expect(service.taskDefinition.findContainer('agent')).toBeUndefined();
  });

  test.each([
    [['CMD-SHELL', 'node check.js', '--fast']],
    [['CMD', '/app/check', '||', 'exit', '1']],
  ])('%#: a possible health check is left to the validator', command => {
    expect(() => makeService(newStack(), { healthCheck: { command } })).not.toThrow();
  });

  test('a command line that Windows accepts is not refused', () => {
    const healthCheck = { command: ['CMD', 'C:\\Program Files\\app\\check.exe'] };
    expect(() => makeService(newStack(), { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE, healthCheck })).not.toThrow();
  });

  test('a size that is not supported on Windows', () => {
    expect(() => makeService(newStack(), {
      operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE, size: TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(1) }),
    })).toThrow('size: Fargate does not offer 512 CPU units for Windows; use one of 1024, 2048, 4096');
  });

  test('the name of another service in the cluster', () => {
    const stack = newStack();
    const cluster = new EcsCluster(stack, 'Cluster');
    new ContainerService(stack, 'Web', { cluster, image: IMAGE, serviceName: 'shop' });
    expect(() => makeService(stack, { cluster, serviceName: 'shop' })).toThrow("[Stack/Api] serviceName ('shop') is the name of 'Stack/Web' on the same cluster; use another name");
    expect(() => new ContainerService(stack, 'Admin', { cluster: new EcsCluster(stack, 'Other'), image: IMAGE, serviceName: 'shop' })).not.toThrow();
  });

  test('a security group in another VPC', () => {
    const stack = newStack();
    const group = new ec2.SecurityGroup(stack, 'Group', { vpc: new ec2.Vpc(stack, 'Other') });
    expect(() => makeService(stack, { securityGroups: [group] }))
      .toThrow("[Stack/Api] securityGroups: 'Stack/Group' is in another VPC than the cluster ('Stack/Vpc'); create it with vpc: cluster.vpc");
  });

  test('a security group in a VPC with another literal id', () => {
    const stack = newStack();
    const vpc = (id: string) => ec2.Vpc.fromVpcAttributes(stack, id, { vpcId: id, availabilityZones: ['a', 'b'], privateSubnetIds: ['subnet-1', 'subnet-2'] });
    const group = new ec2.SecurityGroup(stack, 'Group', { vpc: vpc('vpc-1') });
    expect(() => makeService(stack, { cluster: new EcsCluster(stack, 'Cluster', { vpc: vpc('vpc-2') }), securityGroups: [group] })).toThrow("'Stack/Group' is in another VPC");
  });

  test('but not a security group in a VPC that may be the same', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Imported', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'] });
    expect(() => makeService(stack, { securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc })] })).not.toThrow();
  });

  test('all errors together, and creates nothing', () => {
    const stack = newStack();
    expect(() => makeService(stack, { desiredCount: -1, containerPort: 0 })).toThrow(/containerPort \(0\).*; desiredCount \(-1\)/);
    expect((stack.node.findChild('Api') as ContainerService).node.children).toEqual([]);
  });
});

describe('connections and grants', () => {
  test('another security group can admit the tasks', () => {
    serviceTemplate(stack => ({ cluster: new EcsCluster(stack, 'Cluster') }), service => {
      new ec2.SecurityGroup(service, 'Database', { vpc: service.cluster.vpc }).connections.allowFrom(service, ec2.Port.tcp(5432));
    }).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 5432 });
  });

  test('grants apply to the task role', () => {
    serviceTemplate({}, service => new s3.Bucket(service, 'Bucket').grantRead(service))
      .hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: Match.stringLikeRegexp('TaskRole') }] });
  });

  test('only the load balancer is admitted', () => {
    const template = serviceTemplate({ exposure: Exposure.publicAlb({ insecureHttp: true }), containerPort: 8080 });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 8080, SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('LBSecurityGroup'), 'GroupId'] } });
  });
});

test('in public subnets tasks get a public IP address', () => {
  serviceTemplate({ vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } })
    .hasResourceProperties(SERVICE, { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } } });
});

