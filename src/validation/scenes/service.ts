import { merge } from './merge';
import { FARGATE_SERVICE, inlinePolicy, Resources, role } from './parts';

export const SERVICE_SCENES = {
  'a Fargate service': FARGATE_SERVICE,

  'a Fargate service in a known Region': FARGATE_SERVICE,

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
    }),
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

  'a Fargate service with service discovery': {
    ...merge(FARGATE_SERVICE, { Service: { Properties: { ServiceRegistries: [{ RegistryArn: { 'Fn::GetAtt': ['Discovery', 'Arn'] } }] } } }),
    Namespace: { Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', Properties: { Name: 'shop.local', Vpc: 'vpc-0a1b2c3d4e5f60718' } },
    Discovery: {
      Type: 'AWS::ServiceDiscovery::Service',
      Properties: { Name: 'web', DnsConfig: { NamespaceId: { Ref: 'Namespace' }, DnsRecords: [{ Type: 'A', TTL: 60 }] }, HealthCheckCustomConfig: { FailureThreshold: 1 } },
    },
  },

  'a service with a task set': {
    ...FARGATE_SERVICE,
    Service: {
      Type: 'AWS::ECS::Service',
      Properties: { Cluster: { Ref: 'Cluster' }, DesiredCount: 2, DeploymentController: { Type: 'EXTERNAL' } },
    },
    Tasks: {
      Type: 'AWS::ECS::TaskSet',
      Properties: {
        Cluster: { Ref: 'Cluster' },
        Service: { 'Fn::GetAtt': ['Service', 'Name'] },
        TaskDefinition: { Ref: 'Task' },
        LaunchType: 'FARGATE',
        Scale: { Unit: 'PERCENT', Value: 100 },
        NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
      },
    },
    Primary: {
      Type: 'AWS::ECS::PrimaryTaskSet',
      Properties: { Cluster: { Ref: 'Cluster' }, Service: { 'Fn::GetAtt': ['Service', 'Name'] }, TaskSetId: { 'Fn::GetAtt': ['Tasks', 'Id'] } },
    },
  },

  'a Fargate service with ECS Exec': {
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
    }),
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
