import { App, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import {
  Capacity, ContainerServiceProps, Deployment, EcsCluster, EcsClusterProps, EcsValidator, Exposure, ExternalOptions, ServiceConnect, Target, TaskSize,
} from '../../../src';
import { computeFor } from '../../../src/constructs/capacity/capacity';
import { TaskPlatform } from '../../../src/constructs/capacity/task-platform';
import { makeService, newStack } from '../../support/container-service';
import { EVERYDAY_PACKS, nagFindings } from '../../support/nag';

interface SizesContainers {
  containerSizeOf(request: object): { readonly cpu: number; readonly memoryLimit: Size } | undefined;
}

interface Given {
  readonly options?: ExternalOptions;
  readonly cluster?: EcsClusterProps;
  readonly service?: (stack: Stack) => Partial<ContainerServiceProps>;
}

function serviceOn({ options, cluster, service }: Given = {}) {
  const stack = newStack('eu-west-1');
  const onCluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } }), ...cluster });
  const made = makeService(stack, { cluster: onCluster, capacity: Capacity.external(options), ...service?.(stack) });
  return { stack, cluster: onCluster, service: made };
}

const template = (given?: Given) => Template.fromStack(serviceOn(given).stack);
const findings = (stack: Stack) => EcsValidator.findings(App.of(stack) as App).map(({ ruleId }) => ruleId);

describe('a service on external instances', () => {
  const { stack } = serviceOn();
  const all = Template.fromStack(stack);

  test('has a launch type, and neither capacity providers nor network interfaces', () => {
    all.hasResourceProperties('AWS::ECS::Service', {
      LaunchType: 'EXTERNAL', CapacityProviderStrategy: Match.absent(), NetworkConfiguration: Match.absent(), AvailabilityZoneRebalancing: Match.absent(),
    });
    all.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });

  test('has a task definition in network mode bridge, with an execution role for its log', () => {
    all.hasResourceProperties('AWS::ECS::TaskDefinition', {
      RequiresCompatibilities: ['EXTERNAL'],
      NetworkMode: 'bridge',
      Cpu: '512',
      Memory: '1024',
      ExecutionRoleArn: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] },
      RuntimePlatform: Match.absent(),
    });
  });

  test('the validator and cdk-nag report nothing', () => {
    expect(findings(stack)).toEqual([]);
    expect(nagFindings(App.of(stack) as App, EVERYDAY_PACKS)).toEqual([]);
  });

  test('supports ECS Exec', () => {
    const { stack: inner } = serviceOn({ service: () => ({ enableExecuteCommand: true }) });
    Template.fromStack(inner).hasResourceProperties('AWS::ECS::Service', { EnableExecuteCommand: true, LaunchType: 'EXTERNAL' });
    expect(findings(inner)).toEqual([]);
  });

  test.each([[ecs.NetworkMode.HOST, 'host'], [ecs.NetworkMode.NONE, 'none']])('may have network mode %s', (networkMode, expected) => {
    template({ options: { networkMode } }).hasResourceProperties('AWS::ECS::TaskDefinition', { NetworkMode: expected });
  });

  test('has placement constraints in its task definition', () => {
    const placementConstraints = [ecs.PlacementConstraint.memberOf('attribute:site == berlin')];
    template({ options: { placementConstraints } }).hasResourceProperties('AWS::ECS::TaskDefinition', {
      PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:site == berlin' }],
    });
  });

  test('has the platform of ARM64', () => {
    template({ service: () => ({ cpuArchitecture: ecs.CpuArchitecture.ARM64 }) }).hasResourceProperties('AWS::ECS::TaskDefinition', {
      RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    });
  });

  test('has the platform and the network mode of Windows, and no size of the task', () => {
    template({
      service: () => ({
        operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE, containerCpu: 1024, containerMemoryLimit: Size.gibibytes(2),
      }),
    }).hasResourceProperties('AWS::ECS::TaskDefinition', {
      RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
      NetworkMode: Match.absent(),
      Cpu: Match.absent(),
      Memory: Match.absent(),
    });
  });

  test('may have an existing task definition', () => {
    const service = (scope: Stack) => {
      const taskDefinition = new ecs.ExternalTaskDefinition(scope, 'Task', { networkMode: ecs.NetworkMode.HOST });
      taskDefinition.addContainer('web', { image: ecs.ContainerImage.fromRegistry('nginx'), memoryLimitMiB: 128 });
      return { taskDefinition };
    };
    template({ service }).resourceCountIs('AWS::ECS::TaskDefinition', 1);
  });

  test('may be on a cluster with a default Cloud Map namespace, which it does not use', () => {
    const { stack: inner, cluster, service } = serviceOn({ cluster: { defaultCloudMapNamespace: { name: 'shop.local' } } });
    Template.fromStack(inner).hasResourceProperties('AWS::ECS::Service', { ServiceRegistries: Match.absent(), ServiceConnectConfiguration: Match.absent() });
    expect(service.service.cluster).toBe(cluster);
    expect(cluster.defaultCloudMapNamespace).toBeDefined();
    expect(findings(inner)).toEqual([]);
  });
});

test('the container has the size on Windows, and the task elsewhere', () => {
  const { cluster } = serviceOn();
  const compute = computeFor(cluster, cluster, Capacity.external()) as unknown as SizesContainers;
  const windows = new TaskPlatform({ operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE });
  const size = TaskSize.fargate({ cpu: 2048, memory: Size.gibibytes(4) });
  const onWindows = compute.containerSizeOf({ platform: windows, size });
  expect([onWindows?.cpu, onWindows?.memoryLimit.toMebibytes()]).toEqual([2048, 4096]);
  expect(compute.containerSizeOf({ platform: new TaskPlatform({}), size })).toBeUndefined();
});

describe('refuses', () => {
  test.each<[string, Given, string]>([
    ['a load balancer', { service: () => ({ exposure: Exposure.internalAlb() }) }, 'exposure: load balancers cannot reach external instances'],
    ['Service Connect', {
      cluster: { defaultCloudMapNamespace: { name: 'shop.local' } }, service: () => ({ serviceConnect: ServiceConnect.client() }),
    }, 'serviceConnect is not supported on external instances'],
    ['service discovery', {
      cluster: { defaultCloudMapNamespace: { name: 'shop.local' } }, service: () => ({ cloudMapOptions: { name: 'api' } }),
    }, 'cloudMapOptions: external instances do not support service discovery'],
    ['Availability Zones', {
      service: () => ({ availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED }),
    }, 'availabilityZoneRebalancing: external instances are in no Availability Zone'],
    ['other deployment controllers', { service: () => ({ deployment: Deployment.external() }) }, 'external instances are supported with deployments by ECS'],
    ['network mode awsvpc', { options: { networkMode: ecs.NetworkMode.AWS_VPC } }, 'networkMode awsvpc is not supported on external instances; use ecs.NetworkMode.BRIDGE, HOST or NONE'],
    ['a network mode on Windows', {
      options: { networkMode: ecs.NetworkMode.HOST }, service: () => ({ operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE }),
    }, 'networkMode host is not supported on Windows'],
    ['ephemeral storage', {
      service: () => ({ size: TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(2), ephemeralStorage: Size.gibibytes(50) }) }),
    }, 'ephemeralStorage (50 GiB) is supported on Fargate only'],
    ['a task definition for Fargate', {
      service: stack => {
        const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
        taskDefinition.addContainer('web', { image: ecs.ContainerImage.fromRegistry('nginx') });
        return { taskDefinition };
      },
    }, "taskDefinition ('Stack/Task') does not support EXTERNAL; use an ecs.ExternalTaskDefinition"],
    ['a task definition with another network mode', {
      options: { networkMode: ecs.NetworkMode.HOST },
      service: stack => {
        const taskDefinition = new ecs.ExternalTaskDefinition(stack, 'Task');
        taskDefinition.addContainer('web', { image: ecs.ContainerImage.fromRegistry('nginx'), memoryLimitMiB: 128 });
        return { taskDefinition };
      },
    }, "taskDefinition ('Stack/Task') has networkMode bridge, and the capacity host; remove networkMode"],
  ])('%s', (_, given, message) => {
    expect(() => serviceOn(given)).toThrow(message);
  });

  test('what is added later: an exposure, scaling and connections', () => {
    const { stack, service } = serviceOn({ service: () => ({ containerPort: 8080 }) });
    const database = new ec2.SecurityGroup(stack, 'Database', { vpc: service.cluster.vpc });
    expect(() => service.expose('Public', Exposure.publicAlb({ insecureHttp: true }))).toThrow('exposure: load balancers cannot reach external instances');
    expect(() => service.autoScale({ minTasks: 1, maxTasks: 4 })).toThrow('services on external instances cannot scale; set a fixed number of tasks');
    expect(() => service.connectTo(Target.connectable(database, ec2.Port.tcp(5432)))).toThrow('connectTo: external instances have no security group');
  });

  test('a combination with other capacity', () => {
    expect(() => Capacity.combine(Capacity.external(), Capacity.fargate())).toThrow('Capacity.external() has a launch type and no capacity provider, so it cannot be combined');
  });

  test('external instances as the default capacity of a cluster', () => {
    expect(() => serviceOn({ cluster: { defaultCapacity: Capacity.external() } })).toThrow('must be a capacity provider strategy');
  });
});
