import { everyHour } from './extras';
import { merge } from './merge';
import { CLUSTER, EXECUTION_POLICY, FARGATE_SERVICE, inlinePolicy, Resources, role, TASK_ROLES } from './parts';

const SCHEDULED: Resources = {
  ...TASK_ROLES,
  ...CLUSTER,
  LogGroup: FARGATE_SERVICE.LogGroup,
  Task: FARGATE_SERVICE.Task,
  Rule: everyHour({ TaskCount: 1 }, { RoleArn: { 'Fn::GetAtt': ['StartRole', 'Arn'] } }),
  StartRole: role('events.amazonaws.com', {
    Policies: inlinePolicy(['ecs:RunTask', { Ref: 'Task' }], ['iam:PassRole', { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] }]),
  }),
};

export const TASK_SCENES = {
  'a Fargate service with an ECR image': merge(FARGATE_SERVICE, {
    ExecutionRole: { Properties: { ManagedPolicyArns: [EXECUTION_POLICY] } },
    Task: {
      Properties: { ContainerDefinitions: { 0: { Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:1.2.3' } } } },
    },
  }),

  'a scheduled Fargate task': SCHEDULED,

  'a scheduled Fargate task with an image from a repository in the app': {
    ...merge(SCHEDULED, {
      ExecutionRole: { Properties: { ManagedPolicyArns: [EXECUTION_POLICY] } },
      Task: { Properties: { ContainerDefinitions: { 0: { Image: { 'Fn::Sub': '${Repository.RepositoryUri}:1.2.3' } } } } },
    }),
    Repository: { Type: 'AWS::ECR::Repository', Properties: { ImageTagMutability: 'IMMUTABLE' } },
  },

  'a Fargate task in a state machine': {
    ...TASK_ROLES,
    ...CLUSTER,
    LogGroup: FARGATE_SERVICE.LogGroup,
    Task: FARGATE_SERVICE.Task,
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['StartRole', 'Arn'] },
        Definition: {
          StartAt: 'Run',
          States: {
            Run: {
              Type: 'Task',
              Resource: 'arn:aws:states:::ecs:runTask.sync',
              Parameters: {
                Cluster: { 'Fn::GetAtt': ['Cluster', 'Arn'] },
                TaskDefinition: { Ref: 'Task' },
                LaunchType: 'FARGATE',
                NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
                Overrides: { ContainerOverrides: [{ Name: 'web', Environment: [{ 'Name': 'ORDER', 'Value.$': '$.order' }] }] },
              },
              End: true,
            },
          },
        },
      },
    },
    StartRole: role('states.amazonaws.com', {
      Policies: inlinePolicy(
        ['ecs:RunTask', { Ref: 'Task' }],
        [['ecs:StopTask', 'ecs:DescribeTasks'], '*'],
        [['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], '*'],
        ['iam:PassRole', { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] }],
      ),
    }),
  },
} satisfies Record<string, Resources>;
