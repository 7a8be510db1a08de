import { execNeeds } from '../../model/exec-logging';
import { defineRule } from '../rule';

const CHANNELS = ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'];

const policy = (Action: readonly string[], Resource: unknown = '*') => [{
  PolicyName: 'exec', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] },
}];

const LOGGED_TO_BUCKET = {
  Configuration: { ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchLogGroupName: undefined, S3BucketName: 'sessions', S3EncryptionEnabled: true } } },
};

export default defineRule({
  title: 'The task role allows what ECS Exec does with it',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The service runs, but whoever wants to log in to a container is told that the agent is not running, or the session is not written down.',
  fix: 'Allow the task role the actions named above; none of them helps on the execution role.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'launch',
  *check(launch) {
    if (!launch.enablesExec.is(true)) { return; }
    const { taskRole: role, taskRolePlace: place } = launch;
    if (!role || !place) { return; }
    for (const { actions, on, purpose } of execNeeds(launch)) {
      const missing = role.lacks(actions, on);
      if (missing.length === 0) { continue; }
      yield {
        location: place.location,
        message: `ECS Exec ${purpose} with ${role.label}, which is not allowed ${missing.join(', ')}`,
      };
    }
  },

  scene: 'a Fargate service that people may log in to',
  bad: {
    'no permission': { TaskRole: { Policies: policy(['s3:*', 'logs:*']) } },
    'permission on some resource': { TaskRole: { Policies: [...policy(CHANNELS, 'arn:aws:ssmmessages:*:*:channel/*'), ...policy(['logs:*'])] } },
    'a bucket that may be written to, and not asked about': {
      Cluster: LOGGED_TO_BUCKET, TaskRole: { Policies: policy([...CHANNELS, 's3:PutObject']) },
    },
    'sessions that cannot be written down': { TaskRole: { Policies: policy(CHANNELS) } },
  },
  good: {
    'permissions by wildcard': { TaskRole: { Policies: policy(['ssmmessages:*', 'logs:*']) } },
    'a bucket that may be written to and asked about': {
      Cluster: LOGGED_TO_BUCKET, TaskRole: { Policies: policy([...CHANNELS, 's3:PutObject', 's3:GetBucketLocation', 's3:GetEncryptionConfiguration']) },
    },
    'a policy of the account': { TaskRole: { Policies: undefined, ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/exec'] } },
    'sessions that are not written down': { TaskRole: { Policies: policy(CHANNELS) }, Cluster: { Configuration: undefined } },
  },
});
