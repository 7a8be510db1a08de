import { FSX_VOLUMES, VOLUME_KINDS } from '../../../facts/volumes';
import type { Node } from '../../model/node';
import { places } from '../../model/places';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A volume is of one kind, and set up in a way that the kind allows',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a volume of two kinds; Docker cannot make a volume by itself that ends with the task.',
  fix: 'Keep one configuration a volume, and set Scope to shared where Autoprovision is on.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const volume of task.volumes) { yield* problemsOf(volume, task); }
    const [, second] = [...task.volumes].filter(volume => volume.flag('ConfiguredAtLaunch').is(true));
    if (second) {
      yield { location: second.at('ConfiguredAtLaunch'), message: 'a second volume is configured at launch, one is possible', severity: 'warning' };
    }
    yield* problemsOfFsx(task);
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'two kinds': { Task: { Volumes: [{ Name: 'data', Host: { SourcePath: '/data' }, DockerVolumeConfiguration: { Scope: 'task' } }] } },
    'two kinds, one of them empty': { Task: { Volumes: [{ Name: 'data', Host: {}, DockerVolumeConfiguration: { Scope: 'task' } }] } },
    'a Docker volume of the task that makes itself': { Task: { Volumes: [{ Name: 'data', DockerVolumeConfiguration: { Scope: 'task', Autoprovision: true } }] } },
    'more drives than there are letters': { Task: { ...onWindows('2022_CORE'), Volumes: Array.from({ length: 24 }, (_, index) => onFsx(`data${index}`)) } },
    'a drive of Windows Server 2016': { Task: { ...onWindows('2016_FULL'), Volumes: [onFsx('data')] } },
  },
  good: {
    'one kind': { Task: { Volumes: [{ Name: 'data', DockerVolumeConfiguration: { Scope: 'shared', Autoprovision: true } }, { Name: 'logs', Host: {} }] } },
    'a Host that a condition leaves out': {
      Task: { Volumes: [{ Name: 'data', Host: { 'Fn::If': ['Own', { SourcePath: '/data' }, { Ref: 'AWS::NoValue' }] }, DockerVolumeConfiguration: { Scope: 'shared' } }] },
    },
  },
});

function* problemsOfFsx(task: TaskDefinition): Iterable<Violation> {
  const volumes = places(task.node, 'Volumes/*/FSxWindowsFileServerVolumeConfiguration').filter(({ isGiven }) => isGiven);
  const tooMany = volumes.at(FSX_VOLUMES.most);
  if (tooMany) { yield { location: tooMany.location, message: `${volumes.length} volumes are on FSx, at most ${FSX_VOLUMES.most} are possible`, severity: 'warning' }; }
  if (volumes.length > 0 && task.operatingSystem.is(FSX_VOLUMES.notOn)) {
    yield { location: volumes[0].location, message: `${task.ownerOf(volumes[0])} is on FSx, which Windows Server 2016 does not mount`, severity: 'warning' };
  }
}

function* problemsOf(volume: Node, task: TaskDefinition): Iterable<Violation> {
  const kinds = VOLUME_KINDS.filter(kind => kind === 'ConfiguredAtLaunch' ? volume.flag(kind).is(true) : volume.get(kind).isGiven);
  if (kinds.length > 1) {
    const location = volume.at(kinds[1]);
    const message = `${task.ownerOf(volume)} is of two kinds: ${kinds.join(' and ')}`;
    // whether ECS counts an empty Host is not written down
    yield { location, message, ...kinds.every(kind => volume.get(kind).isFilled) ? {} : { severity: 'warning' } };
  }
  const docker = volume.get('DockerVolumeConfiguration');
  if (docker.flag('Autoprovision').is(true) && docker.text('Scope').orDefault('task').is('task')) {
    yield { location: docker.at('Autoprovision'), message: `${task.ownerOf(volume)} makes itself (Autoprovision), but its Scope is the task, with which it ends` };
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

function onFsx(Name: string): object {
  const AuthorizationConfig = { CredentialsParameter: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ad-AbCdEf', Domain: 'example.com' };
  return { Name, FSxWindowsFileServerVolumeConfiguration: { FileSystemId: 'fs-0123456789abcdef0', RootDirectory: 'share', AuthorizationConfig } };
}
