import { capacityGroups, typesOf } from '../../model/queries/capacity-groups';
import { defineRule } from '../rule';

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
    const groups = capacityGroups(service);
    if (!task || !groups.all.every(group => typesOf(group).every(type => task.architecture.differs(type.architecture)))) { return; }
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
    'launch type EC2': { Task: ARM, Service: { CapacityProviderStrategy: undefined, LaunchType: 'EC2' } },
  },
  good: {
    'an ARM64 task on Graviton': { Task: ARM, Template: { LaunchTemplateData: onGraviton() } },
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
