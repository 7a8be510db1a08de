import { READ_ACTIONS } from '../../../facts/iam-needs';
import { fetchedValues } from '../../model/fetched-value';
import { followed } from '../../model/stored-value';
import { defineRule } from '../rule';

const policy = (Action: string, Resource: unknown) => [{
  PolicyName: 'inline',
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }] },
}];

export default defineRule({
  title: 'The execution role may read each secret and parameter that its task is given',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS fetches the value with the execution role before the container starts; AmazonECSTaskExecutionRolePolicy does not allow that, and each task stops with AccessDeniedException.',
  fix: 'Allow the execution role the action named above on this secret or parameter. A policy names the secret alone, without JSON key or version.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-secrets',

  on: 'taskDefinition',
  *check(task) {
    const role = task.executionRole;
    if (!role) { return; }
    for (const { place, value, purpose, isLogOption } of fetchedValues(task)) {
      const action = READ_ACTIONS[value.store];
      // a policy that names the JSON key is told apart: secret-policy-without-json-key
      if ([...value.arns, followed(value.written)].some(arn => role.may(action, arn) !== 'no')) { continue; }
      yield {
        location: place.location,
        message: `${purpose} is fetched by ${role.label}, which is not allowed ${action} on ${value.resource?.logicalId ?? 'it'}`,
        // whether a partial ARN in the policy is enough is contested
        ...isLogOption || role.may(action, value.written) !== 'no' ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate service that is given a secret',
  bad: {
    'the key of the secret alone': { ExecutionRole: { Policies: policy('kms:DescribeKey', '*') } },
    'another secret': {
      ExecutionRole: { Policies: policy('secretsmanager:GetSecretValue', { Ref: 'Other' }) },
      Other: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    },
    'one parameter instead of several': {
      ExecutionRole: { Policies: policy('ssm:GetParameter', '*') },
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: '/app/password' }] } } },
    },
  },
  good: {
    'any secret': { ExecutionRole: { Policies: policy('secretsmanager:GetSecretValue', '*') } },
    'a policy of the account': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/secrets'], Policies: undefined } },
  },
});
