import { App, Duration, Size, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as fc from 'fast-check';
import { Capacity, ContainerService, DaemonService, DaemonServiceProps, EcsCluster, EcsValidator, InstanceImage, Profile, SecretSource, Target, TaskSize } from '../../../src';
import { canReplaceTasks } from '../../../src/facts/deployment';
import { IMAGE, newStack } from '../../support/container-service';
import { DependencyGraph } from '../../support/dependency-graph';
import { addGroup, clusterIn } from '../../support/instances';

const SERVICE = 'AWS::ECS::Service';
const TASK = 'AWS::ECS::TaskDefinition';
const DAEMON = 'AWS::ECS::Daemon';
const DAEMON_TASK = 'AWS::ECS::DaemonTaskDefinition';

type Props = Partial<DaemonServiceProps>;
type Use = (daemon: DaemonService, stack: Stack) => void;
type On = (cluster: EcsCluster) => Capacity;

const ON: Readonly<Record<'instances' | 'managed' | 'external', On>> = {
  instances: cluster => Capacity.instances(addGroup(cluster)),
  managed: cluster => Capacity.managedInstances(cluster.addManagedInstances('Pool')),
  external: () => Capacity.external(),
};

const ALL = Object.keys(ON) as readonly (keyof typeof ON)[];

function daemonIn(stack: Stack, on: keyof typeof ON | On, props: Props | ((cluster: EcsCluster) => Props) = {}): DaemonService {
  const cluster = clusterIn(stack);
  const given = typeof props === 'function' ? props(cluster) : props;
  return new DaemonService(stack, 'Agent', {
    cluster, image: given.taskDefinition ? undefined : IMAGE, capacity: (typeof on === 'string' ? ON[on] : on)(cluster), ...given,
  });
}

function templateOf(on: keyof typeof ON | On, props: Props | ((cluster: EcsCluster) => Props) = {}, use: Use = () => {}): Template {
  const stack = newStack('eu-west-1');
  use(daemonIn(stack, on, props), stack);
  return Template.fromStack(stack);
}

function refusal(on: keyof typeof ON | On, props: Props | ((cluster: EcsCluster) => Props) = {}, use: Use = () => {}): string {
  const stack = newStack('eu-west-1');
  try {
    use(daemonIn(stack, on, props), stack);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

function only(template: Template, type: string): Record<string, never> {
  const [resource, ...others] = Object.values(template.findResources(type));
  expect(others).toEqual([]);
  return (resource as { readonly Properties: Record<string, never> }).Properties;
}

describe('a daemon on instances', () => {
  const template = templateOf('instances');

  test('is a service with the launch type EC2, because ECS refuses a strategy with the scheduling strategy DAEMON', () => {
    template.hasResourceProperties(SERVICE, {
      SchedulingStrategy: 'DAEMON', LaunchType: 'EC2', CapacityProviderStrategy: Match.absent(), DesiredCount: Match.absent(), PlacementStrategies: Match.absent(),
    });
  });

  test('replaces all tasks at the same time, and rolls a failed deployment back', () => {
    template.hasResourceProperties(SERVICE, {
      DeploymentConfiguration: { MaximumPercent: 100, MinimumHealthyPercent: 0, DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
    });
  });

  test('uses the network interface of its instance and reserves little', () => {
    template.hasResourceProperties(TASK, { NetworkMode: 'bridge', Cpu: '256', Memory: '512', RequiresCompatibilities: ['EC2'] });
    template.hasResourceProperties(SERVICE, { NetworkConfiguration: Match.absent() });
  });

  test('starts after the capacity provider of its group, and is deleted before it', () => {
    const graph = new DependencyGraph(template.toJSON().Resources);
    const [service] = graph.ofType(SERVICE);
    for (const type of ['AWS::ECS::CapacityProvider', 'AWS::ECS::ClusterCapacityProviderAssociations', 'AWS::AutoScaling::AutoScalingGroup']) {
      expect(graph.waitsFor(service, graph.ofType(type)[0])).toBe(true);
    }
  });

  test('can have a network interface for each task', () => {
    const AwsvpcConfiguration = { Subnets: Match.anyValue(), SecurityGroups: Match.anyValue() };
    const awsvpc = templateOf(cluster => Capacity.instances(addGroup(cluster), { networkMode: ecs.NetworkMode.AWS_VPC }));
    awsvpc.hasResourceProperties(SERVICE, { NetworkConfiguration: { AwsvpcConfiguration } });
  });

  test('has its own network interface on Windows, with the usual size', () => {
    const windows = templateOf(cluster => Capacity.instances(cluster.addInstances('Windows', {
      instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 2, image: InstanceImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022),
    })));
    windows.hasResourceProperties(TASK, { NetworkMode: 'awsvpc', ContainerDefinitions: [Match.objectLike({ Cpu: 1024, Memory: 2048 })] });
  });

  test('takes a port of its container on the instance', () => {
    templateOf('instances', { containerPort: 8125 }).hasResourceProperties(TASK, {
      ContainerDefinitions: [Match.objectLike({ PortMappings: [{ ContainerPort: 8125, HostPort: 8125, Protocol: 'tcp' }] })],
    });
  });

  test('runs where the placement constraints allow it', () => {
    const placementConstraints = [ecs.PlacementConstraint.memberOf('attribute:team == web')];
    const constrained = templateOf(cluster => Capacity.instances(addGroup(cluster), { placementConstraints }));
    constrained.hasResourceProperties(SERVICE, { PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:team == web' }] });
  });

  test('runs on several groups', () => {
    const combined = templateOf(cluster => Capacity.combine(Capacity.instances(addGroup(cluster, 'One')), Capacity.instances(addGroup(cluster, 'Two'))));
    const graph = new DependencyGraph(combined.toJSON().Resources);
    for (const provider of graph.ofType('AWS::ECS::CapacityProvider')) { expect(graph.waitsFor(graph.ofType(SERVICE)[0], provider)).toBe(true); }
  });

  test('uses the default capacity of the cluster', () => {
    const stack = newStack();
    const cluster = clusterIn(stack);
    cluster.addDefaultCapacity(Capacity.instances(addGroup(cluster)));
    new DaemonService(stack, 'Agent', { cluster, image: IMAGE });
    Template.fromStack(stack).hasResourceProperties(SERVICE, { SchedulingStrategy: 'DAEMON' });
  });

  test('runs an existing task definition in its network mode', () => {
    const existing = templateOf('instances', cluster => {
      const taskDefinition = new ecs.Ec2TaskDefinition(cluster, 'Existing', { networkMode: ecs.NetworkMode.HOST });
      taskDefinition.addContainer('agent', { image: IMAGE, memoryLimitMiB: 128 });
      return { taskDefinition };
    });
    existing.hasResourceProperties(TASK, { NetworkMode: 'host' });
  });

  test.each([[1, 99], [25, 75], [100, 0]])('updates %s percent of the tasks at the same time', (updatePercent, MinimumHealthyPercent) => {
    templateOf('instances', { updatePercent }).hasResourceProperties(SERVICE, { DeploymentConfiguration: Match.objectLike({ MaximumPercent: 100, MinimumHealthyPercent }) });
  });

  test('can always be updated by default, on any number of instances', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), count => canReplaceTasks(count, 0, 100)));
  });

  test('can be updated in parts exactly if a part is one instance or more', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 100 }), (count, percent) =>
      canReplaceTasks(count, 100 - percent, 100) === (count * percent >= 100)));
  });

  test('connects with the security groups of its instances', () => {
    const template_ = templateOf('instances', {}, (daemon, stack) => {
      const store = new ec2.SecurityGroup(stack, 'Store', { vpc: daemon.cluster.vpc });
      daemon.connectTo(Target.connectable(store, ec2.Port.tcp(6379)));
    });
    template_.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 6379 });
    const graph = new DependencyGraph(template_.toJSON().Resources);
    const rules = Object.keys(template_.findResources('AWS::EC2::SecurityGroupIngress', { Properties: { FromPort: 6379 } }));
    expect(rules.map(rule => graph.waitsFor(graph.ofType('AWS::ECS::Service')[0], rule))).toEqual(rules.map(() => true));
  });
});

describe('a daemon on external instances', () => {
  test('is a service with the launch type EXTERNAL', () => {
    const template = templateOf('external', { updatePercent: 50, hostPidMode: true });
    template.hasResourceProperties(SERVICE, {
      SchedulingStrategy: 'DAEMON', LaunchType: 'EXTERNAL', DesiredCount: Match.absent(), DeploymentConfiguration: { MaximumPercent: 100, MinimumHealthyPercent: 50 },
    });
    template.hasResourceProperties(TASK, { PidMode: 'host', RequiresCompatibilities: ['EXTERNAL'] });
  });
});

describe('a daemon on Managed Instances', () => {
  const template = templateOf('managed', { updatePercent: 10, bakeTime: Duration.minutes(15), hostPidMode: true, hostIpcMode: true, environment: { A: 'b' } });

  test('is an AWS::ECS::Daemon on the capacity providers', () => {
    template.resourceCountIs(SERVICE, 0);
    template.hasResourceProperties(DAEMON, {
      ClusterArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Cluster'), 'Arn'] },
      CapacityProviderArns: [{ 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('ClusterPoolCapacityProvider') }])] }],
      DaemonTaskDefinitionArn: { Ref: Match.stringLikeRegexp('AgentTaskDefDaemon') },
      DaemonName: Match.stringLikeRegexp('^Stack-Agent-[0-9A-F]{8}$'),
      DeploymentConfiguration: { DrainPercent: 10, BakeTimeInMinutes: 15 },
      PropagateTags: 'DAEMON',
      EnableECSManagedTags: true,
    });
  });

  test('has a daemon task definition, and no other', () => {
    template.resourceCountIs(TASK, 0);
    expect(Object.keys(only(template, DAEMON_TASK)).sort()).toEqual(
      ['ContainerDefinitions', 'Cpu', 'ExecutionRoleArn', 'Family', 'IpcMode', 'Memory', 'PidMode', 'TaskRoleArn']);
    template.hasResourceProperties(DAEMON_TASK, { PidMode: 'shared', IpcMode: 'shared', ContainerDefinitions: [Match.objectLike({ Environment: [{ Name: 'A', Value: 'b' }] })] });
  });

  test('leaves the deployment to ECS by default', () => {
    templateOf('managed').hasResourceProperties(DAEMON, { DeploymentConfiguration: Match.absent() });
  });

  test('starts after its roles, and is deleted before the instances', () => {
    const graph = new DependencyGraph(template.toJSON().Resources);
    const [daemon] = graph.ofType(DAEMON);
    const types = ['AWS::ECS::CapacityProvider', 'AWS::ECS::Cluster', 'AWS::IAM::Policy', DAEMON_TASK];
    const needed = types.flatMap(type => graph.ofType(type)).filter(id => !id.includes('Instance'));
    for (const id of needed) { expect([id, graph.waitsFor(daemon, id)]).toEqual([id, true]); }
  });

  test('runs on several capacity providers', () => {
    const combined = templateOf(cluster => Capacity.combine(
      Capacity.managedInstances(cluster.addManagedInstances('One')), Capacity.managedInstances(cluster.addManagedInstances('Two'))));
    expect(only(combined, DAEMON).CapacityProviderArns).toHaveLength(2);
  });

  test('takes containers, secrets, volumes and grants that are added later', () => {
    const later = templateOf('managed', { secrets: { KEY: SecretSource.parameterStoreName('/agent/key') } }, daemon => {
      const side = daemon.addContainer('side', { image: IMAGE, essential: false });
      daemon.taskDefinition.addVolume({ name: 'state', host: {} });
      side.addMountPoints({ sourceVolume: 'state', containerPath: '/state', readOnly: false });
      daemon.taskDefinition.addToTaskRolePolicy(new iam.PolicyStatement({ actions: ['ec2:DescribeTags'], resources: ['*'] }));
    });
    later.hasResourceProperties(DAEMON_TASK, {
      ContainerDefinitions: [
        Match.objectLike({ Name: 'agent', Secrets: [Match.objectLike({ Name: 'KEY' })] }),
        Match.objectLike({ Name: 'side', MountPoints: [{ ContainerPath: '/state', ReadOnly: false, SourceVolume: 'state' }] }),
      ],
      Volumes: [{ Name: 'state' }],
    });
    later.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'ec2:DescribeTags' })]) } });
  });

  test('tags the daemon and its task definition', () => {
    const tagged = templateOf('managed', {}, daemon => { Tags.of(daemon).add('team', 'platform'); });
    for (const type of [DAEMON, DAEMON_TASK]) { tagged.hasResourceProperties(type, { Tags: Match.arrayWith([{ Key: 'team', Value: 'platform' }]) }); }
  });

  test.each<[string, Use]>([
    ['PortMappings of \'agent\'', daemon => { daemon.container.addPortMappings({ containerPort: 80 }); }],
    ['DockerLabels of \'side\'', daemon => { daemon.taskDefinition.addContainer('side', { image: IMAGE, dockerLabels: { a: 'b' } }); }],
    ['EFSVolumeConfiguration of \'files\'', daemon => { daemon.taskDefinition.addVolume({ name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }); }],
    ['LinuxParameters/SharedMemorySize of \'side\'', daemon => {
      daemon.taskDefinition.addContainer('side', { image: IMAGE, linuxParameters: new ecs.LinuxParameters(daemon, 'Linux', { sharedMemorySize: 64 }) });
    }],
  ])('synthesis fails for %s, which the template would lose', (name, use) => {
    expect(() => templateOf('managed', {}, use)).toThrow(`${name} is not supported for daemons on Managed Instances; remove it`);
  });
});

describe('a daemon on every kind of instances', () => {
  test.each(ALL)('mounts paths of %s, read-only unless it writes', on => {
    const template = templateOf(on, { hostMounts: [{ hostPath: '/var/log' }, { hostPath: '/proc', containerPath: '/host/proc' }] }, daemon => {
      const side = daemon.addContainer('side', { image: IMAGE, essential: false });
      daemon.mountHostPath(side, { hostPath: '/var/log', containerPath: '/logs', readOnly: false });
    });
    template.hasResourceProperties(on === 'managed' ? DAEMON_TASK : TASK, {
      Volumes: [{ Name: 'host-1', Host: { SourcePath: '/var/log' } }, { Name: 'host-2', Host: { SourcePath: '/proc' } }],
      ContainerDefinitions: [
        Match.objectLike({
          MountPoints: [
            { ContainerPath: '/var/log', ReadOnly: true, SourceVolume: 'host-1' }, { ContainerPath: '/host/proc', ReadOnly: true, SourceVolume: 'host-2' },
          ],
        }),
        Match.objectLike({ MountPoints: [{ ContainerPath: '/logs', ReadOnly: false, SourceVolume: 'host-1' }] }),
      ],
    });
  });

  test.each(ALL)('rolls back on alarms, on %s', on => {
    const template = templateOf(on, cluster => ({ alarms: [cloudwatch.Alarm.fromAlarmName(cluster, 'Errors', 'errors')] }));
    if (on === 'managed') {
      template.hasResourceProperties(DAEMON, { DeploymentConfiguration: { Alarms: { AlarmNames: ['errors'], Enable: true } } });
    } else {
      template.hasResourceProperties(SERVICE, { DeploymentConfiguration: Match.objectLike({ Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true } }) });
    }
  });

  test.each(ALL)('a service starts after the daemon on %s, and the daemon after other resources', on => {
    const template = templateOf(on, {}, (daemon, stack) => {
      daemon.startAfter(new kms.Key(stack, 'Before'));
      new ContainerService(stack, 'Api', { cluster: daemon.cluster, image: IMAGE, capacity: Capacity.fargate() }).startAfter(daemon);
    });
    const graph = new DependencyGraph(template.toJSON().Resources);
    const started = graph.ofType(on === 'managed' ? DAEMON : SERVICE).find(id => id.startsWith('Agent')) ?? '';
    const api = graph.ofType(SERVICE).find(id => id.startsWith('Api')) ?? '';
    expect(graph.waitsFor(api, started)).toBe(true);
    expect(graph.waitsFor(started, graph.ofType('AWS::KMS::Key')[0])).toBe(true);
  });

  test.each(ALL)('has metrics on %s', on => {
    const stack = newStack('eu-west-1');
    const daemon = daemonIn(stack, on, { daemonName: 'agent' });
    const [cpu, memory] = [daemon.metricCpuUtilization(), daemon.metricMemoryUtilization({ statistic: 'max' })];
    expect([cpu.namespace, cpu.metricName, memory.metricName, memory.statistic]).toEqual(['AWS/ECS', 'CPUUtilization', 'MemoryUtilization', 'Maximum']);
    expect(stack.resolve(cpu.dimensions?.ServiceName)).toEqual(on === 'managed' ? 'daemon:agent' : { 'Fn::GetAtt': [expect.stringMatching(/^AgentService/), 'Name'] });
  });

  test.each(ALL)('has a name, no tags of its own on tasks, and sessions, on %s', on => {
    const template = templateOf(on, { daemonName: 'agent', propagateTags: false, enableEcsManagedTags: false, enableExecuteCommand: true }, (daemon, stack) => {
      daemon.grantExec(new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }));
    });
    template.hasResourceProperties(on === 'managed' ? DAEMON : SERVICE, {
      [on === 'managed' ? 'DaemonName' : 'ServiceName']: 'agent', PropagateTags: on === 'managed' ? 'NONE' : Match.absent(), EnableECSManagedTags: false, EnableExecuteCommand: true,
    });
    template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'ecs:ExecuteCommand' })]) } });
  });

  test.each(ALL)('the regulated profile encrypts the logs and confines the roles, on %s', on => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const profile = Profile.regulated({ encryptionKey: new kms.Key(stack, 'Key') });
    const cluster = new EcsCluster(stack, 'Cluster', { profile });
    new DaemonService(stack, 'Agent', { cluster, image: IMAGE, capacity: ON[on](cluster) });
    const template = Template.fromStack(stack);
    template.hasResourceProperties(on === 'managed' ? DAEMON_TASK : TASK, {
      TaskRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AgentTaskRole'), 'Arn'] },
    });
    for (const group of Object.values(template.findResources('AWS::Logs::LogGroup'))) { expect(group.Properties.KmsKeyId).toBeDefined(); }
  });
});

describe('a change of', () => {
  const changed = (on: keyof typeof ON, one: Props, other: Props): readonly string[] => {
    const [before, after] = [one, other].map(props => templateOf(on, props).toJSON().Resources as Record<string, unknown>);
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(id => JSON.stringify(before[id]) !== JSON.stringify(after[id]));
  };

  test.each<[string, Props, Props]>([
    ['updatePercent', { updatePercent: 10 }, { updatePercent: 20 }],
    ['daemonName', {}, { daemonName: 'agent' }],
    ['propagateTags', {}, { propagateTags: false }],
  ])('%s changes only the service or the daemon', (_, one, other) => {
    expect(changed('instances', one, other)).toEqual([expect.stringMatching(/^AgentService/)]);
    expect(changed('managed', one, other)).toEqual([expect.stringMatching(/^AgentDaemon/)]);
  });

  test.each<[string, Props, Props]>([
    ['environment', {}, { environment: { A: 'b' } }],
    ['size', {}, { size: TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(1) }) }],
    ['hostMounts', {}, { hostMounts: [{ hostPath: '/proc' }] }],
  ])('%s changes only the task definition', (_, one, other) => {
    expect(changed('instances', one, other)).toEqual([expect.stringMatching(/^AgentTaskDef/)]);
    expect(changed('managed', one, other)).toEqual([expect.stringMatching(/^AgentTaskDefDaemon/)]);
  });

  test('the capacity from instances to Managed Instances changes no type of a resource, which CloudFormation refuses', () => {
    const [before, after] = (['instances', 'managed'] as const).map(on => templateOf(on).toJSON().Resources as Record<string, { readonly Type: string }>);
    const common = Object.keys(before).filter(id => id in after);
    expect(common.filter(id => before[id].Type !== after[id].Type)).toEqual([]);
  });
});

describe('a daemon refuses', () => {
  test.each<[string, On | keyof typeof ON, Props | ((cluster: EcsCluster) => Props), string]>([
    ['Fargate', () => Capacity.fargate(), {}, 'capacity (Fargate: FARGATE) has no container instances that a daemon could run on; use Capacity.instances, Capacity.managedInstances or Capacity.external. On Fargate, run the agent as a sidecar: addContainer of each service'],
    ['no capacity on a cluster without a default', () => undefined as never, {}, 'capacity is required, because the default capacity of the cluster has no container instances'],
    ['base', cluster => Capacity.instances(addGroup(cluster), { base: 1 }), {}, 'capacity: base distributes tasks, but a daemon has one task on each instance; remove it'],
    ['weight', cluster => Capacity.managedInstances(cluster.addManagedInstances('Pool'), { weight: 1 }), {}, 'capacity: weight distributes tasks'],
    ['placement strategies', cluster => Capacity.instances(addGroup(cluster), { placementStrategies: [ecs.PlacementStrategy.randomly()] }), {}, 'capacity: placementStrategies distributes tasks'],
    ['a network mode on Managed Instances', cluster => Capacity.managedInstances(cluster.addManagedInstances('Pool'), { networkMode: ecs.NetworkMode.AWS_VPC }), {}, 'capacity: a daemon on Managed Instances has no networkMode; remove it'],
    ['a port on Managed Instances', 'managed', { containerPort: 80 }, 'containerPort (80) is not supported for daemons on Managed Instances'],
    ['labels on Managed Instances', 'managed', { dockerLabels: { a: 'b' } }, 'dockerLabels (a) is not supported on ECS Managed Daemons; remove it'],
    ['a consistent version on Managed Instances', 'managed', { versionConsistency: ecs.VersionConsistency.DISABLED }, 'versionConsistency (disabled) is not supported on ECS Managed Daemons'],
    ['an existing task definition on Managed Instances', 'managed', cluster => {
      const taskDefinition = new ecs.Ec2TaskDefinition(cluster, 'Existing');
      taskDefinition.addContainer('agent', { image: IMAGE, memoryLimitMiB: 128 });
      return { taskDefinition };
    }, "taskDefinition ('Stack/Cluster/Existing') cannot be that of a daemon on Managed Instances, which has its own type; use image"],
    ['mounts with an existing task definition', 'instances', cluster => {
      const taskDefinition = new ecs.Ec2TaskDefinition(cluster, 'Existing');
      taskDefinition.addContainer('agent', { image: IMAGE, memoryLimitMiB: 128 });
      return { taskDefinition, hostMounts: [] };
    }, 'hostMounts cannot be combined with taskDefinition'],
    ['subnets without a network interface', 'instances', { vpcSubnets: {} }, 'vpcSubnets cannot be set with network mode bridge'],
    ['a bake time on instances', 'instances', { bakeTime: Duration.minutes(5) }, 'bakeTime (5 minutes) is supported on Managed Instances only; remove it'],
    ['a bake time on external instances', 'external', { bakeTime: Duration.minutes(5) }, 'bakeTime (5 minutes) is supported on Managed Instances only; remove it'],
    ['a bake time with seconds', 'managed', { bakeTime: Duration.seconds(90) }, 'bakeTime (1.5 minutes) must be a whole number from 0 to 1440 minutes'],
    ['a bake time above a day', 'managed', { bakeTime: Duration.hours(25) }, 'bakeTime (1500 minutes) must be a whole number from 0 to 1440 minutes'],
    ['an update of no instance', 'managed', { updatePercent: 0 }, 'updatePercent (0 percent) must be a whole number from 1 to 100 percent'],
    ['an update of more than all', 'instances', { updatePercent: 101 }, 'updatePercent (101 percent) must be a whole number from 1 to 100 percent'],
    ['an empty list of alarms', 'instances', { alarms: [] }, 'alarms is empty; add an alarm or remove alarms'],
    ['a relative path', 'instances', { hostMounts: [{ hostPath: 'var/log' }] }, "hostMounts: hostPath ('var/log') must be an absolute path"],
    ['a relative path in the container', 'managed', { hostMounts: [{ hostPath: '/var/log', containerPath: 'log' }] }, "hostMounts: containerPath ('log') must be an absolute path"],
    ['one path twice', 'instances', { hostMounts: [{ hostPath: '/a' }, { hostPath: '/b', containerPath: '/a' }] }, "hostMounts has the containerPath '/a' more than once"],
    ['a name that ECS refuses', 'instances', { daemonName: 'agent.v1' }, "daemonName ('agent.v1') must"],
    ['the PID namespace on Windows', cluster => Capacity.instances(cluster.addInstances('Windows', {
      instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 2, image: InstanceImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022),
    })), { hostPidMode: true }, 'hostPidMode (true) is not supported on Windows; remove it'],
    ['a privileged container where the agent disables it', cluster => Capacity.instances(cluster.addInstances('Safe', {
      instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 2, agent: { privileged: false },
    })), { privileged: true }, 'privileged'],
  ])('%s', (_, on, props, message) => { expect(refusal(on, props)).toContain(message); });

  test('connections on external instances, whose addresses are outside of AWS', () => {
    expect(refusal('external', {}, (daemon, stack) => {
      daemon.connectTo(Target.connectable(new ec2.SecurityGroup(stack, 'Store', { vpc: daemon.cluster.vpc }), ec2.Port.tcp(6379)));
    })).not.toBe('accepted');
  });

  test('a relative path of a mount that is added later', () => {
    expect(refusal('instances', {}, daemon => { daemon.mountHostPath(daemon.container, { hostPath: 'proc' }); })).toContain("hostPath ('proc') must be an absolute path");
  });

  test('the name of another daemon or service of the cluster', () => {
    expect(refusal('instances', { daemonName: 'agent' }, (daemon, stack) => {
      new DaemonService(stack, 'Other', { cluster: daemon.cluster, image: IMAGE, capacity: Capacity.external(), daemonName: 'agent' });
    })).toContain("daemonName ('agent') is the name of 'Stack/Agent' on the same cluster; use another name");
  });

  test('everything before it creates a resource', () => {
    const stack = newStack('eu-west-1');
    const cluster = clusterIn(stack);
    const capacity = ON.instances(cluster);
    expect(() => new DaemonService(stack, 'Agent', { cluster, image: IMAGE, capacity, updatePercent: 0 })).toThrow('[Stack/Agent]');
    expect(stack.node.findChild('Agent').node.children).toEqual([]);
  });
});

describe('the validator reports nothing for a daemon', () => {
  const agent: Props = { hostMounts: [{ hostPath: '/var/log' }, { hostPath: '/proc' }], hostPidMode: true, privileged: true, user: 'root', enableExecuteCommand: true };

  test.each<[string, keyof typeof ON | On, Props]>([
    ...ALL.flatMap((on): [string, keyof typeof ON, Props][] => [[on, on, {}], [`${on}, as an agent`, on, { ...agent, updatePercent: 50 }]]),
    ['instances in network mode host', cluster => Capacity.instances(addGroup(cluster), { networkMode: ecs.NetworkMode.HOST }), { containerPort: 2000 }],
    ['instances in network mode awsvpc', cluster => Capacity.instances(addGroup(cluster), { networkMode: ecs.NetworkMode.AWS_VPC }), {}],
  ])('on %s', (_, on, props) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    daemonIn(stack, on, props);
    expect(EcsValidator.findings(app)).toEqual([]);
  });
});
