import { EXEC_STATE } from '../../../facts/exec';
import type { Container } from '../../model/container';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A container that ECS Exec opens can be written to',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The agent of ECS Exec writes into the container; where the root file system is read only it does not start, and no session can be opened.',
  fix: 'Set ReadonlyRootFilesystem to false on the container that sessions are opened in, or switch ECS Exec off.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'launch',
  *check({ enablesExec, taskDefinition, resource }) {
    if (!enablesExec.is(true)) { return; }
    if (!taskDefinition?.containerList.isKnown) { return; }
    const { containers } = taskDefinition;
    if (containers.length > 0 && containers.every(isReadOnly)) {
      yield {
        location: containers[0].node.at('ReadonlyRootFilesystem'),
        message: `ECS Exec is on for ${resource.logicalId}, but every container has a read-only root file system`,
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
    'a container to write to': { Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/app' }, Service: { EnableExecuteCommand: true } },
    'one of two': {
      Task: {
        TaskRoleArn: 'arn:aws:iam::111122223333:role/app',
        ContainerDefinitions: { 0: { ReadonlyRootFilesystem: true }, 1: { Name: 'shell', Image: 'busybox' } },
      },
      Service: { EnableExecuteCommand: true },
    },
    'volumes where the agent writes': {
      Task: {
        TaskRoleArn: 'arn:aws:iam::111122223333:role/app',
        Volumes: [{ Name: 'ssm' }],
        ContainerDefinitions: { 0: { ReadonlyRootFilesystem: true, MountPoints: [{ SourceVolume: 'ssm', ContainerPath: '/var/lib/amazon/ssm' }] } },
      },
      Service: { EnableExecuteCommand: true },
    },
  },
});

/** A volume where the agent writes is a known way around. */
function isReadOnly({ node, mountPoints }: Container): boolean {
  const mounted = [mountPoints, node.get('LinuxParameters').list('Tmpfs')];
  const paths = mounted.flatMap(list => list.map(place => place.text('ContainerPath')));
  return node.flag('ReadonlyRootFilesystem').is(true) && node.list('VolumesFrom').isEmpty
    && mounted.every(list => list.isKnown) && paths.every(path => path.satisfies(text => !EXEC_STATE.test(text)));
}
