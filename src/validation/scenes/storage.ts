import { merge } from './merge';
import { FARGATE_SERVICE, inlinePolicy, Resources, role, routesOutsideApp, VPC } from './parts';

const SHARED: Resources = {
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
    Service: {
      DependsOn: ['Providers', 'TargetA', 'TargetB'],
      Properties: {
        NetworkConfiguration: {
          AwsvpcConfiguration: { Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }], SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] },
        },
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
  ...VPC,
  ...zoneOf('A', '10.0.0.0/20', 0),
  ...zoneOf('B', '10.0.16.0/20', 1),
  TaskGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'tasks', VpcId: { Ref: 'Vpc' } } },
  TargetGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'mount targets', VpcId: { Ref: 'Vpc' } } },
  FromTasks: {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Properties: {
      GroupId: { 'Fn::GetAtt': ['TargetGroup', 'GroupId'] },
      IpProtocol: 'tcp',
      FromPort: 2049,
      ToPort: 2049,
      SourceSecurityGroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] },
    },
  },
};

export const STORAGE_SCENES = {
  'a Fargate service with an EBS volume': {
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

  'a Fargate service with a shared file system': SHARED,

  'a Fargate service with an access point of a shared file system': {
    ...merge(SHARED, { Task: { Properties: { Volumes: { 0: { EFSVolumeConfiguration: { AuthorizationConfig: { AccessPointId: { Ref: 'AccessPoint' } } } } } } } }),
    AccessPoint: { Type: 'AWS::EFS::AccessPoint', Properties: { FileSystemId: { Ref: 'FileSystem' } } },
  },

  'a Fargate service with a file system in a peered VPC': {
    ...merge(SHARED, {
      TargetA: { Properties: { SubnetId: { Ref: 'FileSubnet' }, IpAddress: '10.1.0.10' } },
      TargetB: undefined,
      TargetGroup: { Properties: { VpcId: { Ref: 'FileVpc' } } },
      Service: { DependsOn: ['Providers', 'TargetA'] },
    }),
    FileVpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/16', EnableDnsSupport: true, EnableDnsHostnames: true } },
    FileSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'FileVpc' }, CidrBlock: '10.1.0.0/20' } },
    Peering: { Type: 'AWS::EC2::VPCPeeringConnection', Properties: { VpcId: { Ref: 'Vpc' }, PeerVpcId: { Ref: 'FileVpc' } } },
    Zone: {
      Type: 'AWS::Route53::HostedZone',
      Properties: { Name: { 'Fn::Sub': '${FileSystem}.efs.${AWS::Region}.amazonaws.com' }, VPCs: [{ VPCId: { Ref: 'Vpc' }, VPCRegion: { Ref: 'AWS::Region' } }] },
    },
    Name: {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        HostedZoneId: { Ref: 'Zone' },
        Name: { 'Fn::Sub': '${FileSystem}.efs.${AWS::Region}.amazonaws.com' },
        Type: 'A',
        TTL: '60',
        ResourceRecords: ['10.1.0.10'],
      },
    },
  },
} satisfies Record<string, Resources>;

/** A subnet in its own Availability Zone, with a mount target. */
function zoneOf(name: 'A' | 'B', range: string, zone: number): Resources {
  return {
    [`Subnet${name}`]: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: range, AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] } },
    },
    [`Subnet${name}Routes`]: routesOutsideApp(`Subnet${name}`),
    [`Target${name}`]: {
      Type: 'AWS::EFS::MountTarget',
      Properties: {
        FileSystemId: { Ref: 'FileSystem' },
        SubnetId: { Ref: `Subnet${name}` },
        SecurityGroups: [{ 'Fn::GetAtt': ['TargetGroup', 'GroupId'] }],
      },
    },
  };
}
