import { DECRYPT_ACTION } from '../../../facts/iam-needs';
import { arnOf } from '../../model/iam/arn';
import { keyAt } from '../../model/index/kms-key';
import { fetchedValues } from '../../model/queries/fetched-value';
import { rolesOfTasks } from '../../model/queries/task-roles';
import { NO_AWSLOGS } from '../../scenes/extras';
import { defineRule } from '../rule';

const READ = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { Ref: 'Secret' } };
const policy = (...statements: object[]) => inline([READ, ...statements]);
const inline = (Statement: readonly object[]) => [{ PolicyName: 'inline', PolicyDocument: { Version: '2012-10-17', Statement } }];
/** Names no secret: if the role policy names the secret and the key policy names the role, the resources have a circular dependency. */
const READ_ANY = { ...READ, Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:*' } };

export default defineRule({
  title: 'The execution role can decrypt the secrets of its tasks',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS uses the execution role to decrypt a secret that is encrypted with a customer managed KMS key. Without kms:Decrypt each task stops with AccessDeniedException.',
  fix: 'Call `key.grantDecrypt(taskDefinition.obtainExecutionRole())`; `secret.grantRead(role)` does so for a secret with a known `encryptionKey` (CloudFormation: allow kms:Decrypt on the key in a policy of the role, and the account or the role in the KeyPolicy).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-secrets',

  subject: 'taskDefinition',
  *check(task) {
    for (const { role, isUsed } of rolesOfTasks(task, 'ExecutionRoleArn')) {
      for (const { place, resource, purpose, isLogOption } of fetchedValues(task)) {
        const key = resource && keyAt(resource.properties.get('KmsKeyId'));
        if (!key || role.may(DECRYPT_ACTION, arnOf(key)) !== 'no') { continue; }
        yield {
          location: place.location,
          related: [role.resource.at(''), key.at('')],
          message: `${role.label} needs ${DECRYPT_ACTION} on key ${key.logicalId} to read ${purpose}; grant it with grantDecrypt()`,
          ...isUsed && !isLogOption ? {} : { severity: 'warning' },
        };
      }
    }
  },

  scene: 'a Fargate service with a secret',
  bad: {
    'a policy without the key': { ExecutionRole: { Policies: policy() } },
    'a key policy for another role': {
      Key: { KeyPolicy: { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::GetAtt': ['Keeper', 'Arn'] } } }] } },
      Keeper: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
    },
    'another action': { ExecutionRole: { Policies: policy({ Effect: 'Allow', Action: 'kms:DescribeKey', Resource: '*' }) } },
    'an unused task definition': { ExecutionRole: { Policies: policy() }, Service: undefined },
    'a log option': {
      ExecutionRole: { Policies: policy() },
      Task: {
        ContainerDefinitions: {
          0: { Secrets: undefined, LogConfiguration: { LogDriver: 'splunk', Options: { ...NO_AWSLOGS, 'splunk-url': 'https://splunk' }, SecretOptions: [{ Name: 'splunk-token', ValueFrom: { Ref: 'Secret' } }] } },
        },
      },
    },
  },
  good: {
    'every action on the key': { ExecutionRole: { Policies: policy({ Effect: 'Allow', Action: 'kms:*', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }) } },
    'a key policy for the role': {
      ExecutionRole: { Policies: inline([READ_ANY]) },
      Key: {
        KeyPolicy: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { AWS: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } } }] },
      },
    },
    'the AWS managed key': { ExecutionRole: { Policies: policy() }, Secret: { KmsKeyId: undefined } },
  },
});
