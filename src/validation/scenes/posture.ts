import { CAPACITY_SCENES } from './capacity';
import { LOAD_BALANCING_SCENES } from './load-balancing';
import { merge } from './merge';
import { Resources } from './parts';
import { SERVICE_SCENES } from './service';
import { STORAGE_SCENES } from './storage';
import { TASK_SCENES } from './task';

const CLUSTER = { Properties: { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] } };
const CONTAINER = { User: '1000', ReadonlyRootFilesystem: true };
const TASK = { Properties: { ContainerDefinitions: { 0: CONTAINER } } };

const LOGS = { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'LogGroup' }, 'awslogs-region': { Ref: 'AWS::Region' }, 'awslogs-stream-prefix': 'web' } };

const PROTECTED = { Properties: { AutoScalingGroupProvider: { ManagedTerminationProtection: 'ENABLED' } } };

const EXECUTION_ROLE = 'arn:aws:iam::111122223333:role/execution';

const EXEC = SERVICE_SCENES['a Fargate service with ECS Exec'];
const INSTANCES = CAPACITY_SCENES['a service on a capacity provider'];

/** Small applications that violate no posture rule either. */
export const POSTURE_SCENES = {
  'a secured Fargate service': merge(SERVICE_SCENES['a Fargate service'], { Cluster: CLUSTER, Task: TASK }),

  'a secured Fargate service with a file system': merge(STORAGE_SCENES['a Fargate service with a shared file system'], { Cluster: CLUSTER, Task: TASK }),

  'a secured Fargate service with an EBS volume': merge(STORAGE_SCENES['a Fargate service with an EBS volume'], { Cluster: CLUSTER, Task: TASK }),

  'a secured Fargate task with an image from a repository in the app': merge(TASK_SCENES['a scheduled Fargate task with an image from a repository in the app'], {
    Cluster: CLUSTER, Task: TASK,
  }),

  'a secured Fargate service with ECS Exec': {
    ...merge(EXEC, {
      Cluster: { Properties: { ...CLUSTER.Properties, Configuration: { ExecuteCommandConfiguration: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } } },
      Task: { Properties: { ContainerDefinitions: { 0: { User: '1000', LinuxParameters: { InitProcessEnabled: true } } } } },
      TaskRole: {
        Properties: {
          Policies: { 1: { PolicyName: 'key', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }] } } },
        },
      },
    }),
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, Action: 'kms:*', Resource: '*' }],
        },
      },
    },
  },

  'a secured Fargate service behind a public load balancer': merge(LOAD_BALANCING_SCENES['a Fargate service behind a load balancer'], {
    Cluster: CLUSTER, Task: TASK, Balancer: { Properties: { Scheme: 'internet-facing' } },
  }),

  'secured Managed Instances': merge(CAPACITY_SCENES['a service on Managed Instances'], { Cluster: CLUSTER, Task: TASK }),

  /** ECS Anywhere does not support the network mode awsvpc. */
  'secured container instances with tasks that also run on ECS Anywhere': {
    ...merge(INSTANCES, {
      Cluster: CLUSTER,
      Instances: PROTECTED,
      Group: { Properties: { NewInstancesProtectedFromScaleIn: true } },
      Template: { Properties: { LaunchTemplateData: { MetadataOptions: { HttpPutResponseHopLimit: 1 } } } },
      Task: { Properties: { ExecutionRoleArn: EXECUTION_ROLE, RequiresCompatibilities: ['EC2', 'EXTERNAL'], ContainerDefinitions: { 0: { ...CONTAINER, LogConfiguration: LOGS } } } },
    }),
    LogGroup: SERVICE_SCENES['a Fargate service'].LogGroup,
  },

  'secured container instances': {
    ...merge(INSTANCES, {
      Cluster: CLUSTER,
      Instances: PROTECTED,
      Group: { Properties: { NewInstancesProtectedFromScaleIn: true } },
      Template: {
        Properties: {
          LaunchTemplateData: {
            MetadataOptions: { HttpPutResponseHopLimit: 1 },
            UserData: { 'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\necho ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config' } },
          },
        },
      },
      Task: {
        Properties: {
          NetworkMode: 'awsvpc',
          ExecutionRoleArn: EXECUTION_ROLE,
          ContainerDefinitions: { 0: { ...CONTAINER, PortMappings: [{ ContainerPort: 80 }], LogConfiguration: LOGS } },
        },
      },
      Service: {
        Properties: {
          NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
        },
      },
    }),
    LogGroup: SERVICE_SCENES['a Fargate service'].LogGroup,
  },
} satisfies Record<string, Resources>;
