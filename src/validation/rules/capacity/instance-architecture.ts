import type { Service } from '../../model/entities/service';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { capacityGroups, typesOf } from '../../model/queries/capacity-groups';
import { managedProviders } from '../../model/queries/instance-pools';
import { managedArchitectures } from '../../model/queries/managed-types';
import { defineRule, Violation } from '../rule';

const ARM = { RuntimePlatform: { CpuArchitecture: 'ARM64' } };

export default defineRule({
  title: 'The CPU architecture of a task is that of its instances',
  severity: 'error',
  outcome: 'hangs',
  why: 'ECS places a task with a CPU architecture only on instances of this architecture. On others, an image for it stops with "exec format error". The deployment does not finish.',
  fix: 'Set runtimePlatform of the task definition, or an instance type such as m7g (ARM64) or m7i (X86_64) with an AMI for the same architecture. In CloudFormation: RuntimePlatform.CpuArchitecture of the task definition, InstanceType of the launch template.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html',

  subject: 'service',
  *check(service) {
    const task = service.taskDefinition;
    if (!task) { return; }
    yield* onManagedInstances(service, task);
    const groups = capacityGroups(service);
    if (!groups.all.every(group => typesOf(group).every(type => task.architecture.differs(type.architecture)))) { return; }
    for (const { name, architecture } of groups.all.slice(0, 1).flatMap(group => typesOf(group).known).slice(0, 1)) {
      yield {
        location: task.node.get('RuntimePlatform').at('CpuArchitecture'),
        related: [service.resource.at('TaskDefinition'), ...groups.all.map(({ resource }) => resource.at(''))],
        message: `CpuArchitecture is ${task.architecture}, but instances of type ${name} have ${architecture}`,
        // an image for several architectures may run
        ...service.isIdle || task.architecture.is('X86_64') ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'an ARM64 task on Intel': { Task: ARM },
    'an X86_64 task on Graviton': {
      Task: { RuntimePlatform: { CpuArchitecture: 'X86_64' } }, Template: { LaunchTemplateData: onGraviton() },
    },
    'a service without tasks so far': { Task: ARM, Service: { DesiredCount: 0 } },
    'an ARM64 task on Managed Instances of Intel': { scene: 'a service on Managed Instances', change: { Task: ARM, Provider: requiring({ CpuManufacturers: ['intel'] }) } },
    'an X86_64 task on Managed Instances with Graviton': {
      scene: 'a service on Managed Instances', change: { Task: { RuntimePlatform: { CpuArchitecture: 'X86_64' } }, Provider: requiring({ AllowedInstanceTypes: ['m7g.*', 'c7g.large'] }) },
    },
    'launch type EC2': { Task: ARM, Service: { CapacityProviderStrategy: undefined, LaunchType: 'EC2' } },
  },
  good: {
    'an ARM64 task on Graviton': { Task: ARM, Template: { LaunchTemplateData: onGraviton() } },
    'an ARM64 task on Managed Instances with Graviton': { scene: 'a service on Managed Instances', change: { Task: ARM, Provider: requiring({ CpuManufacturers: ['amazon-web-services'] }) } },
    'Managed Instances of both architectures': { scene: 'a service on Managed Instances', change: { Task: ARM, Provider: requiring({ AllowedInstanceTypes: ['m7g.*', 'm7i.*'] }) } },
    'Managed Instances that ECS selects': { scene: 'a service on Managed Instances', change: { Task: ARM } },
    'Managed Instances with an unknown type': { scene: 'a service on Managed Instances', change: { Task: ARM, Provider: requiring({ AllowedInstanceTypes: ['m7i.*', 'zz9.large'] }) } },
    'a task without an architecture': { Template: { LaunchTemplateData: onGraviton() } },
    'a task definition from a parameter': { Service: { TaskDefinition: { Ref: 'TaskDefinition' } } },
    'an architecture from a parameter': { Task: { RuntimePlatform: { CpuArchitecture: { Ref: 'Cpu' } } } },
    'an instance type from a parameter': { Task: ARM, Template: { LaunchTemplateData: { InstanceType: { Ref: 'Type' } } } },
    'a strategy from a parameter': { Task: ARM, Service: { CapacityProviderStrategy: { Ref: 'Strategy' } } },
  },
});

function onGraviton(): object {
  return { InstanceType: 'm7g.large', ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id}}' };
}

function requiring(requirements: object) {
  const InstanceRequirements = { VCpuCount: { Min: 1 }, MemoryMiB: { Min: 1024 }, ...requirements };
  return { ManagedInstancesProvider: { InstanceLaunchTemplate: { InstanceRequirements } } };
}

/** ECS launches an instance with the architecture of the task, if the requirements allow one. */
function* onManagedInstances(service: Service, { architecture, node }: TaskDefinition): Iterable<Violation> {
  const providers = managedProviders(service);
  const [available, ...others] = providers.map(provider => managedArchitectures(provider));
  if (!available || others.some(each => !each)) { return; }
  const all = [...available, ...others.flatMap(each => each ?? [])];
  if (!architecture.isNoneOf(all)) { return; }
  yield {
    location: node.get('RuntimePlatform').at('CpuArchitecture'),
    related: [service.resource.at('TaskDefinition'), ...providers.map(({ resource }) => resource.at(''))],
    message: `CpuArchitecture is ${architecture}, but the instance types of ${providers.map(({ label }) => label).join(', ')} have ${available.join(' or ')}`,
    ...service.isIdle ? { severity: 'warning' } : {},
  };
}
