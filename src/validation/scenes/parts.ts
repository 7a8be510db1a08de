import type { RawResource } from '../model/evaluation/source';

/** The resources of one template, by logical id. */
export type Resources = Readonly<Record<string, RawResource>>;

export const EXECUTION_POLICY = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy' };

/** A policy outside the app allows everything else that tasks read. */
export const TASK_ROLES: Resources = {
  ExecutionRole: role('ecs-tasks.amazonaws.com', { ManagedPolicyArns: [EXECUTION_POLICY, 'arn:aws:iam::111122223333:policy/app-configuration'] }),
};

export function role(service: string, properties: object): RawResource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] },
      ...properties,
    },
  };
}

export function inlinePolicy(...statements: readonly (readonly [string | readonly string[], unknown])[]): readonly object[] {
  return [{
    PolicyName: 'inline',
    PolicyDocument: { Version: '2012-10-17', Statement: statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })) },
  }];
}

export const CLUSTER: Resources = {
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: {} },
  Providers: {
    Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    Properties: { Cluster: { Ref: 'Cluster' }, CapacityProviders: ['FARGATE', 'FARGATE_SPOT'], DefaultCapacityProviderStrategy: [] },
  },
};

export const FARGATE_SERVICE: Resources = {
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

export const VPC: Resources = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', EnableDnsSupport: true, EnableDnsHostnames: true } },
};

/** Associates a subnet with a route table outside the app: without an association it would certainly have no route. */
export function routesOutsideApp(subnet: string): RawResource {
  return { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: { Ref: subnet }, RouteTableId: 'rtb-0a1b2c3d4e5f60718' } };
}

/** A task definition with dynamic host ports. */
export const TASK_ON_INSTANCES: RawResource = {
  Type: 'AWS::ECS::TaskDefinition',
  Properties: {
    NetworkMode: 'bridge',
    RequiresCompatibilities: ['EC2'],
    ContainerDefinitions: [{
      Name: 'web', Image: 'public.ecr.aws/nginx/nginx:1.27', Memory: 512, Essential: true, PortMappings: [{ ContainerPort: 80, HostPort: 0 }],
    }],
  },
};

/** A service with the task definition above, on existing instances or a capacity provider. */
export function serviceOnInstances(properties: object, ...DependsOn: readonly string[]): RawResource {
  return {
    Type: 'AWS::ECS::Service',
    ...DependsOn.length > 0 ? { DependsOn } : {},
    Properties: {
      Cluster: { Ref: 'Cluster' },
      TaskDefinition: { Ref: 'Task' },
      DesiredCount: 2,
      DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 200, DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
      ...properties,
    },
  };
}
