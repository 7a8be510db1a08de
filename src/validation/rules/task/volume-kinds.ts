import { FSX_VOLUMES, VOLUME_KINDS } from '../../../facts/volumes';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { Node } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A volume has one configuration with supported settings',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS rejects a volume with two configurations. Docker does not support Autoprovision for a volume with scope task.',
  fix: 'Call addVolume() with one of host, dockerVolumeConfiguration and efsVolumeConfiguration per volume, and use Scope.SHARED with autoprovision (Volumes in CloudFormation).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const volume of task.volumes) { yield* problemsOf(volume, task); }
    const [, second] = [...task.volumes].filter(volume => volume.flag('ConfiguredAtLaunch').is(true));
    if (second) {
      yield { location: second.at('ConfiguredAtLaunch'), message: 'ECS attaches only one volume with ConfiguredAtLaunch per task; remove the second', severity: 'warning' };
    }
    yield* problemsOfFsx(task);
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'two configurations': { Task: { Volumes: [{ Name: 'data', Host: { SourcePath: '/data' }, DockerVolumeConfiguration: { Scope: 'task' } }] } },
    'two configurations, one of them empty': { Task: { Volumes: [{ Name: 'data', Host: {}, DockerVolumeConfiguration: { Scope: 'task' } }] } },
    'Autoprovision with the scope task': { Task: { Volumes: [{ Name: 'data', DockerVolumeConfiguration: { Scope: 'task', Autoprovision: true } }] } },
    'more FSx volumes than drive letters': { Task: { ...onWindows('2022_CORE'), Volumes: Array.from({ length: 24 }, (_, index) => onFsx(`data${index}`)) } },
    'an FSx volume on Windows Server 2016': { Task: { ...onWindows('2016_FULL'), Volumes: [onFsx('data')] } },
    'two volumes that are configured at launch': {
      scene: 'a Fargate service with an EBS volume',
      change: {
        Task: {
          Volumes: { 1: { Name: 'cache', ConfiguredAtLaunch: true } }, ContainerDefinitions: { 0: { MountPoints: { 1: { SourceVolume: 'cache', ContainerPath: '/cache' } } } },
        },
        Service: { VolumeConfigurations: { Ref: 'Volumes' } },
      },
    },
  },
  good: {
    'one configuration': { Task: { Volumes: [{ Name: 'data', DockerVolumeConfiguration: { Scope: 'shared', Autoprovision: true } }, { Name: 'logs', Host: {} }] } },
    'a Host under a condition': {
      Task: { Volumes: [{ Name: 'data', Host: { 'Fn::If': ['Own', { SourcePath: '/data' }, { Ref: 'AWS::NoValue' }] }, DockerVolumeConfiguration: { Scope: 'shared' } }] },
    },
    'a Host, and ConfiguredAtLaunch false': { Task: { Volumes: [{ Name: 'data', Host: {}, ConfiguredAtLaunch: false }] } },
    'an FSx volume under a condition on Windows Server 2016': {
      Task: {
        ...onWindows('2016_FULL'),
        Volumes: [{
          Name: 'data', FSxWindowsFileServerVolumeConfiguration: { 'Fn::If': ['Shared', onFsx('data').FSxWindowsFileServerVolumeConfiguration, { Ref: 'AWS::NoValue' }] },
        }],
      },
    },
  },
});

function* problemsOfFsx(task: TaskDefinition): Iterable<Violation> {
  const volumes = places(task.node, 'Volumes/*/FSxWindowsFileServerVolumeConfiguration').filter(({ isGiven }) => isGiven);
  const tooMany = volumes.at(FSX_VOLUMES.most);
  if (tooMany) { yield { location: tooMany.location, message: `a task can have at most ${FSX_VOLUMES.most} FSx volumes, but this one has ${volumes.length}; remove some`, severity: 'warning' }; }
  if (volumes.length > 0 && task.operatingSystem.is(FSX_VOLUMES.notOn)) {
    yield { location: volumes[0].location, message: `Windows Server 2016 does not mount FSx volumes such as ${task.ownerOf(volumes[0])}; use WINDOWS_SERVER_2019_CORE or later`, severity: 'warning' };
  }
}

function* problemsOf(volume: Node, task: TaskDefinition): Iterable<Violation> {
  const kinds = VOLUME_KINDS.filter(kind => kind === 'ConfiguredAtLaunch' ? volume.flag(kind).is(true) : volume.get(kind).isGiven);
  if (kinds.length > 1) {
    const location = volume.at(kinds[1]);
    const message = `${task.ownerOf(volume)} sets ${kinds.join(' and ')}; keep one`;
    // AWS does not document whether an empty Host counts
    yield { location, message, ...kinds.every(kind => volume.get(kind).isFilled) ? {} : { severity: 'warning' } };
  }
  const docker = volume.get('DockerVolumeConfiguration');
  if (docker.flag('Autoprovision').is(true) && docker.text('Scope').orDefault('task').is('task')) {
    yield { location: docker.at('Autoprovision'), message: `Autoprovision of ${task.ownerOf(volume)} requires Scope shared; its scope is task` };
  }
}

function onWindows(version: string): object {
  return {
    NetworkMode: undefined,
    RuntimePlatform: { OperatingSystemFamily: `WINDOWS_SERVER_${version}` },
    ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution',
    ContainerDefinitions: { 0: { Cpu: 512 } },
  };
}

function onFsx(Name: string) {
  const AuthorizationConfig = { CredentialsParameter: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ad-AbCdEf', Domain: 'example.com' };
  return { Name, FSxWindowsFileServerVolumeConfiguration: { FileSystemId: 'fs-0123456789abcdef0', RootDirectory: 'share', AuthorizationConfig } };
}
