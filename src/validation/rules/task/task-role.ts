import type { TaskDefinition } from '../../model/entities/task-definition';
import { runTaskState, scheduled } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A task definition has a task role if ECS Exec or a volume uses it',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS Exec and IAM authorization of file systems use the task role. On Fargate there is no instance role that they could use instead.',
  fix: 'Pass taskRole to the task definition, or keep the one that the CDK creates; in CloudFormation, set TaskRoleArn to a role that ecs-tasks.amazonaws.com may assume.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',

  subject: 'taskDefinition',
  *check(task) {
    if (!task.node.get('TaskRoleArn').isAbsent) { return; }
    const location = task.node.at('TaskRoleArn');
    if (isOpenToExec(task)) { yield { location, message: 'TaskRoleArn is not set, so ECS Exec cannot open sessions; set taskRole' }; }
    yield* withoutRoleForVolumes(task);
  },

  scene: 'a Fargate service',
  bad: {
    'ECS Exec': { Service: { EnableExecuteCommand: true } },
    'ECS Exec for a schedule': {
      Schedule: scheduled({ EnableExecuteCommand: true, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } }),
    },
    'an EFS volume with IAM': {
      Task: {
        Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-0123456789abcdef0', TransitEncryption: 'ENABLED', AuthorizationConfig: { IAM: 'ENABLED' } } }],
      },
    },
    'a volume on S3 Files': {
      Task: { Volumes: [{ Name: 'data', S3FilesVolumeConfiguration: { FileSystemArn: 'arn:aws:s3files:eu-west-1:111122223333:file-system/fs-0123456789abcdef0' } }] },
    },
  },
  good: {
    'ECS Exec with a role': { Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/app' }, Service: { EnableExecuteCommand: true } },
    'an EFS volume without IAM': { Task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-0123456789abcdef0' } }] } },
    'ECS Exec on container instances, with the instance role': { scene: 'a service on a capacity provider', change: { Service: { EnableExecuteCommand: true } } },
    'ECS Exec with a role in the overrides': {
      Machine: runTaskState({ EnableExecuteCommand: true, Overrides: { TaskRoleArn: 'arn:aws:iam::111122223333:role/app' } }),
    },
    'an EFS volume with IAM on container instances, with the instance role': {
      scene: 'a service on a capacity provider',
      change: {
        Task: {
          Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-0123456789abcdef0', TransitEncryption: 'ENABLED', AuthorizationConfig: { IAM: 'ENABLED' } } }],
        },
      },
    },
  },
});

/** On container instances the agent uses the instance role if there is no task role. */
function isOpenToExec({ taskRunners }: TaskDefinition): boolean {
  return taskRunners.some(({ enablesExec, compute, replacesTaskRole }) => enablesExec.is(true) && compute.is('FARGATE') && !replacesTaskRole);
}

function* withoutRoleForVolumes(task: TaskDefinition): Iterable<Violation> {
  for (const volume of task.volumes) {
    const location = task.node.at('TaskRoleArn');
    if (volume.get('S3FilesVolumeConfiguration').isGiven) {
      yield { location, message: `TaskRoleArn is not set, but ${task.ownerOf(volume)} on S3 Files is mounted with it; set taskRole` };
    }
    if (task.computes.includes('FARGATE') && volume.get('EFSVolumeConfiguration').get('AuthorizationConfig').text('IAM').is('ENABLED')) {
      yield { location, message: `TaskRoleArn is not set, but IAM authorization of ${task.ownerOf(volume)} on EFS uses it; set taskRole`, severity: 'warning' };
    }
  }
}
