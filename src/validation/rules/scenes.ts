import type { Change } from './rule';
import type { RawResource } from '../model/source';

type Resources = Readonly<Record<string, RawResource>>;

const EXECUTION_POLICY = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy' };

/** What tasks read besides is allowed by a policy that is not in the app. */
const TASK_ROLES: Resources = {
  ExecutionRole: role('ecs-tasks.amazonaws.com', { ManagedPolicyArns: [EXECUTION_POLICY, 'arn:aws:iam::111122223333:policy/app-configuration'] }),
};

function role(service: string, properties: object): RawResource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] },
      ...properties,
    },
  };
}

function inlinePolicy(...statements: readonly (readonly [string | readonly string[], unknown])[]): readonly object[] {
  return [{
    PolicyName: 'inline',
    PolicyDocument: { Version: '2012-10-17', Statement: statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })) },
  }];
}

const CLUSTER: Resources = {
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: {} },
  Providers: {
    Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    Properties: { Cluster: { Ref: 'Cluster' }, CapacityProviders: ['FARGATE', 'FARGATE_SPOT'], DefaultCapacityProviderStrategy: [] },
  },
};

const FARGATE_SERVICE: Resources = {
  ...TASK_ROLES,
  ...CLUSTER,
  LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 90 } },
  Task: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      RequiresCompatibilities: ['FARGATE'],
      NetworkMode: 'awsvpc',
      Cpu: '512',
      Memory: '1024',
      ExecutionRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] },
      ContainerDefinitions: [{
        Name: 'web',
        Image: 'public.ecr.aws/nginx/nginx:1.27',
        Essential: true,
        PortMappings: [{ ContainerPort: 80 }],
        LogConfiguration: {
          LogDriver: 'awslogs',
          Options: { 'awslogs-group': { Ref: 'LogGroup' }, 'awslogs-region': { Ref: 'AWS::Region' }, 'awslogs-stream-prefix': 'web' },
        },
      }],
    },
  },
  Service: {
    Type: 'AWS::ECS::Service',
    DependsOn: ['Providers'],
    Properties: {
      Cluster: { Ref: 'Cluster' },
      TaskDefinition: { Ref: 'Task' },
      LaunchType: 'FARGATE',
      DesiredCount: 2,
      DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 200, DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
    },
  },
};

const VPC: Resources = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', EnableDnsSupport: true, EnableDnsHostnames: true } },
};

/** A task definition on dynamic ports of instances. */
const TASK_ON_INSTANCES: RawResource = {
  Type: 'AWS::ECS::TaskDefinition',
  Properties: {
    NetworkMode: 'bridge',
    RequiresCompatibilities: ['EC2'],
    ContainerDefinitions: [{
      Name: 'web', Image: 'public.ecr.aws/nginx/nginx:1.27', Memory: 512, Essential: true, PortMappings: [{ ContainerPort: 80, HostPort: 0 }],
    }],
  },
};

const ECR_IMAGE = { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:1.27' };

function subnetsOfItsOwn(assignPublicIp: 'ENABLED' | 'DISABLED'): Resources {
  return {
    ...merge(FARGATE_SERVICE, {
      Task: { Properties: { ContainerDefinitions: { 0: { Image: ECR_IMAGE } } } },
      Service: {
        Properties: {
          NetworkConfiguration: {
            AwsvpcConfiguration: { Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }], SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }], AssignPublicIp: assignPublicIp },
          },
        },
      },
    }) as Resources,
    ...VPC,
    ...subnet('SubnetA', '10.0.0.0/20', 0),
    ...subnet('SubnetB', '10.0.16.0/20', 1),
    Routes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    TaskGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'tasks', VpcId: { Ref: 'Vpc' } } },
  };
}

function subnet(id: string, range: string, zone: number): Resources {
  return {
    [id]: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: range, AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] } },
    },
    [`${id}Routes`]: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: { Ref: id }, RouteTableId: { Ref: 'Routes' } } },
  };
}

function endpoint(service: string): RawResource {
  return {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcEndpointType: 'Interface',
      ServiceName: { 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service}` },
      VpcId: { Ref: 'Vpc' },
      SubnetIds: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
      SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }],
      PrivateDnsEnabled: true,
    },
  };
}

/** Small applications that keep every rule. A rule shows itself as a change to one of them. */
export const SCENES = {
  'a Fargate service': FARGATE_SERVICE,

  'a Fargate service on a strategy': merge(FARGATE_SERVICE, {
    Service: {
      Properties: {
        LaunchType: undefined,
        CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 3 }],
      },
    },
  }) as Resources,

  'a Fargate service in public subnets': {
    ...subnetsOfItsOwn('ENABLED'),
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    GatewayOfVpc: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } } },
    WayOut: {
      Type: 'AWS::EC2::Route',
      DependsOn: ['GatewayOfVpc'],
      Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: 'Gateway' } },
    },
  },

  'an isolated Fargate service': {
    ...subnetsOfItsOwn('DISABLED'),
    EndpointGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'endpoints',
        VpcId: { Ref: 'Vpc' },
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] } }],
      },
    },
    EcrApiEndpoint: endpoint('ecr.api'),
    EcrEndpoint: endpoint('ecr.dkr'),
    LogsEndpoint: endpoint('logs'),
    S3Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3' }, VpcId: { Ref: 'Vpc' }, RouteTableIds: [{ Ref: 'Routes' }] },
    },
  },

  'a service on a capacity provider': {
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
        MinSize: '0',
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
    InstanceRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }] },
        ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role' }],
      },
    },
    Task: TASK_ON_INSTANCES,
    Service: {
      Type: 'AWS::ECS::Service',
      DependsOn: ['Providers'],
      Properties: {
        Cluster: { Ref: 'Cluster' },
        TaskDefinition: { Ref: 'Task' },
        DesiredCount: 2,
        CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }],
        DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 200, DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
      },
    },
  },

  'a Fargate service behind a load balancer': {
    ...merge(FARGATE_SERVICE, {
      Service: {
        DependsOn: ['Providers', 'Listener'],
        Properties: {
          LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } }],
          HealthCheckGracePeriodSeconds: 60,
          NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] } },
        },
      },
    }) as Resources,
    ...VPC,
    TaskGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { GroupDescription: 'tasks', VpcId: { Ref: 'Vpc' } },
    },
    FromBalancer: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] },
        SourceSecurityGroupId: { 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] },
        IpProtocol: 'tcp',
        FromPort: 80,
        ToPort: 80,
      },
    },
    BalancerGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'load balancer',
        VpcId: { Ref: 'Vpc' },
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }],
      },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: {
        Type: 'application',
        Subnets: ['subnet-0a1b2c3d4e5f60720', 'subnet-0a1b2c3d4e5f60721'],
        SecurityGroups: [{ 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] }],
      },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Balancer' },
        Port: 443,
        Protocol: 'HTTPS',
        Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666' }],
        DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
      },
    },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { Port: 80, Protocol: 'HTTP', TargetType: 'ip', VpcId: { Ref: 'Vpc' } },
    },
  },

  'an EC2 service on dynamic ports behind a load balancer': {
    Cluster: CLUSTER.Cluster,
    Task: TASK_ON_INSTANCES,
    Service: {
      Type: 'AWS::ECS::Service',
      DependsOn: ['Listener'],
      Properties: {
        Cluster: { Ref: 'Cluster' },
        LaunchType: 'EC2',
        DesiredCount: 2,
        TaskDefinition: { Ref: 'Task' },
        DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 200, DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
        LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } }],
      },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Subnets: ['subnet-0a1b2c3d4e5f60720', 'subnet-0a1b2c3d4e5f60721'], SecurityGroups: ['sg-0a1b2c3d4e5f60720'] },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Balancer' }, Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
      },
    },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { Port: 80, Protocol: 'HTTP', TargetType: 'instance', VpcId: 'vpc-0a1b2c3d4e5f60718' },
    },
  },

  'an auto scaled Fargate service': {
    ...merge(FARGATE_SERVICE, { Service: { Properties: { DesiredCount: undefined } } }) as Resources,
    ScalableTarget: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: {
        MinCapacity: 2,
        MaxCapacity: 10,
        ResourceId: { 'Fn::Join': ['', ['service/', { Ref: 'Cluster' }, '/', { 'Fn::GetAtt': ['Service', 'Name'] }]] },
        ScalableDimension: 'ecs:service:DesiredCount',
        ServiceNamespace: 'ecs',
      },
    },
    ScaleOnCpu: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        PolicyName: 'cpu',
        PolicyType: 'TargetTrackingScaling',
        ScalingTargetId: { Ref: 'ScalableTarget' },
        TargetTrackingScalingPolicyConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }, TargetValue: 60,
        },
      },
    },
  },

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
    }) as Resources,
    Infrastructure: role('ecs.amazonaws.com', {
      ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes' }],
    }),
  },

  'a Fargate service that is given a secret': {
    ...merge(FARGATE_SERVICE, {
      ExecutionRole: {
        Properties: {
          ManagedPolicyArns: [EXECUTION_POLICY],
          Policies: inlinePolicy(['secretsmanager:GetSecretValue', { Ref: 'Secret' }], ['kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] }]),
        },
      },
      Task: {
        Properties: {
          ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: { 'Fn::Join': ['', [{ Ref: 'Secret' }, ':password::']] } }] } },
        },
      },
    }) as Resources,
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
        GenerateSecretString: { SecretStringTemplate: '{"username":"app"}', GenerateStringKey: 'password' },
      },
    },
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } } }],
        },
      },
    },
  },

  'a Fargate service that is given a file': {
    ...merge(FARGATE_SERVICE, {
      ExecutionRole: {
        Properties: {
          ManagedPolicyArns: [EXECUTION_POLICY],
          Policies: inlinePolicy(
            ['s3:GetObject', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/web.env']] }],
            ['s3:GetBucketLocation', { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
          ),
        },
      },
      Task: {
        Properties: {
          ContainerDefinitions: {
            0: { EnvironmentFiles: [{ Type: 's3', Value: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/web.env']] } }] },
          },
        },
      },
    }) as Resources,
    Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
  },

  'a Fargate service with an image of its own': merge(FARGATE_SERVICE, {
    ExecutionRole: { Properties: { ManagedPolicyArns: [EXECUTION_POLICY] } },
    Task: {
      Properties: { ContainerDefinitions: { 0: { Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:1.2.3' } } } },
    },
  }) as Resources,

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
    }) as Resources,
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

  'a service on Managed Instances': {
    Cluster: CLUSTER.Cluster,
    LogGroup: FARGATE_SERVICE.LogGroup,
    ...TASK_ROLES,
    ...merge({ Task: FARGATE_SERVICE.Task, Service: FARGATE_SERVICE.Service }, {
      Task: { Properties: { RequiresCompatibilities: ['MANAGED_INSTANCES'] } },
      Service: {
        DependsOn: undefined,
        Properties: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }] },
      },
    }) as Resources,
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
  },

  'a Fargate service with encrypted Service Connect': {
    ...merge(FARGATE_SERVICE, {
      Task: { Properties: { ContainerDefinitions: { 0: { PortMappings: [{ Name: 'http', ContainerPort: 80, AppProtocol: 'http' }] } } } },
      Service: {
        Properties: {
          ServiceConnectConfiguration: {
            Enabled: true,
            Namespace: { 'Fn::GetAtt': ['Namespace', 'Arn'] },
            Services: [{
              PortName: 'http',
              ClientAliases: [{ Port: 80, DnsName: 'web' }],
              Tls: {
                IssuerCertificateAuthority: { AwsPcaAuthorityArn: { 'Fn::GetAtt': ['Authority', 'Arn'] } },
                RoleArn: { 'Fn::GetAtt': ['Infrastructure', 'Arn'] },
              },
            }],
          },
        },
      },
    }) as Resources,
    Namespace: { Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: { Name: 'web' } },
    Authority: {
      Type: 'AWS::ACMPCA::CertificateAuthority',
      Properties: {
        KeyAlgorithm: 'RSA_2048',
        SigningAlgorithm: 'SHA256WITHRSA',
        Type: 'ROOT',
        UsageMode: 'SHORT_LIVED_CERTIFICATE',
        Subject: { CommonName: 'web' },
        Tags: [{ Key: 'AmazonECSManaged', Value: 'true' }],
      },
    },
    Infrastructure: role('ecs.amazonaws.com', {
      ManagedPolicyArns: [
        { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity' },
      ],
    }),
  },

  'a scheduled Fargate task': {
    ...TASK_ROLES,
    ...CLUSTER,
    LogGroup: FARGATE_SERVICE.LogGroup,
    Task: FARGATE_SERVICE.Task,
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 hour)',
        Targets: [{
          Id: 'task',
          Arn: { 'Fn::GetAtt': ['Cluster', 'Arn'] },
          RoleArn: { 'Fn::GetAtt': ['StartRole', 'Arn'] },
          EcsParameters: {
            TaskDefinitionArn: { Ref: 'Task' },
            TaskCount: 1,
            LaunchType: 'FARGATE',
            NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
          },
        }],
      },
    },
    StartRole: role('events.amazonaws.com', {
      Policies: inlinePolicy(['ecs:RunTask', { Ref: 'Task' }], ['iam:PassRole', { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] }]),
    }),
  },

  'a Fargate service that people may log in to': {
    ...merge(FARGATE_SERVICE, {
      Cluster: {
        Properties: {
          Configuration: {
            ExecuteCommandConfiguration: { Logging: 'OVERRIDE', LogConfiguration: { CloudWatchLogGroupName: { Ref: 'Sessions' } } },
          },
        },
      },
      Task: { Properties: { TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } } },
      Service: { Properties: { EnableExecuteCommand: true } },
    }) as Resources,
    Sessions: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 90 } },
    TaskRole: role('ecs-tasks.amazonaws.com', {
      Policies: inlinePolicy(
        [['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'], '*'],
        ['logs:DescribeLogGroups', '*'],
        [['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], { 'Fn::GetAtt': ['Sessions', 'Arn'] }],
      ),
    }),
  },
} satisfies Record<string, Resources>;

export type SceneName = keyof typeof SCENES;

/** The resources of a scene with a change made to them. */
export function stage(scene: SceneName, change: Change = {}): Resources {
  return merge(SCENES[scene], Object.fromEntries(Object.entries(change).map(([id, entry]) => [id, wrap(entry)]))) as Resources;
}

function wrap(entry: object | undefined): object | undefined {
  if (entry === undefined || 'Type' in entry) { return entry; }
  const { DependsOn, Condition, ...Properties } = entry as Record<string, unknown>;
  return { ...DependsOn === undefined ? {} : { DependsOn }, ...Condition === undefined ? {} : { Condition }, Properties };
}

function merge(base: unknown, change: unknown): unknown {
  if (!isMap(change)) { return change; }
  if (Array.isArray(base)) {
    const merged = [...base as unknown[]];
    for (const [index, value] of Object.entries(change)) { merged[Number(index)] = merge(base[Number(index)], value); }
    return merged;
  }
  if (!isMap(base) || isIntrinsic(base) || isIntrinsic(change)) { return change; }
  const merged = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) { delete merged[key]; } else { merged[key] = key in base ? merge(base[key], value) : value; }
  }
  return merged;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIntrinsic(value: Record<string, unknown>): boolean {
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && (key === 'Ref' || key?.startsWith('Fn::') === true);
}
