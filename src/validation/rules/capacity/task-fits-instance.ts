import type { InstanceType } from '../../../facts/instance-types';
import type { Service } from '../../model/entities/service';
import { InstanceLimit, sizeLimits } from '../../model/queries/instance-limits';
import { instancePools } from '../../model/queries/instance-pools';
import { largestOf } from '../../model/queries/instance-room';
import { AMI, daemonService, launching } from '../../scenes/extras';
import { defineRule } from '../rule';

const ON_GPUS = { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: '1' }] } } };

export default defineRule({
  title: 'A task fits on the instances of its Auto Scaling groups, or on its Managed Instances',
  severity: 'error',
  outcome: 'hangs',
  why: 'ECS places a task only on an instance that has all of its CPU units, memory and GPUs. An instance registers 1024 CPU units for each vCPU, and less memory than its type has, because the operating system uses some. If no instance is large enough, the task is never placed, and the deployment does not finish.',
  fix: 'Use a larger instanceType of the AutoScalingGroup or LaunchTemplate, larger allowedInstanceTypes, memoryMax or vCpuCountMax of ManagedInstancesCapacityProvider, or a lower memoryLimitMiB, memoryReservationMiB, cpu or gpuCount. In CloudFormation: InstanceType of the launch template, or Memory, MemoryReservation, Cpu and ResourceRequirements of the task definition.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',

  subject: 'service',
  *check(service) {
    for (const limit of sizeLimits(service)) {
      const { reasons, areSure } = refusals(service, limit);
      if (reasons.length === 0) { continue; }
      yield {
        location: limit.location,
        related: [service.resource.at('TaskDefinition'), ...instancePools(service).map(({ resource }) => resource.at(''))],
        message: reasons.join('; '),
        ...service.isIdle || !areSure ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'memory of a container': { Task: { ContainerDefinitions: { 0: { Memory: 16384 } } } },
    'all memory of the instance type': { Task: { ContainerDefinitions: { 0: { Memory: 8192 } } } },
    'memory of the task': { Task: { Memory: '16 GB' } },
    'memory of two containers': { Task: { ContainerDefinitions: [container(6000), { ...container(6000), Name: 'side' }] } },
    'a reservation of a container': { Task: { ContainerDefinitions: { 0: { MemoryReservation: 8193, Memory: 16384 } } } },
    'CPU units': { Task: { ContainerDefinitions: { 0: { Cpu: 4096 } } } },
    'a GPU': { Task: ON_GPUS, ...launching({ ImageId: AMI.amazonLinux2023Gpu }) },
    'more GPUs than the largest instance type has': {
      Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: '2' }] } } }, ...launching({ InstanceType: 'g5.xlarge', ImageId: AMI.amazonLinux2023Gpu }),
    },
    'a service without tasks so far': { Task: { Memory: '16384' }, Service: { DesiredCount: 0 } },
    'a daemon': {
      Task: { Memory: '16384' },
      Service: daemonService({ DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } }),
    },
    'each instance type of a mixed instances policy': { Task: { Memory: '16384' }, Group: mixed('m7i.large', 'm6i.large') },
    'Managed Instances': { scene: 'a service on Managed Instances', change: { Task: { Memory: '16384' }, Provider: allowing('m7i.large', 'c7i.xlarge') } },
    'less memory in the requirements': {
      scene: 'a service on Managed Instances', change: { Task: { Memory: '65536' }, Provider: requiring({ MemoryMiB: { Min: 2048, Max: 16384 } }) },
    },
    'all memory of the requirements, for types of a family': {
      scene: 'a service on Managed Instances',
      change: { Task: { Memory: '16384' }, Provider: requiring({ MemoryMiB: { Min: 2048, Max: 16384 }, AllowedInstanceTypes: ['m7i.*'] }) },
    },
    'fewer vCPUs in the requirements': {
      scene: 'a service on Managed Instances', change: { Task: { Cpu: '16384', Memory: '32768' }, Provider: requiring({ VCpuCount: { Min: 1, Max: 2 } }) },
    },
    'launch type EC2': { Task: { Memory: '16384' }, Service: { CapacityProviderStrategy: undefined, LaunchType: 'EC2' } },
  },
  good: {
    'nearly all memory of the instance type': { Task: { ContainerDefinitions: { 0: { Memory: 7600 } } } },
    'memory of the smaller of two instance types': { Task: { Memory: '8192' }, Group: mixed('m7i.large', 'm7i.xlarge') },
    'all CPU units of the instance type': { Task: { ContainerDefinitions: { 0: { Cpu: 2048 } } } },
    'a soft limit that fits': { Task: { ContainerDefinitions: { 0: { MemoryReservation: 1024, Memory: 16384 } } } },
    'a GPU of the instance type': { Task: ON_GPUS, ...launching({ InstanceType: 'g5.xlarge', ImageId: AMI.amazonLinux2023Gpu }) },
    'one instance type that is large enough': { Task: { Memory: '12288' }, Group: mixed('m7i.large', 'm7i.xlarge') },
    'a second group with larger instances': {
      Task: { Memory: '12288' },
      Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }, { CapacityProvider: { Ref: 'Large' }, Weight: 1 }] },
      Providers: { CapacityProviders: [{ Ref: 'Instances' }, { Ref: 'Large' }] },
      Large: { Type: 'AWS::ECS::CapacityProvider', Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'LargeGroup' } } } },
      LargeGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '0', MaxSize: '4', ...mixed('m7i.xlarge'), VPCZoneIdentifier: ['subnet-0a1b2c3d4e5f60718'] } },
    },
    'instance types by their attributes': {
      Task: { Memory: '16384' }, Group: { LaunchTemplate: undefined, MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: template(), Overrides: [{ InstanceRequirements: { MemoryMiB: { Min: 32768 } } }] } } },
    },
    'an instance type from a parameter': { Task: { Memory: '16384' }, Template: { LaunchTemplateData: { InstanceType: { Ref: 'Type' } } } },
    'an instance type that is not in the table': { Task: { Memory: '16384' }, Template: { LaunchTemplateData: { InstanceType: 'zz9.large' } } },
    'Managed Instances with one larger type': { scene: 'a service on Managed Instances', change: { Task: { Memory: '12288' }, Provider: allowing('m7i.large', 'm7i.xlarge') } },
    'Managed Instances of a family': { scene: 'a service on Managed Instances', change: { Task: { Memory: '1048576' }, Provider: allowing('m7i.*') } },
    'Managed Instances that ECS selects': { scene: 'a service on Managed Instances', change: { Task: { Memory: '16384' } } },
    'enough memory in the requirements': {
      scene: 'a service on Managed Instances', change: { Task: { Memory: '16384' }, Provider: requiring({ MemoryMiB: { Min: 2048, Max: 32768 } }) },
    },
    'a maximum from a parameter': {
      scene: 'a service on Managed Instances', change: { Task: { Memory: '65536' }, Provider: requiring({ MemoryMiB: { Min: 2048, Max: { Ref: 'AParameter' } } }) },
    },
    'Managed Instances and others': {
      scene: 'a service on Managed Instances',
      change: { Task: { Memory: '16384' }, Provider: allowing('m7i.large'), Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }, { CapacityProvider: { Ref: 'AParameter' }, Weight: 1 }] } },
    },
    'containers from a parameter': { Task: { ContainerDefinitions: { Ref: 'Containers' } } },
  },
});

interface Refusals {
  readonly reasons: readonly string[];
  /** Whether no AMI leaves enough to tasks. */
  readonly areSure: boolean;
}

/** Why no instance type of the groups is large enough; empty if one is, or may be. */
function refusals(service: Service, limit: InstanceLimit): Refusals {
  const isSmall = (type: InstanceType) => limit.tasksOn(type) === 0 || limit.fillsMemoryOf(type);
  const pools = instancePools(service);
  if (!pools.every(({ types }) => types.every(isSmall))) { return { reasons: [], areSure: false }; }
  const largest = pools.flatMap(({ types }) => largestOf(types, limit) ?? []);
  const clause = (type: InstanceType) => `${limit.because(type)}${limit.fillsMemoryOf(type) ? ', of which its operating system uses a part' : ''}`;
  return { reasons: [...new Set(largest.map(clause))], areSure: !largest.some(type => limit.fillsMemoryOf(type)) };
}

function container(Memory: number): object { return { Name: 'web', Image: 'public.ecr.aws/nginx/nginx:1.27', Memory, Essential: true }; }

function template(): object { return { LaunchTemplateId: { Ref: 'Template' }, Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] } }; }

function mixed(...types: readonly string[]): object {
  const Overrides = types.map(InstanceType => ({ InstanceType }));
  return { LaunchTemplate: undefined, MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: template(), Overrides } } };
}

function allowing(...AllowedInstanceTypes: readonly string[]): object { return requiring({ AllowedInstanceTypes }); }

function requiring(requirements: object): object {
  const InstanceRequirements = { VCpuCount: { Min: 1 }, MemoryMiB: { Min: 1024 }, ...requirements };
  return { ManagedInstancesProvider: { InstanceLaunchTemplate: { InstanceRequirements } } };
}
