import { CREDENTIAL_PROXY_PORT } from '../../../facts/ports';
import type { Container } from '../../model/container';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A Windows container on an instance gets its CPU, its mounts and its role',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'Without CPU units Windows gives a container one hundredth of a CPU, it mounts within one drive alone, and outside of awsvpc the role comes through port 80 of the host and a script of the image.',
  fix: 'Set Cpu of the container, mount a path on the same drive, and use awsvpc for tasks that have a role.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_IAM_roles.html',

  subject: 'taskDefinition',
  *check(task) {
    const isOnInstances = task.isWindows && task.computes.some(compute => compute === 'EC2' || compute === 'EXTERNAL');
    if (!isOnInstances || task.mayRunOn('FARGATE')) { return; }
    for (const container of task.containers.filter(({ node }) => node.isGiven)) {
      yield* withoutCpu(container);
      yield* acrossDrives(container, task);
    }
    if (task.node.get('TaskRoleArn').isGiven && (task.node.get('NetworkMode').isAbsent || task.node.text('NetworkMode').differs('awsvpc'))) { yield* roleOutsideAwsvpc(task); }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'no CPU': { Task: { ...windows(), ContainerDefinitions: { 0: { Cpu: undefined } } } },
    'a role that comes through port 80': {
      Task: { ...windows(), TaskRoleArn: 'arn:aws:iam::111122223333:role/app', ContainerDefinitions: { 0: { Cpu: 512, PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } } },
    },
    'a mount across drives': {
      Task: {
        ...windows(),
        Volumes: [{ Name: 'data', Host: { SourcePath: 'D:\\data' } }],
        ContainerDefinitions: { 0: { Cpu: 512, MountPoints: [{ SourceVolume: 'data', ContainerPath: 'C:\\data' }] } },
      },
    },
  },
  good: {
    'a role with awsvpc': {
      Task: {
        ...windows(),
        NetworkMode: 'awsvpc',
        TaskRoleArn: 'arn:aws:iam::111122223333:role/app',
        ContainerDefinitions: { 0: { Cpu: 512, PortMappings: [{ ContainerPort: 80 }] } },
      },
      Service: undefined,
    },
    'all of it': {
      Task: {
        ...windows(),
        Volumes: [{ Name: 'data', Host: { SourcePath: 'C:\\data' } }],
        ContainerDefinitions: { 0: { Cpu: 512, MountPoints: [{ SourceVolume: 'data', ContainerPath: 'C:\\data' }] } },
      },
    },
  },
});

function* withoutCpu({ node, label, cpu }: Container): Iterable<Violation> {
  if (cpu.orDefault(0).is(0)) {
    yield { location: node.at('Cpu'), message: `${label} asks for no CPU units, and Windows gives it a hundredth of a CPU`, severity: 'warning' };
  }
}

function* acrossDrives({ mountPoints, label }: Container, { volumes }: TaskDefinition): Iterable<Violation> {
  for (const mountPoint of mountPoints) {
    const source = [...volumes].find(volume => volume.text('Name').satisfies(name => mountPoint.text('SourceVolume').is(name)))?.get('Host').text('SourcePath');
    const path = mountPoint.text('ContainerPath');
    if (source?.satisfies(from => path.satisfies(to => driveOf(from) !== undefined && driveOf(to) !== undefined && driveOf(from) !== driveOf(to)))) {
      yield { location: mountPoint.at('ContainerPath'), message: `${label} mounts ${source} at ${path}, on another drive`, severity: 'warning' };
    }
  }
}

function* roleOutsideAwsvpc({ node, containers }: TaskDefinition): Iterable<Violation> {
  const location = node.at('TaskRoleArn');
  yield { location, message: 'the task has a role, which outside of awsvpc reaches a Windows container through a script of its image alone', severity: 'warning' };
  for (const { portMappings, label } of containers) {
    for (const mapping of portMappings.filter(({ hostPort }) => hostPort.is(CREDENTIAL_PROXY_PORT))) {
      yield { location: mapping.node.at('HostPort'), message: `${label} takes port ${CREDENTIAL_PROXY_PORT} of the host, through which the role of the task comes` };
    }
  }
}

function driveOf(path: string): string | undefined { return /^([A-Za-z]):/.exec(path)?.[1].toUpperCase(); }

function windows(): object { return { NetworkMode: undefined, RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }; }
