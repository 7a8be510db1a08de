import { TASK_DEFAULTS } from '../../../facts/defaults';
import { isWindows } from '../../../facts/hosts';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { Value } from '../../model/evaluation/value';
import { BuiltImage, builtFor } from '../../model/queries/image-platform';
import { defineRule } from '../rule';

export default defineRule({
  title: 'An image is built for the platform of its task',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A program for one CPU architecture does not run on another. The container stops with "exec format error", or ECS cannot pull the image, and the service restarts the task repeatedly.',
  fix: 'Set platform: Platform.LINUX_AMD64 of DockerImageAsset or ContainerImage.fromAsset(), or runtimePlatform of the task definition (cpuArchitecture of a ContainerService), to the same platform. In CloudFormation: RuntimePlatform; Fargate uses X86_64 without it.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      const built = builtFor(container, task.application);
      const found = built && conflict(built, task);
      if (!found) { continue; }
      yield {
        location: container.node.at('Image'),
        message: `the image of ${container.label} is built for ${built.name}, but the task runs on ${found}; set platform of the image or runtimePlatform of the task definition`,
        ...container.essential.is(true) ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service with an ECR image',
  bad: {
    'an ARM64 image on Fargate without a runtime platform': { Task: { ContainerDefinitions: { 0: { Image: image('arm64') } } } },
    'an X86_64 image on ARM64': { Task: { RuntimePlatform: { CpuArchitecture: 'ARM64' }, ContainerDefinitions: { 0: { Image: image('amd64') } } } },
    'a Windows image on Linux': { Task: { ContainerDefinitions: { 0: { Image: image('windows') } } } },
    'an ARM64 image of a container that is not essential': {
      Task: { ContainerDefinitions: { 1: { Name: 'setup', Image: image('arm64'), Essential: false } } },
    },
  },
  good: {
    'an ARM64 image on ARM64': { Task: { RuntimePlatform: { CpuArchitecture: 'ARM64' }, ContainerDefinitions: { 0: { Image: image('arm64') } } } },
    'an image for both architectures': { Task: { ContainerDefinitions: { 0: { Image: image('both') } } } },
    'an ARM64 image in an unused task definition': {
      Task: { RequiresCompatibilities: undefined, ContainerDefinitions: { 0: { Image: image('arm64') } } }, Service: undefined,
    },
    'an ARM64 image that may run on container instances': {
      Task: { RequiresCompatibilities: ['FARGATE', 'EC2'], ContainerDefinitions: { 0: { Image: image('arm64') } } },
    },
    'a task definition for Fargate on container instances': { Task: { ContainerDefinitions: { 0: { Image: image('arm64') } } }, Service: { LaunchType: 'EC2' } },
    'an architecture from a parameter': {
      Task: { RuntimePlatform: { CpuArchitecture: { Ref: 'Cpu' } }, ContainerDefinitions: { 0: { Image: image('arm64') } } },
    },
  },
});

/** Fargate has a default platform; the platform of a container instance depends on its AMI. */
function conflict({ system, architecture }: BuiltImage, task: TaskDefinition): string | undefined {
  const isForFargate = task.computes.length > 0 && task.computes.every(compute => compute === 'FARGATE');
  // a task definition that requires FARGATE also runs on container instances
  const isOnFargate = isForFargate && task.taskRunners.every(runner => runner.compute.is('FARGATE'));
  const inEffect = (value: Value<string>, fallback: string) => isOnFargate ? value.orDefault(fallback) : value;
  const family = inEffect(task.operatingSystem, TASK_DEFAULTS.operatingSystem);
  const cpu = inEffect(task.architecture, TASK_DEFAULTS.architecture);
  if (family.satisfies(name => isWindows(name) !== (system === 'WINDOWS'))) { return String(family); }
  return cpu.differs(architecture) ? String(cpu) : undefined;
}

function image(platform: 'amd64' | 'arm64' | 'windows' | 'both'): object {
  return { 'Fn::Sub': `\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.\${AWS::URLSuffix}/assets:built-for-${platform}` };
}
