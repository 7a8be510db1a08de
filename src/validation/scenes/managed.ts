import { merge } from './merge';
import { FARGATE_SERVICE, Resources, role } from './parts';

const EXPRESS_SERVICE: Resources = {
  ExecutionRole: FARGATE_SERVICE.ExecutionRole,
  Infrastructure: role('ecs.amazonaws.com', {
    ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices' }],
  }),
  Express: {
    Type: 'AWS::ECS::ExpressGatewayService',
    Properties: {
      ServiceName: 'web',
      ExecutionRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] },
      InfrastructureRoleArn: { 'Fn::GetAtt': ['Infrastructure', 'Arn'] },
      PrimaryContainer: { Image: 'public.ecr.aws/nginx/nginx:1.27', ContainerPort: 80 },
      Cpu: '512',
      Memory: '1024',
      HealthCheckPath: '/',
      ScalingTarget: { MinTaskCount: 2, MaxTaskCount: 10, AutoScalingMetric: 'AVERAGE_CPU', AutoScalingTargetValue: 60 },
      NetworkConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] },
    },
  },
};

const WITH_TASK_DEFINITION: Resources = merge({ ...EXPRESS_SERVICE, LogGroup: FARGATE_SERVICE.LogGroup, Task: FARGATE_SERVICE.Task }, {
  Task: { Properties: { ContainerDefinitions: { 0: { Name: 'Main', PortMappings: [{ Name: 'http', ContainerPort: 80 }] } } } },
  Express: { Properties: { TaskDefinitionArn: { Ref: 'Task' }, ExecutionRoleArn: undefined, PrimaryContainer: undefined, Cpu: undefined, Memory: undefined } },
});

const BEHIND_GATEWAY: Resources = merge(FARGATE_SERVICE, {
  Task: { Properties: { ContainerDefinitions: { 0: { PortMappings: [{ Name: 'http', ContainerPort: 80 }] } } } },
  Service: { DependsOn: ['Providers', 'Association'], Properties: { GatewayConnectors: [{ PortName: 'http' }] } },
  Gateway: {
    Type: 'AWS::ECS::Gateway',
    Properties: {
      GatewayName: 'public',
      InfrastructureRoleArn: { 'Fn::GetAtt': ['Infrastructure', 'Arn'] },
      Configuration: { HostSharedAlb: { NetworkConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60728', 'subnet-0a1b2c3d4e5f60729'] } } },
    },
  },
  Infrastructure: role('ecs.amazonaws.com', {
    ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonECSInfrastructureRoleForGatewayHostSharedALB' }],
  }),
  Association: { Type: 'AWS::ECS::GatewayClusterAssociations', Properties: { Gateway: { Ref: 'Gateway' }, Cluster: { Ref: 'Cluster' } } },
});

export const MANAGED_SCENES = {
  'an Express service': EXPRESS_SERVICE,

  'an Express service with a task definition': WITH_TASK_DEFINITION,

  'a service behind a gateway': BEHIND_GATEWAY,
} satisfies Record<string, Resources>;
