import { App, Duration, Lazy, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import {
  AgentOptions, Capacity, ContainerService, ContainerServiceProps, Deployment, EcsCluster, EcsValidator, Exposure, InstanceGroupProps, InstanceImage,
  InstancesOptions, IsolatedSubnetEndpoints, ServiceConnect, Target, TaskSize,
} from '../../../src';
import { IMAGE, makeService, newStack, serviceTemplate } from '../../support/container-service';
import { addGroup, clusterIn, onInstances } from '../../support/instances';

const { BRIDGE, HOST, AWS_VPC, NONE, NAT } = ecs.NetworkMode;
const SERVICE = 'AWS::ECS::Service';
const TASK = 'AWS::ECS::TaskDefinition';
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const INGRESS = 'AWS::EC2::SecurityGroupIngress';


type Props = Partial<ContainerServiceProps>;

const container = (properties: Record<string, unknown>) => ({ ContainerDefinitions: [Match.objectLike(properties)] });
const linux = (gpuCount = 0): Props => ({ size: TaskSize.instances({ cpu: 512, memory: Size.mebibytes(512) }), ...gpuCount > 0 ? { gpuCount } : {} });

function templateOn(options: InstancesOptions, props: Props = {}, ...types: readonly string[]): Template {
  return serviceTemplate(stack => ({ ...onInstances(options, ...types)(stack), ...props }));
}

function refusal(options: InstancesOptions, props: Props | ((stack: Stack) => Props) = {}, ...types: readonly string[]): string {
  const stack = newStack();
  const on = onInstances(options, ...types)(stack);
  try {
    makeService(stack, { ...on, ...typeof props === 'function' ? props(stack) : props });
  } catch (error) {
    expect(stack.node.tryFindChild('Api')?.node.children).toEqual([]);
    return (error as Error).message;
  }
  return 'accepted';
}

/** A cluster whose instances appear to run Windows. */
function onWindows(options: InstancesOptions = {}): (stack: Stack) => Pick<ContainerServiceProps, 'cluster' | 'capacity'> {
  return stack => {
    const cluster = clusterIn(stack);
    const group = addGroup(cluster);
    Object.defineProperty(group, 'operatingSystemFamily', { value: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE });
    return { cluster, capacity: Capacity.instances(group, options) };
  };
}

describe('network modes', () => {
  test.each([
    [undefined, 'awsvpc', 'ip', { ContainerPort: 80, HostPort: Match.absent() }],
    [AWS_VPC, 'awsvpc', 'ip', { ContainerPort: 80, HostPort: Match.absent() }],
    [BRIDGE, 'bridge', 'instance', { ContainerPort: 80, HostPort: 0 }],
    [HOST, 'host', 'instance', { ContainerPort: 80, HostPort: Match.absent() }],
  ])('networkMode %s is %s with targets of type %s', (networkMode, mode, type, mapping) => {
    const template = templateOn({ networkMode }, { exposure: Exposure.internalAlb() });
    template.hasResourceProperties(TASK, { NetworkMode: mode, RequiresCompatibilities: ['EC2'], ...container({ PortMappings: [Match.objectLike(mapping)] }) });
    template.hasResourceProperties(TARGET_GROUP, { TargetType: type, HealthCheckPort: Match.absent() });
    template.hasResourceProperties(SERVICE, { NetworkConfiguration: mode === 'awsvpc' ? Match.anyValue() : Match.absent() });
  });

  test.each([
    [BRIDGE, 32768, 65535],
    [HOST, 80, 80],
  ])('with networkMode %s the load balancer connects to ports %s to %s of the instances', (networkMode, FromPort, ToPort) => {
    const template = templateOn({ networkMode }, { exposure: Exposure.internalAlb() });
    template.hasResourceProperties(INGRESS, {
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ClusterWeb.*SecurityGroup'), 'GroupId'] }, IpProtocol: 'tcp', FromPort, ToPort,
    });
  });

  test.each([
    [BRIDGE, 32768, 65535],
    [HOST, 8080, 8080],
  ])('with networkMode %s a Network Load Balancer connects to ports %s to %s', (networkMode, FromPort, ToPort) => {
    const template = templateOn({ networkMode }, { containerPort: 8080, exposure: Exposure.internalNlb({ listenerPort: 80 }) });
    template.hasResourceProperties(TARGET_GROUP, { TargetType: 'instance' });
    template.hasResourceProperties(INGRESS, { SourceSecurityGroupId: Match.anyValue(), IpProtocol: 'tcp', FromPort, ToPort });
  });

  test('each group of the capacity is in the connections of the service', () => {
    const stack = newStack();
    const cluster = clusterIn(stack);
    const groups = ['Web', 'Batch'].map(id => addGroup(cluster, id));
    const capacity = Capacity.combine(...groups.map(group => Capacity.instances(group, { networkMode: BRIDGE })));
    const service = makeService(stack, { cluster, capacity });
    expect(service.connections.securityGroups).toEqual(groups.flatMap(({ connections }) => connections.securityGroups));
  });

  test('a group in another stack gets its rules in the stack of the service', () => {
    const app = new App();
    const platform = new Stack(app, 'Platform');
    const cluster = clusterIn(platform);
    const group = addGroup(cluster);
    const stack = new Stack(app, 'Shop');
    makeService(stack, { cluster, capacity: Capacity.instances(group, { networkMode: BRIDGE }), exposure: Exposure.internalAlb() });
    Template.fromStack(stack).hasResourceProperties(INGRESS, {
      GroupId: { 'Fn::ImportValue': Match.stringLikeRegexp('ClusterWeb.*SecurityGroup') }, FromPort: 32768, ToPort: 65535,
    });
    expect(Template.fromStack(platform).findResources(INGRESS)).toEqual({});
  });

  test.each([
    [AWS_VPC, 8080, 8080],
    [BRIDGE, 32768, 65535],
    [HOST, 8080, 8080],
  ])('a client connects to a service in networkMode %s on ports %s to %s', (networkMode, FromPort, ToPort) => {
    const stack = newStack();
    const server = makeService(stack, { ...onInstances({ networkMode })(stack), containerPort: 8080 });
    new ContainerService(stack, 'Client', { cluster: server.cluster, image: IMAGE }).connectTo(Target.service(server));
    Template.fromStack(stack).hasResourceProperties(INGRESS, { IpProtocol: 'tcp', FromPort, ToPort });
  });

  test('a fixed host port of an existing task definition is the port of the rule', () => {
    const stack = newStack();
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Existing');
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 512, portMappings: [{ containerPort: 80, hostPort: 8080 }] });
    makeService(stack, { ...onInstances()(stack), taskDefinition, exposure: Exposure.internalNlb({ listenerPort: 80 }) });
    Template.fromStack(stack).hasResourceProperties(INGRESS, { FromPort: 8080, ToPort: 8080 });
  });

  test.each<[string, (stack: Stack) => Props]>([
    ['vpcSubnets', () => ({ vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } })],
    ['isolatedSubnetEndpoints', () => ({ isolatedSubnetEndpoints: IsolatedSubnetEndpoints.CREATE })],
    ['securityGroups', stack => ({ securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Company', 'sg-0123456789abcdef0')] })],
  ])('%s is refused for tasks without their own network interface', (name, props) => {
    for (const networkMode of [BRIDGE, HOST]) {
      expect(refusal({ networkMode }, props)).toContain(`${name} cannot be set with network mode ${networkMode}, in which tasks use the network interface of their instance`);
    }
  });

  test('public subnets are refused for tasks with their own network interface', () => {
    expect(refusal({}, { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }))
      .toMatch(/vpcSubnets contains the public subnet 'Stack\/Vpc\/PublicSubnet1', but ECS gives no public IP address to tasks on instances.*use private subnets, or remove vpcSubnets and use ecs\.NetworkMode\.BRIDGE/);
  });

  test('a VPC with public subnets only is refused for tasks with their own network interface', () => {
    const make = (options: InstancesOptions) => {
      const stack = newStack();
      const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'out', subnetType: ec2.SubnetType.PUBLIC }] });
      const cluster = new EcsCluster(stack, 'Cluster', { vpc });
      const vpcSubnets = { subnetType: ec2.SubnetType.PUBLIC };
      const group = cluster.addInstances('Web', { instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 2, vpcSubnets });
      makeService(stack, { cluster, capacity: Capacity.instances(group, options) });
    };
    expect(() => make({})).toThrow("VPC 'Stack/Vpc' has only public subnets, in which ECS gives no public IP address to tasks on instances");
    expect(() => make({ networkMode: BRIDGE })).not.toThrow();
  });

  test('on Linux, NAT is refused', () => {
    expect(refusal({ networkMode: NAT })).toContain('EC2 does not support networkMode nat; use one of awsvpc, bridge, host, none');
  });

  test.each([BRIDGE, HOST, NONE])('on Windows, %s is refused', networkMode => {
    const stack = newStack();
    expect(() => makeService(stack, onWindows({ networkMode })(stack))).toThrow(`Windows on EC2 does not support networkMode ${networkMode}; use one of awsvpc, nat`);
  });

  test('the default mode of Windows is absent from the template', () => {
    const template = serviceTemplate(stack => ({ ...onWindows({ networkMode: NAT })(stack), exposure: Exposure.internalAlb() }));
    template.hasResourceProperties(TASK, { NetworkMode: Match.absent() });
    template.hasResourceProperties(TARGET_GROUP, { TargetType: 'instance' });
  });

  test('mode none has no ports', () => {
    expect(refusal({ networkMode: NONE }, { exposure: Exposure.internalAlb() })).toContain('network mode none has no ports, and containerPort is 80');
    templateOn({ networkMode: NONE }).hasResourceProperties(TASK, { NetworkMode: 'none' });
  });

  test.each<[string, ecs.NetworkMode, Props, string]>([
    ['UDP', BRIDGE, { exposure: Exposure.internalNlb({ protocol: 'UDP' as never, listenerPort: 53, healthCheck: { port: 'traffic-port' } }) }, 'UDP does not work with network mode bridge'],
    ['a fixed health check port', BRIDGE, { exposure: Exposure.internalNlb({ listenerPort: 80, healthCheck: { port: '8080' } }) }, 'healthCheck.port (8080) is fixed, but in network mode bridge'],
    ['A records', BRIDGE, { cloudMapOptions: { name: 'api', dnsRecordType: cloudmap.DnsRecordType.A } }, 'cloudMapOptions: dnsRecordType (A) has no port'],
    ['A records', HOST, { cloudMapOptions: { name: 'api', dnsRecordType: cloudmap.DnsRecordType.A } }, 'use cloudmap.DnsRecordType.SRV'],
    ['a Cloud Map name with a space', HOST, { cloudMapOptions: { name: 'my api' } }, "cloudMapOptions.name ('my api') must be 1 to 127"],
    ['Cloud Map', NONE, { cloudMapOptions: { name: 'api' } }, 'cloudMapOptions does not support network mode none'],
    ['Service Connect', HOST, { serviceConnect: ServiceConnect.client() }, 'serviceConnect does not support network mode host; use awsvpc or bridge'],
    ['a name of the port', HOST, { containerPort: 80, portName: 'http' }, 'Service Connect, which does not support network mode host'],
  ])('%s is refused in mode %s', (_, networkMode, props, message) => {
    expect(refusal({ networkMode }, props)).toContain(message);
  });

  test('a further exposure with UDP is refused too', () => {
    const stack = newStack();
    const service = makeService(stack, { ...onInstances({ networkMode: BRIDGE })(stack), containerPort: 53 });
    expect(() => service.expose('Udp', Exposure.internalNlb({ protocol: 'TCP_UDP' as never, listenerPort: 53 }))).toThrow('UDP does not work with network mode bridge');
  });

  test.each([BRIDGE, HOST])('Cloud Map has SRV records with the container and its port in mode %s', networkMode => {
    const stack = newStack();
    const cluster = clusterIn(stack, { defaultCloudMapNamespace: { name: 'shop.local' } });
    const capacity = Capacity.instances(addGroup(cluster), { networkMode });
    makeService(stack, { cluster, capacity, containerPort: 8080, cloudMapOptions: { name: 'api' } });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ServiceDiscovery::Service', { DnsConfig: { DnsRecords: [Match.objectLike({ Type: 'SRV' })] } });
    template.hasResourceProperties(SERVICE, { ServiceRegistries: [Match.objectLike({ ContainerName: 'web', ContainerPort: 8080 })] });
  });

  test('Service Connect works in mode bridge, on ports that Docker chooses', () => {
    const stack = newStack();
    const cluster = clusterIn(stack, { defaultCloudMapNamespace: { name: 'shop.local' } });
    const capacity = Capacity.instances(addGroup(cluster), { networkMode: BRIDGE });
    makeService(stack, { cluster, capacity, containerPort: 8080, serviceConnect: ServiceConnect.server() });
    Template.fromStack(stack).hasResourceProperties(TASK, container({ PortMappings: [Match.objectLike({ Name: 'web', ContainerPort: 8080, HostPort: 0 })] }));
  });

  test('sessions work in each network mode', () => {
    for (const networkMode of [AWS_VPC, BRIDGE, HOST]) {
      templateOn({ networkMode }, { enableExecuteCommand: true }).hasResourceProperties(SERVICE, { EnableExecuteCommand: true });
    }
  });

  test('another network mode keeps the ids of the load balancer, its listener and its target group', () => {
    const [own, shared] = [AWS_VPC, BRIDGE].map(networkMode => templateOn({ networkMode }, { exposure: Exposure.internalAlb() }));
    for (const type of [TARGET_GROUP, 'AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::LoadBalancer']) {
      expect(Object.keys(shared.findResources(type))).toEqual(Object.keys(own.findResources(type)));
    }
    // CloudFormation replaces the target group, and a fixed name would collide
    for (const template of [own, shared]) { template.hasResourceProperties(TARGET_GROUP, { Name: Match.absent() }); }
  });
});

describe('isolated subnets', () => {
  const ISOLATED: Props = { vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } };

  function endpointsWith(props: Props): string[] {
    const stack = newStack('eu-west-1');
    const vpc = new ec2.Vpc(stack, 'Isolated', {
      subnetConfiguration: [{ name: 'out', subnetType: ec2.SubnetType.PUBLIC }, { name: 'nat', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, { name: 'in', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    const cluster = new EcsCluster(stack, 'Cluster', { vpc });
    makeService(stack, { cluster, capacity: Capacity.instances(addGroup(cluster)), ...ISOLATED, ...props });
    return Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint')).map(({ Properties }) => String(Properties.ServiceName).split('.').pop()!);
  }

  test('need no endpoints for images and logs, which the agent handles on the instance', () => {
    expect(endpointsWith({})).toEqual([]);
  });

  test('need the endpoint of sessions, which run in the network of the task', () => {
    expect(endpointsWith({ enableExecuteCommand: true })).toEqual(['ssmmessages']);
  });
});

describe('sizes', () => {
  test('any CPU and memory are possible', () => {
    templateOn({}, { size: TaskSize.instances({ cpu: 300, memory: Size.mebibytes(700) }) }).hasResourceProperties(TASK, { Cpu: '300', Memory: '700' });
  });

  test('a size of Fargate is possible, and the default is that of Fargate', () => {
    templateOn({}, { size: TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(2) }) }).hasResourceProperties(TASK, { Cpu: '1024', Memory: '2048' });
    templateOn({}).hasResourceProperties(TASK, { Cpu: '512', Memory: '1024' });
  });

  test('a task without memory needs a limit for each container', () => {
    const size = TaskSize.instances({ cpu: 256 });
    expect(refusal({}, { size })).toContain('size has no memory, so the container needs a limit; set memory of the size, containerMemoryLimit or containerMemoryReservation');
    const stack = newStack();
    const service = makeService(stack, { ...onInstances()(stack), size, containerMemoryReservation: Size.mebibytes(256) });
    expect(() => service.addContainer('side', { image: IMAGE })).toThrow("container 'side': memoryLimit or memoryReservation is required, because size has no memory");
    service.addContainer('side', { image: IMAGE, memoryLimit: Size.mebibytes(64) });
    Template.fromStack(stack).hasResourceProperties(TASK, {
      Cpu: '256', Memory: Match.absent(), ContainerDefinitions: [Match.objectLike({ MemoryReservation: 256 }), Match.objectLike({ Memory: 64 })],
    });
  });

  test.each([
    [() => TaskSize.instances({ cpu: 64 }), 'TaskSize.instances: cpu (64) must be a whole number from 128 to 196608'],
    [() => TaskSize.instances({ memory: Size.mebibytes(4) }), 'TaskSize.instances: memory (4 MiB) must be a whole number of at least 6'],
    [() => TaskSize.instances({ memory: 512 as never }), 'TaskSize.instances: memory (512) must be a Size, such as Size.gibibytes(1)'],
  ])('refuses a wrong size: %#', (make, message) => { expect(make).toThrow(message); });

  test('a value that is known at deployment is accepted', () => {
    const cpu = Lazy.number({ produce: () => 640 });
    templateOn({}, { size: TaskSize.instances({ cpu, memory: Size.gibibytes(1) }) }).hasResourceProperties(TASK, { Cpu: '640' });
  });

  test.each([
    [{ memory: Size.gibibytes(1) }, 'Fargate needs cpu; use TaskSize.fargate'],
    [{ cpu: 512 }, 'Fargate needs memory; use TaskSize.fargate'],
    [{ cpu: 300, memory: Size.gibibytes(1) }, 'Fargate does not offer 300 CPU units'],
  ])('Fargate refuses %j', (size, message) => {
    expect(() => serviceTemplate({ size: TaskSize.instances(size) })).toThrow(message);
  });

  test('Fargate accepts a size of instances that it offers', () => {
    serviceTemplate({ size: TaskSize.instances({ cpu: 256, memory: Size.gibibytes(1) }) }).hasResourceProperties(TASK, { Cpu: '256', Memory: '1024' });
  });

  test('ephemeral storage is refused', () => {
    expect(refusal({}, { size: TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(1), ephemeralStorage: Size.gibibytes(30) }) }))
      .toContain('size: ephemeralStorage (30 GiB) is a setting of Fargate');
  });

  test.each<[string, Props, string]>([
    ['all memory of the largest type', { size: TaskSize.instances({ memory: Size.gibibytes(16) }) }, 'a task needs 16384 MiB of memory, and the largest instance type, m7i.xlarge, has 16384, of which the system uses a part'],
    ['memory of the container', { size: TaskSize.instances(), containerMemoryLimit: Size.gibibytes(20) }, 'a task needs 20480 MiB of memory'],
    ['CPU units', { size: TaskSize.instances({ cpu: 8192, memory: Size.gibibytes(1) }) }, 'a task needs 8192 CPU units, and the largest instance type, m7i.xlarge, has 4096'],
  ])('no instance can hold %s', (_, props, message) => {
    expect(refusal({}, props, 'm7i.large', 'm7i.xlarge')).toMatch(new RegExp(`no instance of group 'Stack/Cluster/Web' can run a task: ${message}.*; use a larger instance type, or a smaller size`));
  });

  test.each<[string, Props, readonly string[], string]>([
    ['none', linux(1), ['m7i.large'], 'a task needs 1 GPU, and the largest instance type, m7i.large, has 0; use instance types with GPUs, or remove gpuCount'],
    ['too few', linux(2), ['g5.xlarge'], 'a task needs 2 GPUs, and the largest instance type, g5.xlarge, has 1; use instance types with more GPUs, or a smaller gpuCount'],
    ['none, and too little memory', { ...linux(1), size: TaskSize.instances({ memory: Size.gibibytes(9) }) }, ['m7i.large'],
      'has 0; use instance types with GPUs, or remove gpuCount; use a larger instance type, or a smaller size'],
  ])('GPUs are no matter of the size: %s', (_, props, types, message) => {
    expect(refusal({}, props, ...types)).toMatch(new RegExp(`${message}$`));
  });

  test('no type has all of the resources', () => {
    expect(refusal({}, { size: TaskSize.instances({ cpu: 4096, memory: Size.gibibytes(15) }) }, 'c7i.xlarge', 'r7i.large'))
      .toContain('a task needs 15360 MiB of memory, 4096 CPU units, and none of c7i.xlarge, r7i.large has all of them');
  });

  test('one type with room is enough, and unknown types are accepted', () => {
    const size = TaskSize.instances({ memory: Size.gibibytes(14) });
    expect(refusal({}, { size }, 'm7i.large', 'm7i.xlarge')).toBe('accepted');
    expect(refusal({}, { size }, 'm7i.large', 'zz9.large')).toBe('accepted');
  });

  test('a group without a share of the tasks may be too small', () => {
    const cluster = clusterIn(newStack());
    const capacity = Capacity.combine(Capacity.instances(addGroup(cluster, 'Small'), { weight: 0 }), Capacity.instances(addGroup(cluster, 'Large', 'm7i.8xlarge')));
    const size = TaskSize.instances({ memory: Size.gibibytes(64) });
    expect(() => new ContainerService(cluster, 'Api', { cluster, image: IMAGE, capacity, size })).not.toThrow();
  });

  test('on Windows the main container has the size, because Windows ignores that of the task', () => {
    const template = serviceTemplate(stack => ({ ...onWindows()(stack), size: TaskSize.instances({ cpu: 512, memory: Size.gibibytes(3) }) }));
    template.hasResourceProperties(TASK, { Cpu: Match.absent(), Memory: Match.absent(), ...container({ Cpu: 512, Memory: 3072 }) });
    template.hasResourceProperties(TASK, { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } });
  });

  test('on Windows a further container needs its size', () => {
    const stack = newStack();
    const service = makeService(stack, onWindows()(stack));
    expect(() => service.addContainer('side', { image: IMAGE })).toThrow("container 'side': cpu is required on Windows, which ignores the size of the task; set the CPU units of the container; container 'side': memoryLimit is required on Windows");
    service.addContainer('side', { image: IMAGE, cpu: 256, memoryLimit: Size.gibibytes(1) });
  });
});

type GroupProps = Omit<InstanceGroupProps, 'maxInstances'>;

/** What a service on a group with these props says. */
function onGroup(group: GroupProps, props: Props): string {
  const stack = newStack();
  const cluster = clusterIn(stack);
  const capacity = Capacity.instances(cluster.addInstances('Web', { ...group, maxInstances: 2 }));
  try {
    makeService(stack, { cluster, capacity, ...props });
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

const M7I_LARGE = { instanceTypes: [new ec2.InstanceType('m7i.large')] };
const memory = (mebibytes: number): Props => ({ size: TaskSize.instances({ memory: Size.mebibytes(mebibytes) }) });

describe('requirements limit the size of a task', () => {
  const required = { vCpuCountMin: 1, memoryMin: Size.gibibytes(1) };
  const limited: GroupProps = { instanceRequirements: { ...required, vCpuCountMax: 2, memoryMax: Size.gibibytes(8) } };
  const nvidia = { acceleratorManufacturers: [ec2.AcceleratorManufacturer.NVIDIA], acceleratorCountMax: 1 };
  const gpus: GroupProps = { instanceRequirements: { ...required, ...nvidia } };

  test.each<[string, GroupProps, Props, string]>([
    ['memory', limited, memory(8192), 'a task needs 8192 MiB of memory, and the largest instance type, limited by instanceRequirements, has 8192, of which the system uses a part'],
    ['CPU units', limited, { size: TaskSize.instances({ cpu: 2049, memory: Size.gibibytes(1) }) }, 'a task needs 2049 CPU units, and the largest instance type, limited by instanceRequirements, has 2048'],
    ['GPUs without drivers', limited, linux(1), 'use instance types with GPUs, or remove gpuCount'],
    ['more GPUs', gpus, linux(2), 'use instance types with more GPUs, or a smaller gpuCount'],
  ])('%s', (_, group, props, message) => { expect(onGroup(group, props)).toContain(message); });

  test.each<[string, GroupProps, Props]>([
    ['a task below the limits', limited, memory(8191)],
    ['a large task without limits', { instanceRequirements: required }, memory(500_000)],
    ['a GPU', gpus, linux(1)],
    ['a limit that is known at deployment', { instanceRequirements: { ...required, memoryMax: Size.mebibytes(Lazy.number({ produce: () => 4096 })) } }, memory(8192)],
  ])('%s is accepted', (_, group, props) => { expect(onGroup(group, props)).toBe('accepted'); });
});

describe('agent settings limit tasks', () => {
  const bottlerocket: GroupProps = { ...M7I_LARGE, image: InstanceImage.bottlerocket() };
  const withAgent = (agent: AgentOptions): GroupProps => ({ ...M7I_LARGE, agent });
  const fluentd: Props = { logging: ecs.LogDrivers.fluentd() };
  const json: Props = { logging: ecs.LogDrivers.jsonFile() };

  test.each<[string, GroupProps, Props, string]>([
    ['privileged where it is off', withAgent({ privileged: false }), { privileged: true },
      "privileged (true) is not allowed on the instances of 'Stack/Cluster/Web', so ECS would place no task there; set agent.privileged of the group to true, or remove it"],
    ['privileged on Bottlerocket', bottlerocket, { privileged: true }, 'privileged (true) is not allowed'],
    ['another log driver', withAgent({ logDrivers: ['awslogs', 'json-file'] }), fluentd,
      "log driver fluentd is not one of agent.logDrivers (awslogs, json-file) of 'Stack/Cluster/Web', so ECS would place no task there; add it to agent.logDrivers, or use another log driver"],
    ['the default log driver', withAgent({ logDrivers: ['json-file'] }), {}, 'log driver awslogs is not one of agent.logDrivers (json-file)'],
    ['reserved memory', withAgent({ reservedMemory: Size.gibibytes(2) }), memory(6144),
      "no instance of group 'Stack/Cluster/Web' can run a task (without the 2048 MiB of agent.reservedMemory): a task needs 6144 MiB of memory, and the largest instance type, m7i.large, has 6144, of which the system uses a part"],
  ])('%s is refused', (_, group, props, message) => { expect(onGroup(group, props)).toContain(message); });

  test.each<[string, GroupProps, Props]>([
    ['privileged on Amazon Linux', M7I_LARGE, { privileged: true }],
    ['privileged where Bottlerocket allows it', { ...bottlerocket, agent: { privileged: true } }, { privileged: true }],
    ['privileged where the settings of Bottlerocket allow it', { ...bottlerocket, bottlerocketSettings: '[settings.ecs]\nallow-privileged-containers = true' }, { privileged: true }],
    ['a listed log driver', withAgent({ logDrivers: ['json-file'] }), json],
    ['a log driver where the AMI decides', M7I_LARGE, fluentd],
    ['a log driver of unknown name', withAgent({ logDrivers: ['json-file'] }), { logging: new ecs.GenericLogDriver({ logDriver: 'json-file' }) }],
    ['a task beside the reserved memory', withAgent({ reservedMemory: Size.gibibytes(2) }), memory(6143)],
  ])('%s is accepted', (_, group, props) => { expect(onGroup(group, props)).toBe('accepted'); });

  test('a further container is refused too', () => {
    const stack = newStack();
    const cluster = clusterIn(stack);
    const capacity = Capacity.instances(cluster.addInstances('Web', { ...withAgent({ logDrivers: ['awslogs'] }), maxInstances: 2 }));
    const service = makeService(stack, { cluster, capacity });
    expect(() => service.addContainer('side', { image: IMAGE, logging: ecs.LogDrivers.syslog() })).toThrow("container 'side': log driver syslog is not one of agent.logDrivers (awslogs)");
    expect(() => service.addContainer('plain', { image: IMAGE })).not.toThrow();
  });

  test('a group without a share of the tasks may have other settings', () => {
    const cluster = clusterIn(newStack());
    const small = cluster.addInstances('Small', { ...withAgent({ privileged: false }), maxInstances: 2 });
    const capacity = Capacity.combine(Capacity.instances(small, { weight: 0 }), Capacity.instances(addGroup(cluster, 'Large')));
    expect(() => new ContainerService(cluster, 'Api', { cluster, image: IMAGE, capacity, privileged: true })).not.toThrow();
  });

  test('reserved memory must leave some for tasks', () => {
    expect(() => clusterIn(newStack()).addInstances('Web', { ...withAgent({ reservedMemory: Size.gibibytes(8) }), maxInstances: 2 }))
      .toThrow('[Stack/Cluster/Web] agent.reservedMemory (8192 MiB) leaves no memory for tasks on m7i.large (8192 MiB); use a smaller value, or larger instance types');
  });
});

describe('placement', () => {
  test('is left to ECS by default, so that the service can move to Fargate', () => {
    templateOn({}).hasResourceProperties(SERVICE, { PlacementStrategies: Match.absent(), PlacementConstraints: Match.absent() });
  });

  test('strategies and constraints are those of the capacity', () => {
    templateOn({ placementStrategies: [ecs.PlacementStrategy.packedByMemory()], placementConstraints: [ecs.PlacementConstraint.distinctInstances()] })
      .hasResourceProperties(SERVICE, { PlacementStrategies: [{ Type: 'binpack', Field: 'MEMORY' }], PlacementConstraints: [{ Type: 'distinctInstance' }] });
  });

  test('lists that are too long are refused', () => {
    const placementStrategies = Array.from({ length: 6 }, () => ecs.PlacementStrategy.randomly());
    const placementConstraints = [ecs.PlacementConstraint.memberOf(...Array.from({ length: 11 }, (_, index) => `attribute:a == ${index}`))];
    expect(refusal({ placementStrategies, placementConstraints })).toContain('placementStrategies has 6 entries, and ECS allows 5; remove some; placementConstraints has 11 entries, and ECS allows 10');
  });

  test('Availability Zone rebalancing needs a first strategy that spreads across zones', () => {
    const availabilityZoneRebalancing = ecs.AvailabilityZoneRebalancing.ENABLED;
    expect(refusal({ placementStrategies: [ecs.PlacementStrategy.packedByCpu()] }, { availabilityZoneRebalancing }))
      .toContain('availabilityZoneRebalancing (ENABLED) requires that the first of placementStrategies (binpack CPU) spreads tasks across Availability Zones');
    expect(refusal({ placementConstraints: [ecs.PlacementConstraint.memberOf('attribute:ecs.availability-zone == eu-west-1a')] }, { availabilityZoneRebalancing }))
      .toContain("availabilityZoneRebalancing (ENABLED) cannot be combined with a placement constraint on Availability Zones ('attribute:ecs.availability-zone == eu-west-1a')");
    templateOn({}, { availabilityZoneRebalancing }).hasResourceProperties(SERVICE, { AvailabilityZoneRebalancing: 'ENABLED' });
  });
});

describe('several groups', () => {
  const combine = (one: InstancesOptions, other: InstancesOptions) => {
    const cluster = clusterIn(newStack());
    return () => Capacity.combine(Capacity.instances(addGroup(cluster, 'One'), one), Capacity.instances(addGroup(cluster, 'Other'), other));
  };

  test.each<[InstancesOptions, InstancesOptions, string]>([
    [{ networkMode: BRIDGE }, {}, 'networkMode differs (bridge, awsvpc by default), and all tasks of a service have the same'],
    [{ placementStrategies: [ecs.PlacementStrategy.randomly()] }, {}, 'placementStrategies differs ([{"type":"random"}], none)'],
    [{}, { placementConstraints: [ecs.PlacementConstraint.distinctInstances()] }, 'placementConstraints differs (none, [{"type":"distinctInstance"}])'],
  ])('with different options %#', (one, other, message) => { expect(combine(one, other)).toThrow(`Capacity.combine: ${message}`); });

  test('with equal options are combined', () => {
    const options = () => ({ networkMode: BRIDGE, placementStrategies: [ecs.PlacementStrategy.randomly()] });
    expect(combine(options(), options())).not.toThrow();
  });

  test('a group twice is refused', () => {
    const group = addGroup(clusterIn(newStack()));
    expect(() => Capacity.combine(Capacity.instances(group), Capacity.instances(group))).toThrow('Stack/Cluster/Web is in the strategy twice');
  });

  test('with different CPU architectures have no runtime platform, and refuse an image for one of them', () => {
    const make = (props: Props) => {
      const stack = newStack();
      const cluster = clusterIn(stack);
      const groups = [addGroup(cluster, 'Intel'), addGroup(cluster, 'Arm', 'm7g.large')];
      makeService(stack, { cluster, capacity: Capacity.combine(...groups.map(group => Capacity.instances(group))), ...props });
      return Template.fromStack(stack);
    };
    make({}).hasResourceProperties(TASK, { RuntimePlatform: Match.absent() });
    expect(() => make({ image: ecs.ContainerImage.fromAsset(__dirname) })).toThrow('image is built for one CPU architecture, and the groups of the capacity have several');
    expect(() => make({ cpuArchitecture: ecs.CpuArchitecture.ARM64 })).toThrow("cpuArchitecture (ARM64) is not that of group 'Stack/Cluster/Intel', X86_64");
  });
});

describe('the platform is that of the group', () => {
  test('by default', () => {
    templateOn({}, {}, 'm7g.large').hasResourceProperties(TASK, { RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' } });
  });

  test('and another one is refused', () => {
    expect(refusal({}, { cpuArchitecture: ecs.CpuArchitecture.ARM64 })).toContain("cpuArchitecture (ARM64) is not that of group 'Stack/Cluster/Web', X86_64; remove it, or use another group");
    expect(refusal({}, { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE })).toContain("operatingSystemFamily (WINDOWS_SERVER_2022_CORE) is not that of group 'Stack/Cluster/Web', LINUX");
  });
});

describe('existing task definitions', () => {
  const existing = (networkMode: ecs.NetworkMode) => (stack: Stack): Props => {
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Existing', { networkMode });
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 512 });
    return { taskDefinition };
  };

  test('decide the network mode', () => {
    for (const [networkMode, NetworkConfiguration] of [[BRIDGE, Match.absent()], [AWS_VPC, Match.anyValue()]] as const) {
      const template = serviceTemplate(stack => ({ ...onInstances()(stack), ...existing(networkMode)(stack) }));
      template.hasResourceProperties(SERVICE, { NetworkConfiguration });
    }
  });

  test('refuse another network mode of the capacity', () => {
    expect(refusal({ networkMode: HOST }, existing(BRIDGE))).toContain("networkMode (host) of the capacity is not that of taskDefinition ('Stack/Existing'), bridge; remove it from the capacity");
  });

  test('must support EC2', () => {
    expect(refusal({}, stack => {
      const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Existing');
      taskDefinition.addContainer('app', { image: IMAGE });
      return { taskDefinition };
    })).toContain("taskDefinition ('Stack/Existing') does not support EC2; use an ecs.Ec2TaskDefinition, or an ecs.TaskDefinition with ecs.Compatibility.EC2_AND_FARGATE");
  });
});

describe('deployments', () => {
  test.each([BRIDGE, HOST])('blue/green registers instances with both target groups in mode %s', networkMode => {
    const template = templateOn({ networkMode }, { exposure: Exposure.internalAlb(), deployment: Deployment.blueGreen() });
    template.resourcePropertiesCountIs(TARGET_GROUP, { TargetType: 'instance' }, 2);
    template.hasResourceProperties(SERVICE, { DeploymentConfiguration: { Strategy: 'BLUE_GREEN' } });
  });

  test('CodeDeploy registers instances, and its AppSpec has the capacity provider and no network', () => {
    const stack = newStack();
    const { codeDeploy } = makeService(stack, {
      ...onInstances({ networkMode: BRIDGE })(stack), exposure: Exposure.internalAlb(), deployment: Deployment.codeDeploy(),
    });
    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs(TARGET_GROUP, { TargetType: 'instance' }, 2);
    const appSpec = JSON.stringify(stack.resolve(codeDeploy?.appSpec));
    expect(appSpec).toContain('CapacityProvider');
    expect(appSpec).not.toContain('AwsvpcConfiguration');
  });

  test('an external controller gets the capacity provider, and no network', () => {
    const template = templateOn({ networkMode: BRIDGE }, { deployment: Deployment.external() });
    template.hasResourceProperties('AWS::ECS::TaskSet', {
      CapacityProviderStrategy: [Match.objectLike({ Weight: 1 })], NetworkConfiguration: Match.absent(), LaunchType: Match.absent(),
    });
    template.hasResourceProperties(SERVICE, { CapacityProviderStrategy: Match.absent() });
  });
});

test('the validator reports tasks that need more instances than the group may have', () => {
  const stack = newStack();
  makeService(stack, { ...onInstances({ networkMode: HOST })(stack), containerPort: 8080, desiredCount: 7 });
  expect(EcsValidator.findings(stack.node.root as App)).toEqual([expect.objectContaining({ ruleId: 'room-for-tasks', severity: 'error' })]);
});

test('a stop timeout has no maximum on instances', () => {
  templateOn({}, { stopTimeout: Duration.minutes(10) }).hasResourceProperties(TASK, container({ StopTimeout: 600 }));
});

test.each<[string, Partial<InstanceGroupProps>, string]>([
  ['that EC2 selects without GPUs', { instanceRequirements: { vCpuCountMin: 2, memoryMin: Size.gibibytes(4) } },
    'can run a task: a task needs 1 GPU, and the largest instance type, limited by instanceRequirements, has 0; use instance types with GPUs, or remove gpuCount'],
  ['with GPUs of AMD', { instanceTypes: [new ec2.InstanceType('g4ad.xlarge')] },
    'has a GPU, and a task needs 1; set accelerator of the group to InstanceAccelerator.NVIDIA_GPU, or remove gpuCount'],
])('a GPU is refused on instances %s', (_, props, message) => {
  const stack = newStack();
  const cluster = clusterIn(stack);
  const group = cluster.addInstances('Any', { maxInstances: 2, ...props });
  expect(() => makeService(stack, { cluster, capacity: Capacity.instances(group), gpuCount: 1 }))
    .toThrow(`no instance of group '${group.node.path}' ${message}`);
});
