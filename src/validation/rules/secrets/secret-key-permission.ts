import { DECRYPT_ACTION } from '../../../facts/iam-needs';
import { fetchedValues } from '../../model/fetched-value';
import { arnOf } from '../../model/iam/arn';
import { keyAt } from '../../model/iam/key';
import { defineRule } from '../rule';

const READ = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { Ref: 'Secret' } };
const policy = (...statements: object[]) => [{ PolicyName: 'inline', PolicyDocument: { Version: '2012-10-17', Statement: [READ, ...statements] } }];

export default defineRule({
  title: 'The execution role may decrypt each secret that its task is given',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A secret under a key of the account can be read only by who may use the key; otherwise each task stops with AccessDeniedException.',
  fix: 'Allow the execution role kms:Decrypt on the key, and let the policy of the key name the account or the role.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-secrets',

  subject: 'taskDefinition',
  *check(task) {
    const role = task.executionRole;
    if (!role) { return; }
    for (const { place, resource, purpose, isLogOption } of fetchedValues(task)) {
      const key = resource && keyAt(resource.properties.get('KmsKeyId'));
      if (!key || role.may(DECRYPT_ACTION, arnOf(key)) !== 'no') { continue; }
      yield {
        location: place.location,
        message: `${role.label} fetches ${purpose}, encrypted with ${key.logicalId}, and is not allowed ${DECRYPT_ACTION} on that`,
        ...isLogOption ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate service that is given a secret',
  bad: {
    'the secret without its key': { ExecutionRole: { Policies: policy() } },
    'a key that listens to others alone': {
      Key: { KeyPolicy: { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::GetAtt': ['Keeper', 'Arn'] } } }] } },
      Keeper: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
    },
    'another action': { ExecutionRole: { Policies: policy({ Effect: 'Allow', Action: 'kms:DescribeKey', Resource: '*' }) } },
  },
  good: {
    'the key by any action': { ExecutionRole: { Policies: policy({ Effect: 'Allow', Action: 'kms:*', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }) } },
    'a key that lets the role in': {
      ExecutionRole: { Policies: policy() },
      Key: {
        KeyPolicy: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { AWS: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } } }] },
      },
    },
    'the key of AWS': { ExecutionRole: { Policies: policy() }, Secret: { KmsKeyId: undefined } },
  },
});
