import { EXEC_STATE } from '../../../facts/exec';
import type { Container } from '../../model/entities/container';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A task with ECS Exec has a container with a writable root file system',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The ECS Exec agent writes to the root file system of the container. If the file system is read-only, the agent does not start and no session can be opened.',
  fix: 'Set readonlyRootFilesystem to false in addContainer() of one container (ReadonlyRootFilesystem in CloudFormation), or set enableExecuteCommand to false.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'taskRunner',
  *check({ enablesExec, taskDefinition, resource }) {
    if (!enablesExec.is(true)) { return; }
    if (!taskDefinition?.containerList.isKnown) { return; }
    const { containers } = taskDefinition;
    if (containers.length > 0 && containers.every(isReadOnly)) {
      yield {
        location: containers[0].node.at('ReadonlyRootFilesystem'),
        message: `ReadonlyRootFilesystem is true for every container, so ECS Exec of ${resource.logicalId} cannot open a session; set readonlyRootFilesystem to false for one container`,
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a read-only container': {
      Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/app', ContainerDefinitions: { 0: { ReadonlyRootFilesystem: true } } }, Service: { EnableExecuteCommand: true },
    },
  },
  good: {
    'a writable container': { Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/app' }, Service: { EnableExecuteCommand: true } },
    'one writable container of two': {
      Task: {
        TaskRoleArn: 'arn:aws:iam::111122223333:role/app',
        ContainerDefinitions: { 0: { ReadonlyRootFilesystem: true }, 1: { Name: 'shell', Image: 'busybox' } },
      },
      Service: { EnableExecuteCommand: true },
    },
    'a volume at the path where the agent writes': {
      Task: {
        TaskRoleArn: 'arn:aws:iam::111122223333:role/app',
        Volumes: [{ Name: 'ssm' }],
        ContainerDefinitions: { 0: { ReadonlyRootFilesystem: true, MountPoints: [{ SourceVolume: 'ssm', ContainerPath: '/var/lib/amazon/ssm' }] } },
      },
      Service: { EnableExecuteCommand: true },
    },
    'a read-only container without ECS Exec': { Task: { ContainerDefinitions: { 0: { ReadonlyRootFilesystem: true } } } },
    'volumes from another container': {
      Task: {
        TaskRoleArn: 'arn:aws:iam::111122223333:role/app',
        ContainerDefinitions: {
          0: { ReadonlyRootFilesystem: true, VolumesFrom: [{ SourceContainer: 'state' }] }, 1: { Name: 'state', Image: 'busybox', ReadonlyRootFilesystem: true },
        },
      },
      Service: { EnableExecuteCommand: true },
    },
    'mount points from a parameter': {
      Task: {
        TaskRoleArn: 'arn:aws:iam::111122223333:role/app', ContainerDefinitions: { 0: { ReadonlyRootFilesystem: true, MountPoints: { Ref: 'MountPoints' } } },
      },
      Service: { EnableExecuteCommand: true },
    },
  },
});

/** Whether the file system is read-only, also in the folder of the agent. With a volume there, the agent starts. */
function isReadOnly({ node, mountPoints }: Container): boolean {
  const mounted = [mountPoints, node.get('LinuxParameters').list('Tmpfs')];
  const paths = mounted.flatMap(list => list.map(place => place.text('ContainerPath')));
  return node.flag('ReadonlyRootFilesystem').is(true) && node.list('VolumesFrom').isEmpty
    && mounted.every(list => list.isKnown) && paths.every(path => path.satisfies(text => !EXEC_STATE.test(text)));
}
