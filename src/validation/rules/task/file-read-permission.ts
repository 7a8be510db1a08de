import { FILE_ACTIONS, READ_ACTIONS } from '../../../facts/iam-needs';
import { fetchedFiles, S3Object } from '../../model/fetched-file';
import type { Role } from '../../model/role';
import { rolesOfTasks } from '../../model/task-roles';
import { defineRule } from '../rule';

const policy = (...statements: readonly [string, unknown][]) => [{
  PolicyName: 'inline',
  PolicyDocument: { Version: '2012-10-17', Statement: statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })) },
}];

export default defineRule({
  title: 'The execution role may read each file that its task is given',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS fetches the file with the execution role before the container starts, and stops the task when it may not.',
  fix: 'Allow the execution role s3:GetObject on the file and s3:GetBucketLocation on its bucket, or ssm:GetParameters on the parameter.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-environment-files',

  subject: 'taskDefinition',
  *check(task) {
    for (const { role, isUsed } of rolesOfTasks(task, 'ExecutionRoleArn')) {
      for (const { place, purpose, object, parameter } of fetchedFiles(task)) {
        const denied = object ? deniedFile(role, object) : parameter?.arns.every(arn => role.may(READ_ACTIONS.ssm, arn) === 'no') ? READ_ACTIONS.ssm : undefined;
        if (denied === undefined) { continue; }
        // a bucket that is not in the app may let the role in, and its location is not always asked for
        const isDoubtful = !isUsed || denied === FILE_ACTIONS.bucket || object?.arn.resources.length === 0;
        yield {
          location: place.location,
          related: [role.resource.at('')],
          message: `${role.label} fetches ${purpose}, and is not allowed ${denied} there`,
          ...isDoubtful ? { severity: 'warning' } : {},
        };
      }
    }
  },

  scene: 'a Fargate service that is given a file',
  bad: {
    'no permission': { ExecutionRole: { Policies: undefined } },
    'a task definition that nothing runs': { ExecutionRole: { Policies: undefined }, Service: undefined },
    'the bucket instead of the file': {
      ExecutionRole: { Policies: policy(['s3:GetObject', { 'Fn::GetAtt': ['Bucket', 'Arn'] }], ['s3:GetBucketLocation', '*']) },
    },
    'the file without the bucket': { ExecutionRole: { Policies: policy(['s3:GetObject', '*']) } },
    'a file that somebody else keeps': {
      ExecutionRole: { Policies: undefined },
      Task: { ContainerDefinitions: { 0: { EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::configuration/web.env' }] } } },
    },
  },
  good: {
    'everything of S3': { ExecutionRole: { Policies: policy(['s3:*', '*']) } },
    'a bucket that lets the role in': {
      ExecutionRole: { Policies: undefined },
      Access: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Bucket' },
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*', Principal: { AWS: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } } }] },
        },
      },
    },
  },
});

function deniedFile(role: Role, { arn, bucket }: S3Object): string | undefined {
  if (role.may(FILE_ACTIONS.object, arn) === 'no') { return FILE_ACTIONS.object; }
  return role.may(FILE_ACTIONS.bucket, bucket) === 'no' ? FILE_ACTIONS.bucket : undefined;
}
