import { TASK_DEFAULTS } from '../../../facts/defaults';
import { isWindows } from '../../../facts/hosts';
import { BuiltImage, builtFor } from '../../model/image-platform';
import type { TaskDefinition } from '../../model/task-definition';
import type { Value } from '../../model/value';
import { defineRule } from '../rule';

export default defineRule({
  title: 'An image is built for what its task runs on',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A CPU does not understand the programs of another: the container ends at once with "exec format error", or its image is not pulled at all, and the service starts it over and over.',
  fix: 'Build the image for the platform of the task, or set CpuArchitecture of its RuntimePlatform to that of the image. What leaves RuntimePlatform out runs on X86_64 on Fargate.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      const built = builtFor(container, task.application);
      const found = built && conflict(built, task);
      if (!found) { continue; }
      yield {
        location: container.node.at('Image'),
        message: `the image of ${container.label} is built for ${built.name}, and the task runs on ${found}`,
        ...container.essential.is(true) ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service with an image of its own',
  bad: {
    'ARM64 on what Fargate takes when nobody says': { Task: { ContainerDefinitions: { 0: { Image: image('arm64') } } } },
    'X86_64 on ARM64': { Task: { RuntimePlatform: { CpuArchitecture: 'ARM64' }, ContainerDefinitions: { 0: { Image: image('amd64') } } } },
    'Windows on Linux': { Task: { ContainerDefinitions: { 0: { Image: image('windows') } } } },
    'ARM64 beside what the task is there for': {
      Task: { ContainerDefinitions: { 1: { Name: 'setup', Image: image('arm64'), Essential: false } } },
    },
  },
  good: {
    'ARM64 on ARM64': { Task: { RuntimePlatform: { CpuArchitecture: 'ARM64' }, ContainerDefinitions: { 0: { Image: image('arm64') } } } },
    'an image for both': { Task: { ContainerDefinitions: { 0: { Image: image('both') } } } },
    'on instances, which may be of any kind': {
      Task: { RequiresCompatibilities: ['FARGATE', 'EC2'], ContainerDefinitions: { 0: { Image: image('arm64') } } },
    },
    'a task definition for Fargate on instances': { Task: { ContainerDefinitions: { 0: { Image: image('arm64') } } }, Service: { LaunchType: 'EC2' } },
    'a CPU that is known at deployment': {
      Task: { RuntimePlatform: { CpuArchitecture: { Ref: 'Cpu' } }, ContainerDefinitions: { 0: { Image: image('arm64') } } },
    },
  },
});

/** Fargate has a default; an instance is what it is. */
function conflict({ system, architecture }: BuiltImage, task: TaskDefinition): string | undefined {
  const isForFargate = task.computes.length > 0 && task.computes.every(compute => compute === 'FARGATE');
  // a task definition that requires FARGATE also runs on instances
  const isOnFargate = isForFargate && task.launches.every(launch => launch.compute.is('FARGATE'));
  const inEffect = (value: Value<string>, fallback: string) => isOnFargate ? value.orDefault(fallback) : value;
  const family = inEffect(task.operatingSystem, TASK_DEFAULTS.operatingSystem);
  const cpu = inEffect(task.architecture, TASK_DEFAULTS.architecture);
  if (family.satisfies(name => isWindows(name) !== (system === 'WINDOWS'))) { return String(family); }
  return cpu.differs(architecture) ? String(cpu) : undefined;
}

function image(platform: 'amd64' | 'arm64' | 'windows' | 'both'): object {
  return { 'Fn::Sub': `\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.\${AWS::URLSuffix}/assets:built-for-${platform}` };
}
