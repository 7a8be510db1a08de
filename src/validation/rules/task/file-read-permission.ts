import { FILE_ACTIONS, READ_ACTIONS } from '../../../facts/iam-needs';
import type { Role } from '../../model/entities/role';
import { fetchedFiles, S3Object } from '../../model/queries/fetched-file';
import { rolesOfTasks } from '../../model/queries/task-roles';
import { defineRule } from '../rule';

const policy = (...statements: readonly [string, unknown][]) => [{
  PolicyName: 'inline',
  PolicyDocument: { Version: '2012-10-17', Statement: statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })) },
}];

export default defineRule({
  title: 'The execution role can read the files that its task uses',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS reads the file with the execution role before the container starts, and stops the task if access is denied.',
  fix: 'Use `environmentFiles` of ContainerService, which grants access, or `bucket.grantRead(taskDefinition.obtainExecutionRole())`; ecs.EnvironmentFile grants no access. In CloudFormation, allow s3:GetObject on the file and s3:GetBucketLocation on its bucket, or ssm:GetParameters on the parameter.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-environment-files',

  subject: 'taskDefinition',
  *check(task) {
    for (const { role, isUsed } of rolesOfTasks(task, 'ExecutionRoleArn')) {
      for (const { place, purpose, object, parameter } of fetchedFiles(task)) {
        const denied = object ? deniedFile(role, object) : parameter?.arns.every(arn => role.may(READ_ACTIONS.ssm, arn) === 'no') ? READ_ACTIONS.ssm : undefined;
        if (denied === undefined) { continue; }
        // the policy of a bucket outside the app may allow it, and ECS does not always call GetBucketLocation
        const isDoubtful = !isUsed || denied === FILE_ACTIONS.bucket || object?.arn.resources.length === 0;
        yield {
          location: place.location,
          related: [role.resource.at('')],
          message: `${role.label} does not allow ${denied} for ${purpose}, so ECS cannot read the file; grant it to the execution role`,
          ...isDoubtful ? { severity: 'warning' } : {},
        };
      }
    }
  },

  scene: 'a Fargate service with an environment file',
  bad: {
    'no permission': { ExecutionRole: { Policies: undefined } },
    'an unused task definition': { ExecutionRole: { Policies: undefined }, Service: undefined },
    'permission on the bucket instead of the file': {
      ExecutionRole: { Policies: policy(['s3:GetObject', { 'Fn::GetAtt': ['Bucket', 'Arn'] }], ['s3:GetBucketLocation', '*']) },
    },
    'permission on the file, but not on the bucket': { ExecutionRole: { Policies: policy(['s3:GetObject', '*']) } },
    'a bucket outside the app': {
      ExecutionRole: { Policies: undefined },
      Task: { ContainerDefinitions: { 0: { EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::configuration/web.env' }] } } },
    },
    'a credential specification in a parameter': {
      Task: { ContainerDefinitions: { 0: { CredentialSpecs: ['credentialspecdomainless:arn:aws:ssm:eu-west-1:111122223333:parameter/directory'] } } },
    },
  },
  good: {
    'permission for all S3 actions': { ExecutionRole: { Policies: policy(['s3:*', '*']) } },
    'a bucket policy that allows the role': {
      ExecutionRole: { Policies: undefined },
      Access: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Bucket' },
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*', Principal: { AWS: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } } }] },
        },
      },
    },
    'a credential specification in a parameter': {
      Task: { ContainerDefinitions: { 0: { CredentialSpecs: ['credentialspecdomainless:arn:aws:ssm:eu-west-1:111122223333:parameter/directory'] } } },
      ExecutionRole: { Policies: policy(['s3:*', '*'], ['ssm:GetParameters', 'arn:aws:ssm:eu-west-1:111122223333:parameter/directory']) },
    },
  },
});

function deniedFile(role: Role, { arn, bucket }: S3Object): string | undefined {
  if (role.may(FILE_ACTIONS.object, arn) === 'no') { return FILE_ACTIONS.object; }
  return role.may(FILE_ACTIONS.bucket, bucket) === 'no' ? FILE_ACTIONS.bucket : undefined;
}
