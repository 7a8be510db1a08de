import { usedMountsOf } from '../../model/entities/file-system';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { hasNoDirectory } from '../../model/queries/empty-file-systems';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The root directory of a volume exists in its file system',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A new file system is empty, and ECS does not create the root directory of a volume. The mount fails with "No such file or directory", and the tasks do not start.',
  fix: 'Add an access point with createAcl and path, which creates its directory, and set authorizationConfig.accessPointId instead of rootDirectory; or mount the whole file system. In CloudFormation: AWS::EFS::AccessPoint with RootDirectory.CreationInfo.',
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/enforce-root-directory-access-point.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { volume, configuration, fileSystem } of usedMountsOf(task)) {
      if (!hasNoDirectory(fileSystem, task.application)) { continue; }
      yield {
        location: configuration.at('RootDirectory'),
        related: [fileSystem.resource.at('')],
        message: `${task.ownerOf(volume)} mounts directory ${configuration.text('RootDirectory')} of ${fileSystem.resource.logicalId}, which nothing in the app creates`,
        ...startsAtOnce(task) ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service with a shared file system',
  bad: {
    'a directory of a new file system': directory('/grafana'),
    'a directory, for a service without tasks': { ...directory('/grafana'), Service: { DesiredCount: 0 } },
  },
  good: {
    'the whole file system': directory('/'),
    'a directory from a parameter': directory({ Ref: 'Directory' }),
    'an access point, which may create the directory': {
      Task: { Volumes: { 0: { EFSVolumeConfiguration: { RootDirectory: undefined, AuthorizationConfig: { AccessPointId: { Ref: 'AccessPoint' } } } } } },
      AccessPoint: { Type: 'AWS::EFS::AccessPoint', Properties: { FileSystemId: { Ref: 'FileSystem' } } },
    },
    'an access point, through which something else may create the directory': {
      ...directory('/grafana'), AccessPoint: { Type: 'AWS::EFS::AccessPoint', Properties: { FileSystemId: { Ref: 'FileSystem' } } },
    },
    'a task that mounts the whole file system': {
      ...directory('/grafana'),
      Init: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          RequiresCompatibilities: ['FARGATE'],
          NetworkMode: 'awsvpc',
          Cpu: '256',
          Memory: '512',
          ContainerDefinitions: [{ Name: 'init', Image: 'public.ecr.aws/docker/library/busybox:1' }],
          Volumes: [{ Name: 'all', EFSVolumeConfiguration: { FilesystemId: { Ref: 'FileSystem' }, TransitEncryption: 'ENABLED' } }],
        },
      },
    },
    'another service that may create the directory': {
      ...directory('/grafana'),
      Init: { Type: 'AWS::DataSync::LocationEFS', Properties: { EfsFilesystemArn: { 'Fn::GetAtt': ['FileSystem', 'Arn'] } } },
    },
    'a custom resource that may create the directory': {
      ...directory('/grafana'),
      Init: { Type: 'Custom::Directory', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:make', FileSystem: { Ref: 'FileSystem' } } },
    },
    'a copy of another file system': { ...directory('/grafana'), FileSystem: { ReplicationConfiguration: { Destinations: [{ Region: 'eu-central-1' }] } } },
    'a volume that no container mounts': { Task: { ...directory('/grafana').Task, ContainerDefinitions: { 0: { MountPoints: undefined } } } },
  },
});

function directory(RootDirectory: unknown) { return { Task: { Volumes: { 0: { EFSVolumeConfiguration: { RootDirectory } } } } }; }

/** Tasks that start later may find a directory that was created by hand. */
function startsAtOnce({ taskRunners }: TaskDefinition): boolean { return taskRunners.some(({ startsTasks, isIdle }) => !startsTasks && !isIdle); }
