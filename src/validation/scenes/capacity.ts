import { AMI, WINDOWS_TASK, windowsScript } from './extras';
import { merge } from './merge';
import { CLUSTER, FARGATE_SERVICE, Resources, role, routesOutsideApp, serviceOnInstances, TASK_ON_INSTANCES, TASK_ROLES, VPC } from './parts';

const MANAGED_INSTANCES: Resources = {
  Cluster: CLUSTER.Cluster,
  LogGroup: FARGATE_SERVICE.LogGroup,
  ...TASK_ROLES,
  ...merge({ Task: FARGATE_SERVICE.Task, Service: FARGATE_SERVICE.Service }, {
    Task: { Properties: { RequiresCompatibilities: ['MANAGED_INSTANCES'] } },
    Service: {
      DependsOn: undefined,
      Properties: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }] },
    },
  }),
  Provider: {
    Type: 'AWS::ECS::CapacityProvider',
    Properties: {
      ClusterName: { Ref: 'Cluster' },
      ManagedInstancesProvider: {
        InfrastructureRoleArn: { 'Fn::GetAtt': ['Infrastructure', 'Arn'] },
        InstanceLaunchTemplate: {
          Ec2InstanceProfileArn: { 'Fn::GetAtt': ['Profile', 'Arn'] },
          NetworkConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] },
        },
      },
    },
  },
  Infrastructure: role('ecs.amazonaws.com', {
    ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances' }],
  }),
  Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'InstanceRole' }] } },
  InstanceRole: role('ec2.amazonaws.com', {
    RoleName: 'ecsInstanceRole-web',
    ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances' }],
  }),
};

/** A service on an Auto Scaling group of four instances at most. */
const ON_GROUP: Resources = {
  ...CLUSTER,
  Providers: {
    Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    Properties: {
      Cluster: { Ref: 'Cluster' },
      CapacityProviders: [{ Ref: 'Instances' }, 'FARGATE'],
      DefaultCapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }],
    },
  },
  Instances: {
    Type: 'AWS::ECS::CapacityProvider',
    Properties: {
      AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'Group' }, ManagedScaling: { Status: 'ENABLED' }, ManagedTerminationProtection: 'DISABLED' },
    },
  },
  Group: {
    Type: 'AWS::AutoScaling::AutoScalingGroup',
    Properties: {
      MinSize: '1',
      MaxSize: '4',
      VPCZoneIdentifier: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'],
      LaunchTemplate: { LaunchTemplateId: { Ref: 'Template' }, Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] } },
    },
  },
  Template: {
    Type: 'AWS::EC2::LaunchTemplate',
    Properties: {
      LaunchTemplateData: {
        ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}',
        InstanceType: 'm7i.large',
        IamInstanceProfile: { Arn: { 'Fn::GetAtt': ['InstanceProfile', 'Arn'] } },
        UserData: { 'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config' } },
        MetadataOptions: { HttpTokens: 'required' },
      },
    },
  },
  InstanceProfile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'InstanceRole' }] } },
  InstanceRole: role('ec2.amazonaws.com', {
    ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role' }],
  }),
  Task: TASK_ON_INSTANCES,
  Service: serviceOnInstances({ CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }] }, 'Providers'),
};

const DAEMON: Resources = {
  ...without(MANAGED_INSTANCES, 'Task', 'Service'),
  Agent: {
    Type: 'AWS::ECS::DaemonTaskDefinition',
    Properties: {
      Family: 'agent',
      Cpu: '256',
      Memory: '512',
      ExecutionRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] },
      ContainerDefinitions: [{
        Name: 'agent',
        Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300',
        Essential: true,
        LogConfiguration: {
          LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'LogGroup' }, 'awslogs-region': { Ref: 'AWS::Region' }, 'awslogs-stream-prefix': 'agent' },
        },
      }],
    },
  },
  Daemon: {
    Type: 'AWS::ECS::Daemon',
    Properties: {
      DaemonName: 'agent',
      ClusterArn: { 'Fn::GetAtt': ['Cluster', 'Arn'] },
      DaemonTaskDefinitionArn: { Ref: 'Agent' },
      CapacityProviderArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:capacity-provider/${Provider}' }],
      DeploymentConfiguration: { DrainPercent: 25, BakeTimeInMinutes: 5 },
      PropagateTags: 'DAEMON',
    },
  },
};

export const CAPACITY_SCENES = {
  'a Fargate service on a strategy': merge(FARGATE_SERVICE, {
    Service: {
      Properties: {
        LaunchType: undefined,
        CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 3 }],
      },
    },
  }),

  'a service on a capacity provider': ON_GROUP,

  'a service on a capacity provider without managed scaling': merge(ON_GROUP, {
    Instances: { Properties: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } } },
  }),

  'a service with a host port on a capacity provider without managed scaling': merge(ON_GROUP, {
    Instances: { Properties: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } } },
    Task: { Properties: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
  }),

  'a service on Windows instances': merge(ON_GROUP, {
    Template: {
      Properties: {
        LaunchTemplateData: {
          ImageId: AMI.windows,
          ...windowsScript(
            '-EnableTaskIAMRole -EnableTaskENI -LoggingDrivers \'["json-file","awslogs"]\'',
            '[Environment]::SetEnvironmentVariable("ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", $TRUE, "Machine")',
          ),
        },
      },
    },
    Task: {
      Properties: {
        ...WINDOWS_TASK,
        NetworkMode: 'awsvpc',
        TaskRoleArn: 'arn:aws:iam::111122223333:role/web',
        ExecutionRoleArn: 'arn:aws:iam::111122223333:role/web',
        ContainerDefinitions: {
          0: { ...WINDOWS_TASK.ContainerDefinitions[0], LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': 'web', 'awslogs-region': 'eu-west-1' } } },
        },
      },
    },
    Service: { Properties: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } } } },
  }),

  'a service with a host port on a capacity provider': merge(ON_GROUP, {
    Task: { Properties: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
  }),

  'a service on ECS Anywhere': {
    Cluster: CLUSTER.Cluster,
    ...merge({ Task: TASK_ON_INSTANCES }, { Task: { Properties: { RequiresCompatibilities: ['EXTERNAL'] } } }),
    Service: serviceOnInstances({ LaunchType: 'EXTERNAL' }),
  },

  'a service on Managed Instances': MANAGED_INSTANCES,

  'a service on Managed Instances in a VPC of the app': {
    ...VPC,
    InstanceSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.16.0/20' } },
    InstanceRoutes: routesOutsideApp('InstanceSubnet'),
    InstanceSecurity: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'instances', VpcId: { Ref: 'Vpc' } } },
    ...merge(MANAGED_INSTANCES, {
      Provider: {
        Properties: {
          ManagedInstancesProvider: {
            InstanceLaunchTemplate: {
              NetworkConfiguration: { Subnets: [{ Ref: 'InstanceSubnet' }], SecurityGroups: [{ 'Fn::GetAtt': ['InstanceSecurity', 'GroupId'] }] },
            },
          },
        },
      },
    }),
  },

  'a daemon on Managed Instances': DAEMON,

  'a service on Managed Instances in stack web': MANAGED_INSTANCES,

  'a service on a capacity provider in stack ecs-web': merge(ON_GROUP, { Instances: { Properties: { Name: 'web' } } }),
} satisfies Record<string, Resources>;

function without(resources: Resources, ...logicalIds: readonly string[]): Resources {
  return Object.fromEntries(Object.entries(resources).filter(([logicalId]) => !logicalIds.includes(logicalId)));
}
