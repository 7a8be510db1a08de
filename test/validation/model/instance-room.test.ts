import { instanceType } from '../../../src/facts/instance-types';
import { Application } from '../../../src/validation/model/application';
import type { Service } from '../../../src/validation/model/entities/service';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { capacityGroups } from '../../../src/validation/model/queries/capacity-groups';
import { sizeLimits } from '../../../src/validation/model/queries/instance-limits';
import { roomBySize, roomOfOwnInstances } from '../../../src/validation/model/queries/instance-room';
import { fixedHostPort, requestedGpus, reservedCpu, reservedMemory } from '../../../src/validation/model/queries/task-needs';
import { applyChange, Change, sourceIn } from '../../../src/validation/scenes/scenes';

const SCENE = 'a service on a capacity provider';

function service(change: Change = {}): Service {
  return new Application([sourceIn(SCENE, applyChange(SCENE, change))]).services[0];
}

const container = (properties: object) => ({ Task: { ContainerDefinitions: { 0: properties } } });
const groupNames = (change: Change) => {
  const { known, isComplete } = capacityGroups(service(change));
  return [known.map(({ resource }) => resource.logicalId), isComplete];
};
const ON_INSTANCES = { CapacityProviderStrategy: undefined, LaunchType: 'EC2' };
const PARAMETER = { Ref: 'AParameter' };

describe('the groups of a service', () => {
  test.each<[string, Change, unknown]>([
    ['a strategy', {}, [['Group'], true]],
    ['the default strategy', { Service: { CapacityProviderStrategy: undefined } }, [['Group'], true]],
    ['launch type EC2', { Service: ON_INSTANCES }, [['Group'], true]],
    ['an unknown strategy', { Service: { CapacityProviderStrategy: PARAMETER } }, [[], false]],
    ['Fargate', { Service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] } }, [[], false]],
    ['launch type EC2, and a group outside the app', { Service: ON_INSTANCES, Instances: { AutoScalingGroupProvider: { AutoScalingGroupArn: 'other' } } }, [['Group'], false]],
    ['launch type EC2, and an unknown capacity provider', { Service: ON_INSTANCES, Providers: { CapacityProviders: [PARAMETER] } }, [['Group'], false]],
    ['launch type EC2, and a capacity provider outside the app', { Service: ON_INSTANCES, Providers: { CapacityProviders: ['other'] } }, [['Group'], false]],
    ['launch type EC2, and a spot fleet', { Service: ON_INSTANCES, Fleet: { Type: 'AWS::EC2::SpotFleet', Properties: {} } satisfies RawResource }, [['Group'], false]],
    ['launch type EC2, and a custom resource with the cluster', { Service: ON_INSTANCES, More: { Type: 'Custom::Instances', Properties: { Cluster: { Ref: 'Cluster' } } } satisfies RawResource }, [['Group'], false]],
    ['launch type EC2, and a group that does not join the cluster', { Service: ON_INSTANCES, Providers: { CapacityProviders: ['FARGATE'] }, Template: { LaunchTemplateData: { UserData: undefined } } }, [['Group'], false]],
    ['an unknown cluster', { Service: { ...ON_INSTANCES, Cluster: PARAMETER } }, [[], false]],
  ])('%s', (_, change, expected) => { expect(groupNames(change)).toEqual(expected); });
});

describe('the needs of a task', () => {
  const needs = (change: Change) => {
    const task = service(change).taskDefinition;
    return task && [reservedMemory(task), reservedCpu(task), requestedGpus(task), fixedHostPort(task)];
  };

  test.each<[string, Change, unknown]>([
    ['of its container', container({ Cpu: 256 }), [512, 256, 0, undefined]],
    ['a soft limit is reserved', container({ MemoryReservation: 128 }), [128, 0, 0, undefined]],
    ['an unknown soft limit', container({ MemoryReservation: PARAMETER }), [0, 0, 0, undefined]],
    ['of the task', { Task: { Cpu: '1 vCPU', Memory: '2 GB' } }, [2048, 1024, 0, undefined]],
    ['Windows ignores those of the task', { Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } }, [512, 0, 0, undefined]],
    ['unknown containers', { Task: { ContainerDefinitions: PARAMETER } }, [0, 0, 0, undefined]],
    ['a GPU', container({ ResourceRequirements: [{ Type: 'GPU', Value: '1' }, { Type: 'GPU', Value: PARAMETER }] }), [512, 0, 1, undefined]],
    ['all GPUs', container({ ResourceRequirements: [{ Type: 'GPU', Value: 'ALL' }] }), [512, 0, 1, undefined]],
    ['no GPU', container({ ResourceRequirements: [{ Type: 'NeuronDevice', Value: 'ALL' }] }), [512, 0, 0, undefined]],
    ['a host port', container({ PortMappings: [{ ContainerPort: 80, HostPort: 0 }, { ContainerPort: 81, HostPort: 8081 }] }), [512, 0, 0, 8081]],
    ['the port in network mode host', { Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } } }, [512, 0, 0, 80]],
    ['no host port in network mode awsvpc', { Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } } } }, [512, 0, 0, undefined]],
  ])('%s', (_, change, expected) => { expect(needs(change)).toEqual(expected); });
});

describe('the room for tasks', () => {
  const bySize = (change: Change) => {
    const found = service({ ...change, Service: { DesiredCount: 100 } });
    return sizeLimits(found).map(limit => roomBySize(found, limit)?.tasks);
  };

  test.each<[string, Change, unknown]>([
    ['memory', {}, [64]],
    ['memory and CPU units', { Task: { Cpu: '512' } }, [64, 16]],
    ['a task that does not fit', container({ Memory: 16384 }), [undefined]],
    ['an unknown size of the group', { Group: { MaxSize: PARAMETER } }, [undefined]],
    ['an unknown instance type', { Template: { LaunchTemplateData: { InstanceType: PARAMETER } } }, [undefined]],
  ])('by %s', (_, change, expected) => { expect(bySize(change)).toEqual(expected); });

  test('an instance for each task', () => {
    expect(roomOfOwnInstances(service())).toBeUndefined();
    expect(roomOfOwnInstances(service({ Service: { PlacementConstraints: [{ Type: 'distinctInstance' }], DesiredCount: 9 } }))?.tasks).toBe(4);
    expect(roomOfOwnInstances(service({ Service: { PlacementConstraints: [{ Type: 'distinctInstance' }] } }))).toBeUndefined();
    expect(roomOfOwnInstances(service({ Service: { PlacementConstraints: [{ Type: 'distinctInstance' }] }, Group: { MaxSize: 0 } }))).toBeUndefined();
  });

  test('the types are those of the table', () => { expect(instanceType('m7i.large')).toMatchObject({ memory: 8192, vcpus: 2 }); });
});
