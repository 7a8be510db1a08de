import * as ecs from 'aws-cdk-lib/aws-ecs';
import { FARGATE_ARCHITECTURES, FARGATE_OPERATING_SYSTEMS, FARGATE_SPOT_OPERATING_SYSTEMS } from '../../../facts/fargate-platforms';
import { FARGATE_LARGE_CPU } from '../../../facts/fargate-sizes';
import { TaskPlatform } from '../task-platform';
import { TaskSize } from '../task-size';

/** Platform versions for Linux without the features that came with 1.4.0. */
const BEFORE_1_4: readonly string[] = [
  ecs.FargatePlatformVersion.VERSION1_0, ecs.FargatePlatformVersion.VERSION1_1,
  ecs.FargatePlatformVersion.VERSION1_2, ecs.FargatePlatformVersion.VERSION1_3,
];

export interface FargateTask {
  readonly platform: TaskPlatform;
  readonly size?: TaskSize;
  readonly platformVersion?: string;
  readonly usesSpot: boolean;
}

/** Why Fargate cannot run a task. */
export function fargateTaskProblems(task: FargateTask): string[] {
  const { platform: { operatingSystemFamily }, usesSpot } = task;
  const size = task.size?._problem(operatingSystemFamily);
  return [
    ...systemProblems(task.platform),
    ...(size ? [`size: ${size}`] : []),
    ...versionProblems(task),
    ...(usesSpot && !FARGATE_SPOT_OPERATING_SYSTEMS.includes(operatingSystemFamily)
      ? [`Fargate Spot does not run ${operatingSystemFamily}; use Capacity.fargate()`]
      : []),
  ];
}

function systemProblems({ operatingSystemFamily, cpuArchitecture, isLinux }: TaskPlatform): string[] {
  if (!FARGATE_OPERATING_SYSTEMS.includes(operatingSystemFamily)) {
    return [`Fargate does not run operatingSystemFamily ${operatingSystemFamily}; use one of ${FARGATE_OPERATING_SYSTEMS.join(', ')}`];
  }
  const [first] = FARGATE_ARCHITECTURES;
  const allowed = isLinux ? FARGATE_ARCHITECTURES : [first];
  return allowed.includes(cpuArchitecture) ? [] : [`Fargate does not run ${operatingSystemFamily} on cpuArchitecture ${cpuArchitecture}; use ${allowed.join(' or ')}`];
}

function versionProblems({ platform, size, platformVersion }: FargateTask): string[] {
  if (!platform.isLinux || platformVersion === undefined || !BEFORE_1_4.includes(platformVersion)) { return []; }
  const needed = [
    ...(platform.cpuArchitecture === 'ARM64' ? ['cpuArchitecture ARM64'] : []),
    ...(size?.cpu !== undefined && size.cpu >= FARGATE_LARGE_CPU ? [`a size of ${size.cpu} CPU units`] : []),
    ...(size?.ephemeralStorage ? ['ephemeralStorage'] : []),
  ];
  return needed.map(what => `platformVersion ${platformVersion} does not support ${what}; use 1.4.0 or LATEST`);
}
