import { FARGATE_PLATFORM_VERSIONS, FargateSystem, LAST_RETIRED_PLATFORM_VERSION } from '../../../facts/fargate-platform-versions';
import { areOnFargate } from '../../../facts/hosts';
import { isBefore } from '../../../facts/versions';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { TaskRunner } from '../../model/entities/task-runner';
import { platformNeeds } from '../../model/queries/platform-needs';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Fargate tasks run on a platform version that exists and supports their features',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'AWS retires platform versions and starts no tasks on them. Older versions lack later features, such as EFS volumes. Windows has its own version numbers.',
  fix: 'Set platformVersion: FargatePlatformVersion.LATEST of the FargateService or ContainerService, or remove it. In CloudFormation: PlatformVersion.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-versions-retired.html',

  subject: 'taskDefinition',
  *check(task) {
    const hosts = task.hosts.find(areOnFargate) ?? [];
    const systems = hosts.map((host): FargateSystem => host === 'FARGATE_WINDOWS' ? 'WINDOWS' : 'LINUX');
    if (systems.length === 0) { return; }
    for (const runner of task.taskRunners.filter(({ compute, platformVersion }) => compute.is('FARGATE') && platformVersion.satisfies(version => !LATEST.test(version)))) {
      yield* unavailable(runner, systems);
      if (systems.every(system => system === 'LINUX')) { yield* tooOld(task, runner); }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a retired version': { Service: { PlatformVersion: '1.2.0' } },
    'a version that was retired in 2026': { Service: { PlatformVersion: '1.3.0' } },
    'a version that does not exist': { Service: { PlatformVersion: 'v1.4.0' } },
    'a retired Linux version on Windows': {
      Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      Service: { PlatformVersion: '1.3.0' },
    },
    'features of two later versions': {
      Task: {
        EphemeralStorage: { SizeInGiB: 50 },
        ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf' }] } },
      },
      Service: { PlatformVersion: '1.2.0' },
    },
    'ECS Exec on 1.3.0': { scene: 'a Fargate service with ECS Exec', change: { Service: { PlatformVersion: '1.3.0' } } },
    'a Linux version on Windows': {
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
    'a launch type from a parameter': { Service: { LaunchType: { Ref: 'LaunchType' }, PlatformVersion: '1.3.0' } },
    'a later version than the newest known one': { Service: { PlatformVersion: '1.5.0' } },
    'a Windows version with more storage': {
      Task: { Cpu: '1024', Memory: '2048', EphemeralStorage: { SizeInGiB: 50 }, RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      Service: { PlatformVersion: '1.0.0' },
    },
    'the latest version': { Service: { PlatformVersion: 'LATEST' } },
    'the latest version by number, with ARM64': { Task: { RuntimePlatform: { CpuArchitecture: 'ARM64' } }, Service: { PlatformVersion: '1.4.0' } },
  },
});

/** AWS does not document whether the case matters. */
const LATEST = /^latest$/i;

function* unavailable({ platformVersion, node }: TaskRunner, systems: readonly FargateSystem[]): Iterable<Violation> {
  if (!platformVersion.satisfies(version => systems.every(system => isMissing(version, system)))) { return; }
  const [system] = systems;
  const [{ version: newest }] = FARGATE_PLATFORM_VERSIONS[system];
  const retired = FARGATE_PLATFORM_VERSIONS[system].find(({ version }) => platformVersion.is(version))?.retired;
  yield {
    location: node.at('PlatformVersion'),
    message: retired
      ? `platform version ${platformVersion} was retired on ${retired}; use LATEST or ${newest}`
      : `platform version ${platformVersion} does not exist for ${system === 'LINUX' ? 'Linux' : 'Windows'}; use LATEST or ${newest}`,
    ...platformVersion.is(LAST_RETIRED_PLATFORM_VERSION) && system === 'LINUX' ? { severity: 'warning' } : {},
  };
}

/** A Linux version later than the newest one in the table may exist by now. */
function isMissing(version: string, system: FargateSystem): boolean {
  const [{ version: newest }] = FARGATE_PLATFORM_VERSIONS[system];
  return system === 'LINUX' ? isBefore(version, newest) || !/^\d+\.\d+\.\d+$/.test(version) : version !== newest;
}

/** One violation for all features of a version, because one change is enough. */
function* tooOld(task: TaskDefinition, runner: TaskRunner): Iterable<Violation> {
  const missing = platformNeeds(task, runner).filter(({ since }) => runner.platformVersion.satisfies(version => isBefore(version, since)));
  for (const version of new Set(missing.map(({ since }) => since))) {
    const needs = missing.filter(({ since }) => since === version);
    yield {
      location: runner.node.at('PlatformVersion'),
      related: [task.resource.at('')],
      message: `platform version ${runner.platformVersion} does not support ${[...new Set(needs.map(({ what }) => what))].join(', ')}; use ${version} or LATEST`,
      ...needs.every(({ isDoubtful }) => isDoubtful) ? { severity: 'warning' } : {},
    };
  }
}
