import { App, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import {
  Capacity, ContainerServiceProps, EcsCluster, EcsValidator, Exposure, ManagedInstances, ManagedInstancesOptions, ManagedInstancesProps, TaskSize,
} from '../../../src';
import { makeService, newStack } from '../../support/container-service';
import { EVERYDAY_PACKS, nagFindings } from '../../support/nag';

interface Given {
  readonly instances?: ManagedInstancesProps;
  readonly options?: ManagedInstancesOptions;
  readonly service?: (stack: Stack) => Partial<ContainerServiceProps>;
}

const M7G = new ec2.InstanceType('m7g.large');
const M7I = new ec2.InstanceType('m7i.large');

function clusterIn(stack: Stack): EcsCluster {
  return new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } }) });
}

function stackOf({ instances, options, service }: Given = {}, region?: string): Stack {
  const stack = newStack(region);
  const cluster = clusterIn(stack);
  makeService(stack, { cluster, capacity: Capacity.managedInstances(cluster.addManagedInstances('Managed', instances), options), ...service?.(stack) });
  return stack;
}

const template = (given?: Given) => Template.fromStack(stackOf(given));

describe('a service on Managed Instances', () => {
  const all = template();

  test('has the capacity provider in its strategy, and no launch type', () => {
    all.hasResourceProperties('AWS::ECS::Service', {
      CapacityProviderStrategy: [{ CapacityProvider: { Ref: Match.stringLikeRegexp('ManagedCapacityProvider') }, Weight: 1 }],
      LaunchType: Match.absent(),
      PlatformVersion: Match.absent(),
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
    });
  });

  test('has a task definition for Managed Instances', () => {
    all.hasResourceProperties('AWS::ECS::TaskDefinition', {
      RequiresCompatibilities: ['MANAGED_INSTANCES'],
      NetworkMode: 'awsvpc',
      Cpu: '512',
      Memory: '1024',
      RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' },
      PlacementConstraints: Match.absent(),
    });
  });

  test('has the architecture of the instances', () => {
    template({ instances: { instanceTypes: [M7G] } }).hasResourceProperties('AWS::ECS::TaskDefinition', { RuntimePlatform: { CpuArchitecture: 'ARM64' } });
  });

  test('has base and weight', () => {
    template({ options: { base: 2, weight: 3 } }).hasResourceProperties('AWS::ECS::Service', { CapacityProviderStrategy: [{ Base: 2, Weight: 3 }] });
  });

  test('has placement constraints in its task definition', () => {
    const placementConstraints = [ecs.PlacementConstraint.memberOf('attribute:ecs.instance-type =~ m7*')];
    template({ options: { placementConstraints } }).hasResourceProperties('AWS::ECS::TaskDefinition', {
      PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:ecs.instance-type =~ m7*' }],
    });
  });

  test('may have an existing task definition', () => {
    const service = (stack: Stack) => {
      const taskDefinition = new ecs.TaskDefinition(stack, 'Task', { compatibility: ecs.Compatibility.FARGATE_AND_MANAGED_INSTANCES, cpu: '256', memoryMiB: '512' });
      taskDefinition.addContainer('web', { image: ecs.ContainerImage.fromRegistry('nginx') });
      return { taskDefinition };
    };
    template({ service }).resourceCountIs('AWS::ECS::TaskDefinition', 1);
  });

  test('divides its tasks between two capacity providers', () => {
    const stack = newStack();
    const cluster = clusterIn(stack);
    const onDemand = Capacity.managedInstances(cluster.addManagedInstances('OnDemand'), { base: 1 });
    const spot = Capacity.managedInstances(cluster.addManagedInstances('Spot', { capacityOptionType: ecs.CapacityOptionType.SPOT }), { weight: 3 });
    makeService(stack, { cluster, capacity: Capacity.combine(onDemand, spot) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      CapacityProviderStrategy: [
        { CapacityProvider: { Ref: Match.stringLikeRegexp('OnDemand') }, Base: 1, Weight: 1 },
        { CapacityProvider: { Ref: Match.stringLikeRegexp('Spot') }, Weight: 3 },
      ],
    });
  });
});

describe('in network mode host', () => {
  const options = { networkMode: ecs.NetworkMode.HOST };
  const stack = stackOf({ options });
  const all = Template.fromStack(stack);

  test('the service has no network interfaces and no security group', () => {
    all.hasResourceProperties('AWS::ECS::Service', { NetworkConfiguration: Match.absent(), LaunchType: Match.absent() });
    all.hasResourceProperties('AWS::ECS::TaskDefinition', { NetworkMode: 'host', RequiresCompatibilities: ['MANAGED_INSTANCES'] });
    all.resourceCountIs('AWS::EC2::SecurityGroup', 1);
  });

  test('connections to the service are connections to the instances', () => {
    const inner = newStack();
    const cluster = clusterIn(inner);
    const instances = cluster.addManagedInstances('Managed');
    const { connections } = makeService(inner, { cluster, capacity: Capacity.managedInstances(instances, options) });
    expect(connections.securityGroups).toEqual(instances.connections.securityGroups);
  });

  test('the validator reports nothing', () => {
    expect(EcsValidator.findings(App.of(stack) as App).map(({ ruleId }) => ruleId)).toEqual([]);
  });
});

describe('imported instances', () => {
  test('are used by their name', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const cluster = EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc, capacityProviders: ['managed'] });
    const cpuArchitecture = ecs.CpuArchitecture.ARM64;
    const instances = ManagedInstances.fromManagedInstancesAttributes(stack, 'Managed', { capacityProviderName: 'managed', cpuArchitecture });
    makeService(stack, { cluster, capacity: Capacity.managedInstances(instances) });
    const all = Template.fromStack(stack);
    all.hasResourceProperties('AWS::ECS::Service', { Cluster: 'shared', CapacityProviderStrategy: [{ CapacityProvider: 'managed', Weight: 1 }] });
    all.hasResourceProperties('AWS::ECS::TaskDefinition', { RuntimePlatform: { CpuArchitecture: 'ARM64' } });
  });

  test('need their security groups in network mode host', () => {
    const stack = newStack();
    const cluster = EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc: new ec2.Vpc(stack, 'Vpc') });
    const instances = ManagedInstances.fromManagedInstancesAttributes(stack, 'Managed', { capacityProviderName: 'managed' });
    const capacity = Capacity.managedInstances(instances, { networkMode: ecs.NetworkMode.HOST });
    expect(() => makeService(stack, { cluster, capacity })).toThrow("set securityGroups of the imported Managed Instances 'Stack/Managed'");
  });
});

function existing(compatibility: ecs.Compatibility, networkMode?: ecs.NetworkMode) {
  return (stack: Stack) => {
    const taskDefinition = new ecs.TaskDefinition(stack, 'Task', { compatibility, networkMode, cpu: '256', memoryMiB: '512' });
    taskDefinition.addContainer('web', { image: ecs.ContainerImage.fromRegistry('nginx'), memoryLimitMiB: 128 });
    return { taskDefinition };
  };
}

describe('refuses', () => {
  test.each<[string, Given, string]>([
    ['Windows', { service: () => ({ operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE }) }, 'Managed Instances do not run operatingSystemFamily WINDOWS_SERVER_2022_CORE; use LINUX'],
    ['an architecture that no instance has', {
      instances: { instanceTypes: [M7I] }, service: () => ({ cpuArchitecture: ecs.CpuArchitecture.ARM64 }),
    }, "cpuArchitecture ARM64 does not run on the X86_64 instances of 'Stack/Cluster/Managed'"],
    ['a task larger than each instance type', {
      instances: { instanceTypes: [M7I] }, service: () => ({ size: TaskSize.fargate({ cpu: 4096, memory: Size.gibibytes(8) }) }),
    }, "4096 CPU units and 8192 MiB do not fit the largest instance of 'Stack/Cluster/Managed', which has 2048 CPU units and 8192 MiB"],
    ['a task larger than the requirements', {
      instances: { instanceRequirements: { vCpuCountMin: 1, memoryMin: Size.gibibytes(1), memoryMax: Size.gibibytes(4) } },
      service: () => ({ size: TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(8) }) }),
    }, 'which has 4096 MiB'],
    ['ephemeral storage', {
      service: () => ({ size: TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(2), ephemeralStorage: Size.gibibytes(50) }) }),
    }, 'ephemeralStorage (50 GiB) is not supported by Managed Instances; set storageSize'],
    ['network mode bridge', { options: { networkMode: ecs.NetworkMode.BRIDGE } }, 'networkMode bridge is not supported by Managed Instances'],
    ['an attribute that the instances do not have', {
      options: { placementConstraints: [ecs.PlacementConstraint.memberOf('attribute:ecs.ami-id == ami-1')] },
    }, "placementConstraints: 'attribute:ecs.ami-id == ami-1' has an attribute that Managed Instances do not have"],
    ['a task definition for Fargate', { service: existing(ecs.Compatibility.FARGATE) }, "taskDefinition ('Stack/Task') does not support Managed Instances"],
    ['a task definition with another network mode', {
      service: existing(ecs.Compatibility.MANAGED_INSTANCES, ecs.NetworkMode.HOST),
    }, "taskDefinition ('Stack/Task') has networkMode host, and the capacity awsvpc; set networkMode of Capacity.managedInstances to ecs.NetworkMode.HOST"],
  ])('%s', (_, given, message) => {
    expect(() => stackOf(given)).toThrow(message);
  });

  test('instances of another cluster', () => {
    const stack = newStack();
    const cluster = clusterIn(stack);
    const other = new EcsCluster(stack, 'Other', { vpc: cluster.vpc });
    expect(() => makeService(stack, { cluster, capacity: Capacity.managedInstances(other.addManagedInstances('Managed')) }))
      .toThrow("'Stack/Other/Managed' belongs to cluster 'Stack/Other', and an instance belongs to one cluster; use capacity of cluster 'Stack/Cluster'");
  });

  test('a combination with Fargate, or with another network mode', () => {
    const cluster = clusterIn(newStack());
    const instances = Capacity.managedInstances(cluster.addManagedInstances('Managed'));
    const onHost = Capacity.managedInstances(cluster.addManagedInstances('Host'), { networkMode: ecs.NetworkMode.HOST });
    expect(() => Capacity.combine(instances, Capacity.fargate())).toThrow('the strategy combines Stack/Cluster/Managed (ECS Managed Instances) and FARGATE (Fargate), which ECS refuses');
    expect(() => Capacity.combine(instances, onHost)).toThrow('networkMode awsvpc and networkMode host cannot be combined');
  });
});

test('accepts a task that fits exactly, and one on types that are unknown', () => {
  const size = TaskSize.fargate({ cpu: 2048, memory: Size.gibibytes(8) });
  expect(() => stackOf({ instances: { instanceTypes: [M7I] }, service: () => ({ size }) })).not.toThrow();
  expect(() => stackOf({ instances: { instanceTypes: [new ec2.InstanceType('z99.large')] }, service: () => ({ size }) })).not.toThrow();
});

test('the validator and cdk-nag report nothing about services behind load balancers', () => {
  const stack = stackOf({ service: () => ({ exposure: Exposure.internalAlb({ accessLogs: true }), containerPort: 8080 }) }, 'eu-west-1');
  expect(EcsValidator.findings(App.of(stack) as App).map(({ ruleId }) => ruleId)).toEqual([]);
  expect(nagFindings(App.of(stack) as App, EVERYDAY_PACKS)).toEqual([]);
});

describe('GPUs', () => {
  const gpuTask = (gpuCount: number) => () => ({ gpuCount });
  const required = { vCpuCountMin: 1, memoryMin: Size.gibibytes(1) };

  test.each<[string, ManagedInstancesProps | undefined, number, string]>([
    ['the general purpose types that ECS selects', undefined, 1, "gpuCount (1) is more than an instance of 'Stack/Cluster/Managed' has, 0; set instanceTypes or instanceRequirements with GPUs, or remove gpuCount"],
    ['types without GPUs', { instanceTypes: [M7I] }, 1, 'has, 0; set instanceTypes'],
    ['types with too few', { instanceTypes: [new ec2.InstanceType('g5.xlarge')] }, 2, 'has, 1; set instanceTypes or instanceRequirements with more GPUs, or use a smaller gpuCount'],
    ['requirements with too few', { instanceRequirements: { ...required, acceleratorCountMax: 1 } }, 2, 'has, 1; set instanceTypes'],
    ['listed types without GPUs', { instanceRequirements: { ...required, allowedInstanceTypes: ['m7i.large'] } }, 1, 'has, 0; set instanceTypes'],
  ])('%s are refused', (_, instances, gpuCount, message) => {
    expect(() => stackOf({ instances, service: gpuTask(gpuCount) })).toThrow(message);
  });

  test.each<[string, ManagedInstancesProps]>([
    ['types with GPUs', { instanceTypes: [new ec2.InstanceType('g5.xlarge')] }],
    ['unknown types', { instanceRequirements: { ...required, allowedInstanceTypes: ['g9z.*'] } }],
    ['requirements with accelerators', { instanceRequirements: { ...required, acceleratorManufacturers: [ec2.AcceleratorManufacturer.NVIDIA], acceleratorCountMin: 1 } }],
    ['requirements that do not exclude accelerators', { instanceRequirements: required }],
  ])('%s are accepted', (_, instances) => { expect(() => stackOf({ instances, service: gpuTask(1) })).not.toThrow(); });
});
