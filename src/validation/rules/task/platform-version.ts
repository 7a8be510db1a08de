import { FARGATE_PLATFORM_VERSIONS, FargateSystem, LAST_RETIRED_PLATFORM_VERSION } from '../../../facts/fargate-platform-versions';
import { isBefore } from '../../../facts/versions';
import type { Launch } from '../../model/launch';
import { platformNeeds } from '../../model/platform-needs';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Fargate tasks run on a platform version that is offered, and that has what the task asks for',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'AWS retires platform versions and starts no more tasks on them; an older one cannot mount, inject or run what came later; those for Windows are numbered apart.',
  fix: 'Leave PlatformVersion out, or set it to LATEST.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-versions-retired.html',

  subject: 'taskDefinition',
  *check(task) {
    const hosts = task.venues.find(({ compute }) => compute === 'FARGATE')?.hosts ?? [];
    const systems = hosts.map((host): FargateSystem => host === 'FARGATE_WINDOWS' ? 'WINDOWS' : 'LINUX');
    if (systems.length === 0) { return; }
    for (const launch of task.launches.filter(({ compute, platformVersion }) => compute.is('FARGATE') && platformVersion.satisfies(version => !LATEST.test(version)))) {
      yield* unavailable(launch, systems);
      if (systems.every(system => system === 'LINUX')) { yield* tooOld(task, launch); }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a version retired long ago': { Service: { PlatformVersion: '1.2.0' } },
    'a version retired in 2026': { Service: { PlatformVersion: '1.3.0' } },
    'a version of Linux for Windows': {
      Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      Service: { PlatformVersion: '1.4.0' },
    },
    'an EFS volume on 1.3.0': {
      Task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-0123456789abcdef0' } }] }, Service: { PlatformVersion: '1.3.0' },
    },
    'ARM64 on 1.3.0': { Task: { RuntimePlatform: { CpuArchitecture: 'ARM64' } }, Service: { PlatformVersion: '1.3.0' } },
    'a JSON key of a secret on 1.3.0': {
      Task: {
        ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution',
        ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:key::' }] } },
      },
      Service: { PlatformVersion: '1.3.0' },
    },
  },
  good: {
    'the latest': { Service: { PlatformVersion: 'LATEST' } },
    'the latest by number, with ARM64': { Task: { RuntimePlatform: { CpuArchitecture: 'ARM64' } }, Service: { PlatformVersion: '1.4.0' } },
  },
});

/** Whether the case matters is not known. */
const LATEST = /^latest$/i;

function* unavailable({ platformVersion, node }: Launch, systems: readonly FargateSystem[]): Iterable<Violation> {
  if (!platformVersion.satisfies(version => systems.every(system => isMissing(version, system)))) { return; }
  const [system] = systems;
  const [{ version: newest }] = FARGATE_PLATFORM_VERSIONS[system];
  const retired = FARGATE_PLATFORM_VERSIONS[system].find(({ version }) => platformVersion.is(version))?.retired;
  yield {
    location: node.at('PlatformVersion'),
    message: retired
      ? `platform version ${platformVersion} was retired on ${retired}, use LATEST or ${newest}`
      : `there is no platform version ${platformVersion} for ${system === 'LINUX' ? 'Linux' : 'Windows'}, use LATEST or ${newest}`,
    ...platformVersion.is(LAST_RETIRED_PLATFORM_VERSION) && system === 'LINUX' ? { severity: 'warning' } : {},
  };
}

/** A version for Linux above the newest one known may have come since. */
function isMissing(version: string, system: FargateSystem): boolean {
  const [{ version: newest }] = FARGATE_PLATFORM_VERSIONS[system];
  return system === 'LINUX' ? isBefore(version, newest) || !/^\d+\.\d+\.\d+$/.test(version) : version !== newest;
}

/** One violation for all that came with a version: it is one change to get it. */
function* tooOld(task: TaskDefinition, launch: Launch): Iterable<Violation> {
  const missing = platformNeeds(task, launch).filter(({ since }) => launch.platformVersion.satisfies(version => isBefore(version, since)));
  for (const version of new Set(missing.map(({ since }) => since))) {
    const needs = missing.filter(({ since }) => since === version);
    yield {
      location: launch.node.at('PlatformVersion'),
      message: `platform version ${launch.platformVersion} does not have ${[...new Set(needs.map(({ what }) => what))].join(', ')}, which came with ${version}`,
      ...needs.every(({ isDoubtful }) => isDoubtful) ? { severity: 'warning' } : {},
    };
  }
}
