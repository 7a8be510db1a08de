import { READ_ACTIONS } from '../../../facts/iam-needs';
import { followed } from '../../model/entities/stored-value';
import { fetchedValues } from '../../model/queries/fetched-value';
import { rolesOfTasks } from '../../model/queries/task-roles';
import { everyHour, NO_AWSLOGS } from '../../scenes/extras';
import { defineRule } from '../rule';

const policy = (Action: string, Resource: unknown) => [{
  PolicyName: 'inline',
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }] },
}];

const REGISTRY = { Image: 'registry.example.com/web:1', Secrets: undefined, RepositoryCredentials: { CredentialsParameter: 'prod/registry' } };

const EXECUTION = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';

const PARTIAL = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db';

const READER = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] },
    ManagedPolicyArns: [EXECUTION],
    Policies: policy('s3:GetObject', '*'),
  },
};
const OVERRIDDEN = { Input: { 'Fn::Sub': '{"executionRoleArn":"${Reader.Arn}"}' } };

export default defineRule({
  title: 'The execution role can read the secrets and parameters of its tasks',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS reads the value with the execution role before the container starts. AmazonECSTaskExecutionRolePolicy does not allow that; each task stops with AccessDeniedException.',
  fix: 'Call `secret.grantRead(taskDefinition.obtainExecutionRole())`, or `parameter.grantRead(…)`; `secrets` in the CDK does so unless the role is imported (CloudFormation: allow the action in a policy of the role, for the ARN without a JSON key or version).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-secrets',

  subject: 'taskDefinition',
  *check(task) {
    for (const { role, isUsed } of rolesOfTasks(task, 'ExecutionRoleArn')) {
      for (const { place, value, store, resource, purpose, isLogOption } of fetchedValues(task)) {
        const action = READ_ACTIONS[store];
        // secret-policy-without-json-key reports a policy that names the JSON key
        if ([...value.arns, followed(value.arn)].some(arn => role.may(action, arn) !== 'no')) { continue; }
        // AWS documentation disagrees on whether a policy may name a partial ARN
        const isSure = isUsed && !isLogOption && role.may(action, value.arn) === 'no';
        yield {
          location: place.location,
          related: [role.resource, ...resource ? [resource] : []].map(each => each.at('')),
          message: `${role.label} needs ${action} on ${resource?.logicalId ?? value.reference} to read ${purpose}; ${cureOf(role.permissions.deny(action, value.arn))}`,
          ...isSure ? {} : { severity: 'warning' },
        };
      }
    }
  },

  scene: 'a Fargate service with a secret',
  bad: {
    'permission only for the key': { ExecutionRole: { Policies: policy('kms:DescribeKey', '*') } },
    'permission, and a Deny statement': { ExecutionRole: { Policies: denied() } },
    'permission for another secret': {
      ExecutionRole: { Policies: policy('secretsmanager:GetSecretValue', { Ref: 'Other' }) },
      Other: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    },
    'permission for parameters, but registry credentials in a secret': {
      ExecutionRole: { Policies: policy('ssm:GetParameters', '*') }, Task: { ContainerDefinitions: { 0: REGISTRY } },
    },
    'ssm:GetParameter instead of ssm:GetParameters': {
      ExecutionRole: { Policies: policy('ssm:GetParameter', '*') },
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: '/app/password' }] } } },
    },
    'an unused task definition': { ExecutionRole: { Policies: policy('s3:GetObject', '*') }, Service: undefined },
    'a scheduled task that does not override the role': { ExecutionRole: { Policies: policy('s3:GetObject', '*') }, Service: everyHour() },
    'a policy with a partial ARN': {
      ExecutionRole: { Policies: policy('secretsmanager:GetSecretValue', PARTIAL) },
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: PARTIAL }] } } },
    },
    'a log option': {
      ExecutionRole: { Policies: undefined },
      Task: {
        ContainerDefinitions: {
          0: { Secrets: undefined, LogConfiguration: { LogDriver: 'splunk', Options: { ...NO_AWSLOGS, 'splunk-url': 'https://splunk' }, SecretOptions: [{ Name: 'splunk-token', ValueFrom: '/splunk/token' }] } },
        },
      },
    },
    'a role in the overrides without permission': { Reader: READER, Service: everyHour({}, OVERRIDDEN) },
  },
  good: {
    'permission, and a Deny statement with a condition': { ExecutionRole: { Policies: denied({ Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }) } },
    'permission, and a Deny statement for another secret': {
      ExecutionRole: { Policies: denied({ Resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:another-a1B2c3' }) },
    },
    'permission for every secret': { ExecutionRole: { Policies: policy('secretsmanager:GetSecretValue', '*') } },
    'registry credentials by name': {
      ExecutionRole: { Policies: policy('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/registry-??????') },
      Task: { ContainerDefinitions: { 0: REGISTRY } },
    },
    'a parameter by ARN': {
      ExecutionRole: { Policies: policy('ssm:GetParameters', { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${Parameter}' }) },
      Task: {
        ContainerDefinitions: {
          0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${Parameter}' } }] },
        },
      },
      Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Value' } } },
    },
    'another role in the overrides of every task runner': {
      ExecutionRole: { Policies: undefined },
      Reader: { ...READER, Properties: { ...READER.Properties, Policies: policy('secretsmanager:GetSecretValue', '*') } },
      Service: everyHour({}, OVERRIDDEN),
    },
    'an imported role in the overrides': {
      ExecutionRole: { Policies: undefined }, Service: everyHour({}, { Input: '{"executionRoleArn":"arn:aws:iam::111122223333:role/reader"}' }),
    },
    'a customer managed policy': { ExecutionRole: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/secrets'], Policies: undefined } },
  },
});

function cureOf(isDenied: boolean): string { return isDenied ? 'remove the Deny statement that covers it' : 'grant it with grantRead()'; }

function denied(more: object = {}): readonly object[] {
  const [{ PolicyDocument: { Statement } }] = policy('secretsmanager:GetSecretValue', '*');
  return [{ PolicyName: 'inline', PolicyDocument: { Statement: [...Statement, { Effect: 'Deny', Action: 'secretsmanager:*', Resource: '*', ...more }] } }];
}
