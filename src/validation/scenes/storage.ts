import { merge } from './merge';
import { FARGATE_SERVICE, inlinePolicy, Resources, role } from './parts';

export const STORAGE_SCENES = {
  'a Fargate service with a volume of its own': {
    ...merge(FARGATE_SERVICE, {
      Task: {
        Properties: {
          Volumes: [{ Name: 'data', ConfiguredAtLaunch: true }],
          ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] } },
        },
      },
      Service: {
        Properties: {
          VolumeConfigurations: [{ Name: 'data', ManagedEBSVolume: { RoleArn: { 'Fn::GetAtt': ['Infrastructure', 'Arn'] }, SizeInGiB: 20, Encrypted: true } }],
        },
      },
    }),
    Infrastructure: role('ecs.amazonaws.com', {
      ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes' }],
    }),
  },

  'a Fargate service with a shared file system': {
    ...merge(FARGATE_SERVICE, {
      Task: {
        Properties: {
          TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] },
          Volumes: [{
            Name: 'shared',
            EFSVolumeConfiguration: { FilesystemId: { Ref: 'FileSystem' }, TransitEncryption: 'ENABLED', AuthorizationConfig: { IAM: 'ENABLED' } },
          }],
          ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'shared', ContainerPath: '/shared' }] } },
        },
      },
    }),
    TaskRole: role('ecs-tasks.amazonaws.com', {
      Policies: inlinePolicy(['elasticfilesystem:ClientMount', { 'Fn::GetAtt': ['FileSystem', 'Arn'] }]),
    }),
    FileSystem: {
      Type: 'AWS::EFS::FileSystem',
      Properties: {
        Encrypted: true,
        FileSystemPolicy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Action: ['elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientRootAccess'],
            Principal: { AWS: '*' },
            Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
          }],
        },
      },
    },
  },
} satisfies Record<string, Resources>;
