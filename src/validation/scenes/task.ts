import { merge } from './merge';
import { CLUSTER, EXECUTION_POLICY, FARGATE_SERVICE, inlinePolicy, Resources, role, TASK_ROLES } from './parts';

export const TASK_SCENES = {
  'a Fargate service with an image of its own': merge(FARGATE_SERVICE, {
    ExecutionRole: { Properties: { ManagedPolicyArns: [EXECUTION_POLICY] } },
    Task: {
      Properties: { ContainerDefinitions: { 0: { Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:1.2.3' } } } },
    },
  }),

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
} satisfies Record<string, Resources>;
