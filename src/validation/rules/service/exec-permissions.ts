import type { RawResource } from '../../model/evaluation/source';
import { execSessionNeeds } from '../../model/queries/exec-logging';
import { everyHour, runTaskCall, runTaskState, scheduled, scheduledCall } from '../../scenes/extras';
import { defineRule } from '../rule';

const CHANNELS = ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'];

const policy = (Action: readonly string[], Resource: unknown = '*') => [{
  PolicyName: 'exec', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] },
}];

const AWSVPC = { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] };

const LOGGED_TO_BUCKET = {
  Configuration: { ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchLogGroupName: undefined, S3BucketName: 'sessions', S3EncryptionEnabled: true } } },
};

export default defineRule({
  title: 'The task role has the permissions that ECS Exec needs',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The service runs, but `aws ecs execute-command` fails because the agent cannot connect, or ECS Exec does not log the session.',
  fix: 'Set `enableExecuteCommand: true` of the aws-ecs service, which adds these permissions to the task role it creates; add them to another task role with `taskRole.addToPrincipalPolicy()`. ECS Exec does not use the execution role. In CloudFormation: a policy of the role in TaskRoleArn.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'taskRunner',
  *check(runner) {
    if (!runner.enablesExec.is(true)) { return; }
    const { taskRole: role, taskRolePlace: place } = runner;
    if (!role || !place) { return; }
    for (const { actions, on, purpose } of execSessionNeeds(runner)) {
      const missing = role.lacks(actions, on);
      if (missing.length === 0) { continue; }
      yield {
        location: place.location,
        related: [role.resource.at('')],
        message: `ECS Exec ${purpose} with ${role.label}, which does not allow ${missing.join(', ')}`,
      };
    }
  },

  scene: 'a Fargate service with ECS Exec',
  bad: {
    'no permission': { TaskRole: { Policies: policy(['s3:*', 'logs:*']) } },
    'permission on specific resources': { TaskRole: { Policies: [...policy(CHANNELS, 'arn:aws:ssmmessages:*:*:channel/*'), ...policy(['logs:*'])] } },
    'a bucket with permission to write, but not to read its location': {
      Cluster: LOGGED_TO_BUCKET, TaskRole: { Policies: policy([...CHANNELS, 's3:PutObject']) },
    },
    'no permission for the log group': { TaskRole: { Policies: policy(CHANNELS) } },
    'an event rule': started(everyHour({ EnableExecuteCommand: true })),
    'a schedule': started(scheduled({ EnableExecuteCommand: true, NetworkConfiguration: { AwsvpcConfiguration: AWSVPC } })),
    'a schedule that calls RunTask': started(scheduledCall('arn:aws:iam::111122223333:role/scheduler', '"EnableExecuteCommand":true')),
    'a pipe': started(pipe({ EnableExecuteCommand: true })),
    'a state': started(runTaskState({ EnableExecuteCommand: true })),
    'a custom resource': started(runTaskCall({ enableExecuteCommand: true })),
  },
  good: {
    'permissions by wildcard': { TaskRole: { Policies: policy(['ssmmessages:*', 'logs:*']) } },
    'a bucket with every permission': {
      Cluster: LOGGED_TO_BUCKET, TaskRole: { Policies: policy([...CHANNELS, 's3:PutObject', 's3:GetBucketLocation', 's3:GetEncryptionConfiguration']) },
    },
    'a state with permissions': { Service: runTaskState({ EnableExecuteCommand: true }) },
    'starters without ECS Exec': { ...started(everyHour()), Other: runTaskState() },
    'ECS Exec, disabled': { Service: { EnableExecuteCommand: false }, TaskRole: { Policies: undefined } },
    'an imported policy': { TaskRole: { Policies: undefined, ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/exec'] } },
    'sessions without logging': { TaskRole: { Policies: policy(CHANNELS) }, Cluster: { Configuration: undefined } },
  },
});

/** A starter of tasks instead of the service, and a task role that lacks a permission. */
function started(starter: RawResource) { return { Service: starter, TaskRole: { Policies: policy(['logs:*']) } }; }

function pipe(parameters: object): RawResource {
  return {
    Type: 'AWS::Pipes::Pipe',
    Properties: {
      RoleArn: 'arn:aws:iam::111122223333:role/pipe',
      Source: 'arn:aws:sqs:eu-west-1:111122223333:runs',
      Target: { 'Fn::GetAtt': ['Cluster', 'Arn'] },
      TargetParameters: {
        EcsTaskParameters: { TaskDefinitionArn: { Ref: 'Task' }, LaunchType: 'FARGATE', NetworkConfiguration: { AwsvpcConfiguration: AWSVPC }, ...parameters },
      },
    },
  };
}
