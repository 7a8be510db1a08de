import { EFS_MOUNT_ACTION } from '../../../facts/iam-needs';
import { arnOf } from '../../model/iam/arn';
import { mayAdmitAnybody } from '../../model/iam/resource-policy';
import type { Node } from '../../model/node';
import type { Resource } from '../../model/resource';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule } from '../rule';

const allow = (Action: string, more: object = {}) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }] });

export default defineRule({
  title: 'The policy of a file system lets the tasks in that mount it',
  severity: 'warning',
  outcome: 'cannot-start',
  why: 'A file system with a policy lets in whom its policy, or that of the role, allows elasticfilesystem:ClientMount; mounting fails for everybody else, and the task does not start.',
  fix: 'Set AuthorizationConfig.IAM to ENABLED and allow the task role elasticfilesystem:ClientMount on the file system.',
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html',

  on: 'taskDefinition',
  *check(task) {
    for (const volume of [...task.volumes].filter(each => isMounted(each, task))) {
      const configuration = volume.get('EFSVolumeConfiguration');
      const fileSystem = configuration.target('FilesystemId');
      const policy = fileSystem?.properties.get('FileSystemPolicy');
      if (!fileSystem || fileSystem.type !== 'AWS::EFS::FileSystem' || !policy?.isGiven) { continue; }
      const problem = problemOf(task, configuration, fileSystem);
      if (problem) { yield { location: configuration.location, message: `${task.ownerOf(volume)} is on ${fileSystem.logicalId}, ${problem}` }; }
    }
  },

  scene: 'a Fargate service with a shared file system',
  bad: {
    'a role without permission': { TaskRole: { Policies: undefined } },
    'nobody in particular': {
      Task: { Volumes: { 0: { EFSVolumeConfiguration: { AuthorizationConfig: { IAM: 'DISABLED' } } } } },
    },
  },
  good: {
    'a policy for everybody': {
      Task: { Volumes: { 0: { EFSVolumeConfiguration: { AuthorizationConfig: { IAM: 'DISABLED' } } } } },
      FileSystem: { FileSystemPolicy: allow('elasticfilesystem:Client*', { Principal: { AWS: '*' } }) },
    },
    'no policy at all': { TaskRole: { Policies: undefined }, FileSystem: { FileSystemPolicy: undefined } },
    'a policy for the role': {
      TaskRole: { Policies: undefined },
      FileSystem: { FileSystemPolicy: allow('elasticfilesystem:ClientMount', { Principal: { AWS: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } } }) },
    },
  },
});

function isMounted(volume: Node, task: TaskDefinition): boolean {
  const name = volume.text('Name').known;
  return name !== undefined && task.containers.some(({ mountPoints }) => [...mountPoints].some(mount => mount.text('SourceVolume').is(name)));
}

function problemOf({ taskRole }: TaskDefinition, configuration: Node, fileSystem: Resource): string | undefined {
  const identity = configuration.get('AuthorizationConfig').text('IAM').orDefault('DISABLED');
  if (identity.is('DISABLED') && !mayAdmitAnybody(fileSystem.properties.get('FileSystemPolicy'), EFS_MOUNT_ACTION)) {
    return 'whose policy lets in nobody without a role, but AuthorizationConfig.IAM is not ENABLED';
  }
  if (identity.is('ENABLED') && taskRole?.may(EFS_MOUNT_ACTION, arnOf(fileSystem)) === 'no') {
    return `on which ${taskRole.label} is not allowed ${EFS_MOUNT_ACTION}`;
  }
  return undefined;
}
