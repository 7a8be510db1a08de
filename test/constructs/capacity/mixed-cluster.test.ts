import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Capacity, CapacityType, EcsCluster, IInstanceGroup } from '../../../src';
import { makeService } from '../../support/container-service';

const SERVICE = 'AWS::ECS::Service';
const ASSOCIATION = 'AWS::ECS::ClusterCapacityProviderAssociations';
const TASK = 'AWS::ECS::TaskDefinition';

interface Place {
  readonly stack: Stack;
  readonly cluster: EcsCluster;
}

function place(id = 'Cluster', stack = new Stack(new App({ context: { 'cdk-ecs-shipshape:validate': false } }), 'Stack')): Place {
  const vpc = stack.node.tryFindChild('Vpc') as ec2.IVpc | undefined ?? new ec2.Vpc(stack, 'Vpc');
  return { stack, cluster: new EcsCluster(stack, id, { vpc }) };
}

const group = (cluster: EcsCluster, id: string) => cluster.addInstances(id, { instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 4 });

const named = (pattern: string) => ({ Ref: Match.stringLikeRegexp(pattern) });

describe('the capacities of a cluster', () => {
  test('are Fargate and Fargate Spot at first', () => {
    expect(place().cluster.capacities.map(({ description }) => description)).toEqual(['Fargate: FARGATE', 'Fargate: FARGATE_SPOT']);
  });

  test('are listed in the order in which they were added', () => {
    const { cluster } = place();
    group(cluster, 'Blue');
    cluster.addManagedInstances('Managed');
    cluster.addExternalInstances('Shop1');
    group(cluster, 'Green');
    cluster.addExternalInstances('Shop2');
    expect(cluster.capacities.map(({ description }) => description)).toEqual([
      'Fargate: FARGATE', 'Fargate: FARGATE_SPOT', 'EC2: Stack/Cluster/Blue', 'ECS Managed Instances: Stack/Cluster/Managed',
      'ECS Anywhere', 'EC2: Stack/Cluster/Green',
    ]);
    expect(cluster.capacities.map(({ capacityType }) => capacityType)).toEqual([
      CapacityType.FARGATE, CapacityType.FARGATE, CapacityType.INSTANCES, CapacityType.MANAGED_INSTANCES,
      CapacityType.EXTERNAL, CapacityType.INSTANCES,
    ]);
  });

  test('cannot be changed through the list', () => {
    const { cluster } = place();
    cluster.capacities.pop();
    expect(cluster.capacities).toHaveLength(2);
  });

  test('are each the capacity of a service', () => {
    const { stack, cluster } = place();
    const blue = group(cluster, 'Blue');
    const managed = cluster.addManagedInstances('Managed');
    cluster.addExternalInstances('Shop');
    cluster.capacities.forEach((capacity, index) => {
      const service = makeService(new Stack(stack, `On${index}`), { cluster, capacity });
      const { capacityProviderStrategy, launchType } = service.service.node.defaultChild as ecs.CfnService;
      expect({ strategy: stack.resolve(capacityProviderStrategy), launchType }).toEqual([
        { strategy: [{ capacityProvider: 'FARGATE', weight: 1 }] },
        { strategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
        { strategy: [{ capacityProvider: stack.resolve(blue.capacityProviderName), weight: 1 }] },
        { strategy: [{ capacityProvider: stack.resolve(managed.capacityProviderName), weight: 1 }] },
        { launchType: 'EXTERNAL' },
      ].map(each => ({ strategy: undefined, launchType: undefined, ...each }))[index]);
    });
  });

  test('have the names of their capacity providers', () => {
    const { cluster } = place();
    expect(Capacity.fargateAndSpot().capacityProviderNames).toEqual(['FARGATE', 'FARGATE_SPOT']);
    expect(Capacity.fargateLaunchType().capacityProviderNames).toEqual([]);
    const [one, other] = ['One', 'Other'].map(id => group(cluster, id));
    const both = Capacity.combine(Capacity.instances(one), Capacity.instances(other));
    expect(both.capacityProviderNames).toEqual([one.capacityProviderName, other.capacityProviderName]);
    expect(both.description).toBe('EC2: Stack/Cluster/One, Stack/Cluster/Other');
  });
});

describe('a combination', () => {
  test('has one base and a weight for each group', () => {
    const { stack, cluster } = place();
    const [onDemand, spot] = ['OnDemand', 'Spot'].map(id => group(cluster, id));
    makeService(stack, { cluster, capacity: Capacity.combine(Capacity.instances(onDemand, { base: 2 }), Capacity.instances(spot, { weight: 3 })) });
    Template.fromStack(stack).hasResourceProperties(SERVICE, {
      CapacityProviderStrategy: [{ CapacityProvider: named('OnDemand'), Base: 2, Weight: 1 }, { CapacityProvider: named('Spot'), Weight: 3 }],
    });
  });

  test('can have a weight of 0 beside another one', () => {
    const { stack, cluster } = place();
    const [onDemand, spot] = ['OnDemand', 'Spot'].map(id => group(cluster, id));
    const capacity = Capacity.combine(Capacity.instances(onDemand, { base: 2, weight: 0 }), Capacity.instances(spot));
    expect(() => makeService(stack, { cluster, capacity })).not.toThrow();
  });

  const refusals: readonly (readonly [string, (groups: readonly IInstanceGroup[], cluster: EcsCluster) => readonly Capacity[], string])[] = [
    ['nothing', () => [], 'Capacity.combine: at least one capacity is required'],
    ['Fargate and instances', ([one]) => [Capacity.fargate(), Capacity.instances(one)],
      'Capacity.combine: the strategy combines FARGATE (Fargate) and Stack/Cluster/G0 (EC2), which ECS refuses'],
    ['instances and Managed Instances', ([one], cluster) => [Capacity.instances(one), Capacity.managedInstances(cluster.addManagedInstances('Managed'))],
      'the strategy combines Stack/Cluster/G0 (EC2) and Stack/Cluster/Managed (ECS Managed Instances), which ECS refuses'],
    ['external instances', ([one]) => [Capacity.instances(one), Capacity.external()], 'Capacity.external() has a launch type and no capacity provider'],
    ['the launch type of Fargate', ([one]) => [Capacity.fargateLaunchType(), Capacity.instances(one)], 'Capacity.fargateLaunchType() has a launch type'],
    ['two strategies of Fargate', () => [Capacity.fargate(), Capacity.fargateSpot()], 'Capacity.fargateAndSpot combines Fargate and Fargate Spot'],
    ['two bases', ([one, other]) => [Capacity.instances(one, { base: 2 }), Capacity.instances(other, { base: 1 })],
      'Capacity.combine: Base is set on more than one capacity provider, which ECS refuses: Stack/Cluster/G0 2, Stack/Cluster/G1 1'],
    ['one group twice', ([one, other]) => [Capacity.instances(one), Capacity.instances(other), Capacity.instances(one)],
      'Capacity.combine: Stack/Cluster/G0 is in the strategy twice; use one item with the sum of the weights'],
    ['21 groups', groups => groups.map(each => Capacity.instances(each)), 'Capacity.combine: the strategy has 21 capacity providers; the maximum is 20'],
  ];

  test.each(refusals)('of %s is refused', (_, capacities, message) => {
    const { cluster } = place();
    const groups = Array.from({ length: 21 }, (__, index) => group(cluster, `G${index}`));
    expect(() => Capacity.combine(...capacities(groups, cluster))).toThrow(message);
  });

  test('may have 20 groups', () => {
    const { cluster } = place();
    const capacities = Array.from({ length: 20 }, (_, index) => Capacity.instances(group(cluster, `G${index}`)));
    expect(Capacity.combine(...capacities).capacityProviderNames).toHaveLength(20);
  });
});

describe('a strategy without a weight above 0', () => {
  test.each<[string, (one: IInstanceGroup, other: IInstanceGroup) => Capacity]>([
    ['one group', one => Capacity.instances(one, { weight: 0 })],
    ['two groups', (one, other) => Capacity.combine(Capacity.instances(one, { weight: 0, base: 1 }), Capacity.instances(other, { weight: 0 }))],
  ])('is refused for %s', (_, capacityOf) => {
    const { stack, cluster } = place();
    const capacity = capacityOf(group(cluster, 'One'), group(cluster, 'Other'));
    expect(() => makeService(stack, { cluster, capacity })).toThrow('no item has a Weight above 0 (Stack/Cluster/One');
  });

  test('is accepted if its only group has a base', () => {
    const { stack, cluster } = place();
    expect(() => makeService(stack, { cluster, capacity: Capacity.instances(group(cluster, 'One'), { base: 2, weight: 0 }) })).not.toThrow();
  });
});

describe('the default capacity', () => {
  const sets: readonly (readonly [string, (cluster: EcsCluster) => Capacity, string, string])[] = [
    ['instances', cluster => Capacity.instances(group(cluster, 'Gpu')), 'ClusterGpu', 'EC2'],
    ['Managed Instances', cluster => Capacity.managedInstances(cluster.addManagedInstances('Managed')), 'ClusterManaged', 'MANAGED_INSTANCES'],
  ];

  test.each(sets)('can be %s, which workloads without a capacity then use', (_, capacityOf, provider, compute) => {
    const { stack, cluster } = place();
    cluster.addDefaultCapacity(capacityOf(cluster));
    makeService(stack, { cluster });
    const template = Template.fromStack(stack);
    const strategy = [{ CapacityProvider: named(provider), Weight: 1 }];
    template.hasResourceProperties(ASSOCIATION, { DefaultCapacityProviderStrategy: strategy });
    template.hasResourceProperties(SERVICE, { CapacityProviderStrategy: strategy, LaunchType: Match.absent() });
    template.hasResourceProperties(TASK, { RequiresCompatibilities: [compute] });
  });

  test('has the platform version of Fargate', () => {
    const { stack, cluster } = place();
    cluster.addDefaultCapacity(Capacity.fargateSpot({ platformVersion: ecs.FargatePlatformVersion.VERSION1_4 }));
    makeService(stack, { cluster });
    Template.fromStack(stack).hasResourceProperties(SERVICE, { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], PlatformVersion: '1.4.0' });
  });

  test('is not used by a service with a capacity', () => {
    const { stack, cluster } = place();
    cluster.addDefaultCapacity(Capacity.instances(group(cluster, 'Gpu')));
    makeService(stack, { cluster, capacity: Capacity.fargate() });
    Template.fromStack(stack).hasResourceProperties(SERVICE, { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] });
  });

  test.each(sets)('of %s is associated after its capacity provider, whose resource it refers to', (_, capacityOf, provider) => {
    const { stack, cluster } = place();
    cluster.addDefaultCapacity(capacityOf(cluster));
    makeService(stack, { cluster });
    const template = Template.fromStack(stack);
    const [association] = Object.values(template.findResources(ASSOCIATION));
    const created = Object.keys(template.findResources('AWS::ECS::CapacityProvider')).filter(id => id.includes(provider));
    expect(association.Properties.DefaultCapacityProviderStrategy).toEqual(created.map(Ref => ({ CapacityProvider: { Ref }, Weight: 1 })));
    expect(created).toHaveLength(1);
  });

  const refusals: readonly (readonly [string, (place: Place) => Capacity, string])[] = [
    ['external instances', () => Capacity.external(), '[Stack/Cluster] addDefaultCapacity: capacity (Capacity.external()) must be a capacity provider strategy; set it as the capacity of each service'],
    ['a launch type', () => Capacity.fargateLaunchType(), 'addDefaultCapacity: capacity (Capacity.fargateLaunchType()) must be a capacity provider strategy; use Capacity.fargate()'],
    ['instances of another cluster', ({ stack }) => Capacity.instances(group(place('Other', stack).cluster, 'Gpu')),
      "'Stack/Other/Gpu' belongs to cluster 'Stack/Other', and an instance belongs to one cluster; use capacity of cluster 'Stack/Cluster'"],
    ['another capacity than before', ({ cluster }) => {
      cluster.addDefaultCapacity(Capacity.fargateSpot());
      return Capacity.fargate();
    }, '[Stack/Cluster] the default capacity is set already; set it once, with Capacity.combine for several groups'],
    ['instances after a workload has used the default', ({ stack, cluster }) => {
      makeService(stack, { cluster });
      return Capacity.instances(group(cluster, 'Gpu'));
    }, "[Stack/Cluster] addDefaultCapacity was called after 'Stack/Api' used the default; call it before, or set capacity of 'Stack/Api'"],
  ];

  test.each(refusals)('cannot be %s', (_, capacityOf, message) => {
    const made = place();
    const capacity = capacityOf(made);
    expect(() => { made.cluster.addDefaultCapacity(capacity); }).toThrow(message);
  });

  test('is the same in a second synthesis', () => {
    const { stack, cluster } = place();
    cluster.addDefaultCapacity(Capacity.fargateSpot());
    const app = stack.node.root as App;
    const [first, second] = [1, 2].map(() => app.synth({ force: true }).getStackByName('Stack').template as { readonly Resources: Record<string, { readonly Type: string }> });
    const associationIn = ({ Resources }: typeof first) => Object.entries(Resources).filter(([, { Type }]) => Type === ASSOCIATION);
    expect(associationIn(second)).toEqual(associationIn(first));
    expect(associationIn(first)).toHaveLength(1);
  });

  test('cannot be set again with a method of aws-ecs', () => {
    const { cluster } = place();
    cluster.addDefaultCapacity(Capacity.fargateSpot());
    expect(() => { cluster.addDefaultCapacityProviderStrategy([{ capacityProvider: 'FARGATE', weight: 1 }]); }).toThrow('[Stack/Cluster] the default capacity is set already');
  });

  test('can be set after a service with a capacity', () => {
    const { stack, cluster } = place();
    makeService(stack, { cluster, capacity: Capacity.fargate() });
    expect(() => { cluster.addDefaultCapacity(Capacity.fargateSpot()); }).not.toThrow();
  });

  test('is Fargate if aws-ecs sets a default strategy with instances, whose compute is unknown', () => {
    const { stack, cluster } = place();
    const gpu = group(cluster, 'Gpu');
    cluster.addDefaultCapacityProviderStrategy([{ capacityProvider: gpu.capacityProviderName, weight: 1 }]);
    makeService(stack, { cluster });
    Template.fromStack(stack).hasResourceProperties(SERVICE, { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] });
  });
});

test('a service cannot use instances of another cluster', () => {
  const { stack, cluster } = place();
  const other = group(place('Other', stack).cluster, 'Gpu');
  expect(() => makeService(stack, { cluster, capacity: Capacity.instances(other) }))
    .toThrow("[Stack/Api] 'Stack/Other/Gpu' belongs to cluster 'Stack/Other', and an instance belongs to one cluster; use capacity of cluster 'Stack/Cluster'");
});

describe('an imported cluster', () => {
  /** An imported group with a capacity provider of this name. */
  const imported = (stack: Stack, capacityProviderName: string): IInstanceGroup => Object.assign(new ec2.SecurityGroup(stack, `Of${stack.node.children.length}`, { vpc: stack.node.findChild('Vpc') as ec2.Vpc }), {
    capacityProviderName, cpuArchitecture: ecs.CpuArchitecture.X86_64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX,
  });

  function importedPlace(capacityProviders?: string[], defaultOf?: (stack: Stack) => Capacity) {
    const stack = new Stack(new App({ context: { 'cdk-ecs-shipshape:validate': false } }), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const cluster = EcsCluster.fromEcsClusterAttributes(stack, 'Shared', { clusterName: 'shared', vpc, capacityProviders, defaultCapacity: defaultOf?.(stack) });
    return { stack, cluster };
  }

  test('runs services on an imported group', () => {
    const { stack, cluster } = importedPlace(['FARGATE', 'gpu']);
    makeService(stack, { cluster, capacity: Capacity.instances(imported(stack, 'gpu')) });
    Template.fromStack(stack).hasResourceProperties(SERVICE, { CapacityProviderStrategy: [{ CapacityProvider: 'gpu', Weight: 1 }] });
  });

  test('has a default capacity, which workloads without a capacity use', () => {
    const { stack, cluster } = importedPlace(['gpu'], made => Capacity.instances(imported(made, 'gpu')));
    makeService(stack, { cluster });
    const template = Template.fromStack(stack);
    template.hasResourceProperties(SERVICE, { CapacityProviderStrategy: [{ CapacityProvider: 'gpu', Weight: 1 }] });
    template.hasResourceProperties(TASK, { RequiresCompatibilities: ['EC2'] });
  });

  test.each<[string[] | undefined, boolean]>([[undefined, false], [['FARGATE_SPOT'], false], [['FARGATE', 'gpu'], true]])('with %j has EC2 capacity: %s', (providers, has) => {
    expect(importedPlace(providers).cluster.hasEc2Capacity).toBe(has);
  });

  test('refuses a group that is not associated', () => {
    const { stack, cluster } = importedPlace(['FARGATE', 'gpu']);
    expect(() => makeService(stack, { cluster, capacity: Capacity.instances(imported(stack, 'arm')) }))
      .toThrow("[Stack/Api] capacity provider arm is not associated with cluster 'shared', which has FARGATE, gpu, so ECS refuses the service; set another capacity, or list it in capacityProviders of EcsCluster.fromEcsClusterAttributes");
  });

  test('refuses a group of a cluster in this app', () => {
    const { stack, cluster } = importedPlace(['FARGATE', 'gpu']);
    const other = group(place('Other', stack).cluster, 'Gpu');
    expect(() => makeService(stack, { cluster, capacity: Capacity.instances(other) })).toThrow("'Stack/Other/Gpu' belongs to cluster 'Stack/Other'");
  });

  test('accepts a group of a cluster in this app that has its name', () => {
    const { stack, cluster: own } = place();
    const gpu = group(own, 'Gpu');
    const cluster = EcsCluster.fromEcsClusterAttributes(stack, 'Again', { clusterName: own.clusterName, vpc: own.vpc, capacityProviders: [gpu.capacityProviderName] });
    expect(() => makeService(stack, { cluster, capacity: Capacity.instances(gpu) })).not.toThrow();
  });

  test('accepts names that are known only at deployment', () => {
    const { stack, cluster } = importedPlace(['FARGATE', 'gpu']);
    const parameter = new CfnParameter(stack, 'Provider').valueAsString;
    expect(() => makeService(stack, { cluster, capacity: Capacity.instances(imported(stack, parameter)) })).not.toThrow();
  });

  test('cannot have external instances as its default', () => {
    expect(() => importedPlace(['FARGATE'], () => Capacity.external())).toThrow('[Stack/Shared] defaultCapacity (Capacity.external()) must be a capacity provider strategy');
  });
});

test('a cluster of this app cannot run services on an imported group', () => {
  const { stack, cluster } = place();
  const gpu = Object.assign(new ec2.SecurityGroup(stack, 'Group', { vpc: cluster.vpc }), {
    capacityProviderName: 'gpu', cpuArchitecture: ecs.CpuArchitecture.X86_64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX,
  });
  group(cluster, 'Own');
  expect(() => makeService(stack, { cluster, capacity: Capacity.instances(gpu) }))
    .toThrow("capacity provider gpu is not associated with cluster 'Stack/Cluster', which has FARGATE, FARGATE_SPOT, 1 of this app, so ECS refuses the service; set another capacity, or associate it with addInstances or addAsgCapacityProvider");
});
