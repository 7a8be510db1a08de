import { READ_ACTIONS } from '../../../facts/iam-needs';
import { fetchedValues } from '../../model/fetched-value';
import { followed } from '../../model/stored-value';
import { defineRule } from '../rule';

const policy = (Action: string, Resource: unknown) => [{
  PolicyName: 'inline',
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }] },
}];

const REGISTRY = { Image: 'registry.example.com/web:1', Secrets: undefined, RepositoryCredentials: { CredentialsParameter: 'prod/registry' } };

export default defineRule({
  title: 'The execution role may read each secret and parameter that its task is given',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS fetches the value with the execution role before the container starts; AmazonECSTaskExecutionRolePolicy does not allow that, and each task stops with AccessDeniedException.',
  fix: 'Allow the execution role the action named above on this secret or parameter. A policy names the secret alone, without JSON key or version.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-secrets',

  subject: 'taskDefinition',
  *check(task) {
    const role = task.executionRole;
    if (!role) { return; }
    for (const { place, value, store, resource, purpose, isLogOption } of fetchedValues(task)) {
      const action = READ_ACTIONS[store];
      // a policy that names the JSON key is told apart: secret-policy-without-json-key
      if ([...value.arns, followed(value.arn)].some(arn => role.may(action, arn) !== 'no')) { continue; }
      yield {
        location: place.location,
        message: `${role.label} fetches ${purpose}, and is not allowed ${action} ${resource ? `on ${resource.logicalId}` : 'there'}`,
        // whether a partial ARN in the policy is enough is contested
        ...isLogOption || role.may(action, value.arn) !== 'no' ? { severity: 'warning' } : {},
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
    'parameters, where registry credentials are a secret': {
      ExecutionRole: { Policies: policy('ssm:GetParameters', '*') }, Task: { ContainerDefinitions: { 0: REGISTRY } },
    },
    'one parameter instead of several': {
      ExecutionRole: { Policies: policy('ssm:GetParameter', '*') },
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: '/app/password' }] } } },
    },
  },
  good: {
    'any secret': { ExecutionRole: { Policies: policy('secretsmanager:GetSecretValue', '*') } },
    'registry credentials by the name of their secret': {
      ExecutionRole: { Policies: policy('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/registry-??????') },
      Task: { ContainerDefinitions: { 0: REGISTRY } },
    },
    'a parameter of the app': {
      ExecutionRole: { Policies: policy('ssm:GetParameters', { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${Parameter}' }) },
      Task: {
        ContainerDefinitions: {
          0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${Parameter}' } }] },
        },
      },
      Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Value' } } },
    },
    'a policy of the account': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/secrets'], Policies: undefined } },
  },
});
