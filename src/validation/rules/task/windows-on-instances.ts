import { CREDENTIAL_PROXY_PORT } from '../../../facts/ports';
import type { Container } from '../../model/entities/container';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A Windows container on a container instance has CPU units, mounts paths of one drive and can use its role',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'Without CPU units Windows gives a container one hundredth of a CPU. Windows mounts only paths of the same drive. Outside network mode awsvpc, a container needs a script in its image to get the task role, over port 80 of the host.',
  fix: 'Set cpu in addContainer(), mount a containerPath on the drive of the host path, and set networkMode: NetworkMode.AWS_VPC for tasks with a role. In CloudFormation: Cpu, MountPoints and NetworkMode.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_IAM_roles.html',

  subject: 'taskDefinition',
  *check(task) {
    const isOnInstances = task.isWindows && task.computes.some(compute => compute === 'EC2' || compute === 'EXTERNAL');
    if (!isOnInstances || task.mayRunOn('FARGATE')) { return; }
    for (const container of task.containers.filter(({ node }) => node.isGiven)) {
      yield* withoutCpu(container);
      yield* acrossDrives(container, task);
    }
    // external instances have no other network mode
    const mayHaveAwsvpc = task.computes.some(compute => compute !== 'EXTERNAL');
    if (mayHaveAwsvpc && task.node.get('TaskRoleArn').isGiven && task.node.get('NetworkMode').isAbsent) { yield* roleOutsideAwsvpc(task); }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'a container without CPU units': { Task: { ...windows(), ContainerDefinitions: { 0: { Cpu: undefined } } } },
    'a container without CPU units on ECS Anywhere': {
      scene: 'a service on ECS Anywhere', change: { Task: { ...windows(), ContainerDefinitions: { 0: { Cpu: undefined } } } },
    },
    'a role outside network mode awsvpc': { Task: { ...windows(), TaskRoleArn: 'arn:aws:iam::111122223333:role/app', ContainerDefinitions: { 0: { Cpu: 512, PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
    'a role outside network mode awsvpc, and host port 80': {
      Task: { ...windows(), TaskRoleArn: 'arn:aws:iam::111122223333:role/app', ContainerDefinitions: { 0: { Cpu: 512, PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } } },
    },
    'a mount on another drive': {
      Task: {
        ...windows(),
        Volumes: [{ Name: 'data', Host: { SourcePath: 'D:\\data' } }],
        ContainerDefinitions: { 0: { Cpu: 512, MountPoints: [{ SourceVolume: 'data', ContainerPath: 'C:\\data' }] } },
      },
    },
  },
  good: {
    'a role on ECS Anywhere, which has no network mode awsvpc': {
      scene: 'a service on ECS Anywhere',
      change: { Task: { ...windows(), TaskRoleArn: 'arn:aws:iam::111122223333:role/app', ContainerDefinitions: { 0: { Cpu: 512, PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
    },
    'a container without CPU units in an unused task definition': {
      Task: { ...windows(), RequiresCompatibilities: undefined, ContainerDefinitions: { 0: { Cpu: undefined } } }, Service: undefined,
    },
    'a container without CPU units in a task that may run on Fargate': {
      Task: {
        ...windows(),
        RequiresCompatibilities: ['EC2', 'FARGATE'],
        NetworkMode: 'awsvpc',
        Cpu: '1024',
        Memory: '2048',
        ContainerDefinitions: { 0: { Cpu: undefined, PortMappings: [{ ContainerPort: 80 }] } },
      },
      Service: undefined,
    },
    'a container without CPU units, under a condition': {
      Task: { ...windows(), ContainerDefinitions: { 0: { Cpu: 512 }, 1: { 'Fn::If': ['Traced', { Name: 'tracer', Image: 'tracer', Memory: 512 }, { Ref: 'AWS::NoValue' }] } } },
    },
    'a named pipe': mount('\\\\.\\pipe\\docker_engine', 'C:\\pipe'),
    'a path at a named pipe': mount('C:\\pipe', '\\\\.\\pipe\\docker_engine'),
    'a role in network mode awsvpc': {
      Task: {
        ...windows(),
        NetworkMode: 'awsvpc',
        TaskRoleArn: 'arn:aws:iam::111122223333:role/app',
        ContainerDefinitions: { 0: { Cpu: 512, PortMappings: [{ ContainerPort: 80 }] } },
      },
      Service: undefined,
    },
    'CPU units, and a mount on the same drive': {
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
    yield { location: node.at('Cpu'), message: `${label} has no CPU units (Cpu); Windows gives it one hundredth of a CPU, set cpu`, severity: 'warning' };
  }
}

function* acrossDrives({ mountPoints, label }: Container, { volumes }: TaskDefinition): Iterable<Violation> {
  for (const mountPoint of mountPoints) {
    const source = [...volumes].find(volume => volume.text('Name').satisfies(name => mountPoint.text('SourceVolume').is(name)))?.get('Host').text('SourcePath');
    const path = mountPoint.text('ContainerPath');
    if (source?.satisfies(from => path.satisfies(to => driveOf(from) !== undefined && driveOf(to) !== undefined && driveOf(from) !== driveOf(to)))) {
      yield { location: mountPoint.at('ContainerPath'), message: `${label} mounts ${source} at ${path}; Windows mounts only paths of the same drive, change containerPath`, severity: 'warning' };
    }
  }
}

function* roleOutsideAwsvpc({ node, containers }: TaskDefinition): Iterable<Violation> {
  const location = node.at('TaskRoleArn');
  yield { location, message: 'the task has a role, but outside network mode awsvpc a Windows container needs a script in its image to get it; set NetworkMode.AWS_VPC', severity: 'warning' };
  for (const { portMappings, label } of containers) {
    for (const mapping of portMappings.filter(({ hostPort }) => hostPort.is(CREDENTIAL_PROXY_PORT))) {
      yield { location: mapping.node.at('HostPort'), message: `${label} uses host port ${CREDENTIAL_PROXY_PORT}, which serves the credentials of the task role; choose another one` };
    }
  }
}

function driveOf(path: string): string | undefined { return /^([A-Za-z]):/.exec(path)?.[1].toUpperCase(); }

function windows(): object { return { NetworkMode: undefined, RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }; }

function mount(SourcePath: string, ContainerPath: string): { readonly Task: object } {
  return {
    Task: {
      ...windows(),
      Volumes: [{ Name: 'data', Host: { SourcePath } }],
      ContainerDefinitions: { 0: { Cpu: 512, MountPoints: [{ SourceVolume: 'data', ContainerPath }] } },
    },
  };
}
