import { IamApp, role, roleThat, statement, TRUST } from './iam-app';
import { Application } from '../../../../src/validation/model/application';
import { PartialString } from '../../../../src/validation/model/evaluation/partial-string';
import type { RawResource } from '../../../../src/validation/model/evaluation/source';

const READ = 'secretsmanager:GetSecretValue';
const SECRET: RawResource = { Type: 'AWS::SecretsManager::Secret', Properties: {} };
const AWS_POLICY = (path: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${path}` });

function policy(type: string, document: unknown, properties: object): RawResource {
  return { Type: type, Properties: { PolicyName: 'policy', PolicyDocument: document, ...properties } };
}

function attached(properties: object, more: Partial<RawResource> = {}): Record<string, RawResource> {
  return { Role: role(), Secret: SECRET, Policy: { ...policy('AWS::IAM::Policy', statement(READ, { Ref: 'Secret' }), properties), ...more } };
}

const CASES: readonly (readonly [string, Record<string, RawResource>, string])[] = [
  ['a role without policies', { Role: role(), Secret: SECRET }, 'no'],
  ['an inline policy', { Role: roleThat(READ, { Ref: 'Secret' }), Secret: SECRET }, 'yes'],
  ['a single statement instead of a list', { Role: role({ Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', Action: [READ], Resource: ['*'] } } }] }), Secret: SECRET }, 'yes'],
  ['a wildcard in the action', { Role: roleThat('secretsmanager:Get*'), Secret: SECRET }, 'yes'],
  ['actions are not case-sensitive', { Role: roleThat('SecretsManager:getsecretvalue'), Secret: SECRET }, 'yes'],
  ['another action', { Role: roleThat('secretsmanager:DescribeSecret'), Secret: SECRET }, 'no'],
  ['one of several actions', { Role: roleThat(['kms:Decrypt', READ]), Secret: SECRET }, 'yes'],
  ['another resource', { Role: roleThat(READ, ['arn:aws:s3:::bucket/*']), Secret: SECRET }, 'no'],
  ['a condition', { Role: roleThat(READ, '*', { Condition: { StringEquals: { 'aws:PrincipalTag/a': 'b' } } }), Secret: SECRET }, 'unknown'],
  ['all actions except others', { Role: roleThat(undefined, '*', { NotAction: 'iam:*' }), Secret: SECRET }, 'yes'],
  ['all actions except this one', { Role: roleThat(undefined, '*', { NotAction: 'secretsmanager:*' }), Secret: SECRET }, 'no'],
  ['all resources except this one', { Role: roleThat(READ, undefined, { NotResource: { Ref: 'Secret' }, Resource: undefined }), Secret: SECRET }, 'no'],
  ['an additional Deny statement', {
    Role: role({ Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: READ, Resource: '*' }] } }] }),
    Secret: SECRET,
  }, 'no'],
  ['a Deny statement with a condition', { Role: denying({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), Secret: SECRET }, 'unknown'],
  ['a Deny statement for other actions', { Role: denying({ Action: 'kms:Decrypt' }), Secret: SECRET }, 'yes'],
  ['a Deny statement for a resource that may be the same', { Role: denying({ Resource: { Ref: 'AParameter' } }), Secret: SECRET }, 'unknown'],
  ['a Deny statement for all except others', { Role: denying({ Action: undefined, NotAction: 'kms:*' }), Secret: SECRET }, 'no'],
  ['a Deny statement in a policy under a condition', {
    ...attached({ Roles: [{ Ref: 'Role' }] }, { Condition: 'IsProd' }),
    Role: roleThat('*'),
    Policy: { ...policy('AWS::IAM::Policy', statement(READ, '*', { Effect: 'Deny' }), { Roles: [{ Ref: 'Role' }] }), Condition: 'IsProd' },
  }, 'unknown'],
  ['a Deny statement that a policy of the secret cannot override', { Role: denying({}), Secret: SECRET, Access: secretPolicy('*') }, 'no'],
  ['only a Deny statement', { Role: roleThat(READ, '*', { Effect: 'Deny' }), Secret: SECRET }, 'no'],
  ['a permissions boundary', { Role: role({ Policies: [{ PolicyDocument: statement('*') }], PermissionsBoundary: 'arn:aws:iam::111122223333:policy/b' }), Secret: SECRET }, 'unknown'],
  ['a permissions boundary without permissions', { Role: role({ PermissionsBoundary: 'arn:aws:iam::111122223333:policy/b' }), Secret: SECRET }, 'no'],

  ['policies from a parameter', { Role: role({ Policies: { Ref: 'AParameter' } }), Secret: SECRET }, 'unknown'],
  ['a policy under a condition', { Role: role({ Policies: [{ 'Fn::If': ['IsProd', { PolicyDocument: statement(READ) }, { Ref: 'AWS::NoValue' }] }] }), Secret: SECRET }, 'unknown'],
  ['an effect from a parameter', { Role: roleThat(READ, '*', { Effect: { Ref: 'AParameter' } }), Secret: SECRET }, 'unknown'],
  ['an action from a parameter', { Role: roleThat({ Ref: 'AParameter' }), Secret: SECRET }, 'unknown'],

  ['a policy resource', attached({ Roles: [{ Ref: 'Role' }] }), 'yes'],
  ['a policy resource under the role\'s name', { ...attached({ Roles: ['reader'] }), Role: role({ RoleName: 'reader' }) }, 'yes'],
  ['a policy resource for another role', { ...attached({ Roles: [{ Ref: 'Other' }] }), Other: role() }, 'no'],
  ['a policy resource for an unknown role', attached({ Roles: [{ Ref: 'AParameter' }] }), 'unknown'],
  ['a policy resource for users', attached({ Users: ['somebody'] }), 'no'],
  ['a policy resource under a condition', attached({ Roles: [{ Ref: 'Role' }] }, { Condition: 'IsProd' }), 'unknown'],
  ['a policy resource under the role\'s condition', { ...attached({ Roles: [{ Ref: 'Role' }] }, { Condition: 'IsProd' }), Role: { ...role(), Condition: 'IsProd' } }, 'yes'],
  ['a policy resource for a role that another resource refers to', {
    ...attached({ Roles: [{ 'Fn::GetAtt': ['Lookup', 'RoleName'] }] }), Lookup: { Type: 'Custom::Lookup', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:lookup' } },
  }, 'unknown'],
  ['a role policy', { Role: role(), Secret: SECRET, Policy: policy('AWS::IAM::RolePolicy', statement(READ), { RoleName: { Ref: 'Role' } }) }, 'yes'],
  ['a managed policy in the app that refers to the role', { Role: role(), Secret: SECRET, Policy: policy('AWS::IAM::ManagedPolicy', statement(READ), { Roles: [{ Ref: 'Role' }] }) }, 'yes'],
  ['a managed policy in the app that the role refers to', { Role: role({ ManagedPolicyArns: [{ Ref: 'Policy' }] }), Secret: SECRET, Policy: policy('AWS::IAM::ManagedPolicy', statement(READ), {}) }, 'yes'],
  ['an imported managed policy', { Role: role({ ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/reader'] }), Secret: SECRET }, 'unknown'],
  ['the AWS managed execution policy', { Role: role({ ManagedPolicyArns: [AWS_POLICY('service-role/AmazonECSTaskExecutionRolePolicy')] }), Secret: SECRET }, 'no'],
  ['an AWS managed policy that allows the action', { Role: role({ ManagedPolicyArns: [AWS_POLICY('secretsmanagerreadwrite')] }), Secret: SECRET }, 'yes'],
  ['an unknown AWS managed policy', { Role: role({ ManagedPolicyArns: [AWS_POLICY('SomethingElse')] }), Secret: SECRET }, 'unknown'],
  ['a list of managed policies from a parameter', { Role: role({ ManagedPolicyArns: { Ref: 'AParameter' } }), Secret: SECRET }, 'unknown'],

  ['a policy of the secret for the role', {
    Role: role(),
    Secret: SECRET,
    Access: secretPolicy({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }),
  }, 'unknown'],
  ['a policy of the secret for the account', { Role: role(), Secret: SECRET, Access: secretPolicy({ AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }) }, 'no'],
  ['a policy of the secret for another role', { Role: role(), Other: role(), Secret: SECRET, Access: secretPolicy({ AWS: { 'Fn::GetAtt': ['Other', 'Arn'] } }) }, 'no'],
  ['a policy of the secret for every principal', { Role: role(), Secret: SECRET, Access: secretPolicy('*') }, 'unknown'],
  ['a policy of another secret', { Role: role(), Secret: SECRET, Second: SECRET, Access: secretPolicy('*', 'Second') }, 'no'],
];

/** A role with all permissions, and a Deny statement for reading. */
function denying(change: object): RawResource {
  return role({ Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: READ, Resource: '*', ...change }] } }] });
}

function secretPolicy(principal: unknown, secret = 'Secret'): RawResource {
  return {
    Type: 'AWS::SecretsManager::ResourcePolicy',
    Properties: { SecretId: { Ref: secret }, ResourcePolicy: statement(READ, '*', { Principal: principal }) },
  };
}

test.each(CASES)('%s', (_, resources, answer) => {
  expect(new IamApp(resources).may(READ, { Ref: 'Secret' })).toBe(answer);
});

test.each([
  ['in another Region', { account: '111122223333', region: 'us-east-1' }],
  ['in an unknown environment', {}],
])('a policy may be for a role with the same name %s', (_, environment) => {
  const app = new Application([
    { name: 'web', account: '111122223333', region: 'eu-west-1', template: { Resources: { Role: role({ RoleName: 'reader' }), Secret: SECRET } } },
    { name: 'access', ...environment, template: { Resources: { Policy: policy('AWS::IAM::Policy', statement(READ), { Roles: ['reader'] }) } } },
  ]);
  expect(app.roles[0].may(READ, PartialString.ANY)).toBe('unknown');
});

test.each<[string, unknown, string]>([
  ['a service', 'elasticloadbalancing.amazonaws.com', 'no'],
  ['a role', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'unknown'],
  ['an unknown principal', { Ref: 'AParameter' }, 'unknown'],
])('a function can be invoked by the role if the policy allows %s', (_, Principal, answer) => {
  const app = new IamApp({
    Role: role(),
    Function: { Type: 'AWS::Lambda::Function', Properties: {} },
    Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Function' }, Action: 'lambda:InvokeFunction', Principal } },
  });
  expect(app.may('lambda:InvokeFunction', { 'Fn::GetAtt': ['Function', 'Arn'] })).toBe(answer);
});

test.each<[string, unknown, string]>([
  ['the account', { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, 'yes'],
  ['the account id', { AWS: { Ref: 'AWS::AccountId' } }, 'yes'],
  ['the role', { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, 'yes'],
  ['every principal', '*', 'yes'],
  ['an unknown principal', { AWS: { Ref: 'AParameter' } }, 'yes'],
  ['another role', { AWS: { 'Fn::GetAtt': ['Other', 'Arn'] } }, 'no'],
  ['a service', { Service: 'logs.eu-west-1.amazonaws.com' }, 'no'],
])('a role can use a key whose policy is for %s: %s', (_, Principal, answer) => {
  const app = new IamApp({
    Role: roleThat('kms:Decrypt'), Other: role(), Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: statement('kms:*', '*', { Principal }) } },
  });
  expect(app.may('kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] })).toBe(answer);
});

test('a key without a policy relies on the policies of the role', () => {
  const app = new IamApp({ Role: roleThat('kms:Decrypt'), Key: { Type: 'AWS::KMS::Key', Properties: {} } });
  expect(app.may('kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] })).toBe('yes');
});

test('a stream policy can allow the role', () => {
  const stream = (Principal: unknown) => new IamApp({
    Role: role(),
    Stream: { Type: 'AWS::Kinesis::Stream', Properties: {} },
    Access: { Type: 'AWS::Kinesis::ResourcePolicy', Properties: { ResourceArn: { 'Fn::GetAtt': ['Stream', 'Arn'] }, ResourcePolicy: statement('kinesis:PutRecords', '*', { Principal }) } },
  }).may('kinesis:PutRecords', { 'Fn::GetAtt': ['Stream', 'Arn'] });
  expect(stream({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } })).toBe('unknown');
  expect(stream({ AWS: 'arn:aws:iam::111122223333:root' })).toBe('no');
});

test('returns the actions that are missing for certain', () => {
  const app = new IamApp({ Role: roleThat('ecr:Get*') });
  expect(app.role.lacks(['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'], app.phrase('*'))).toEqual(['ecr:BatchGetImage']);
});

test('returns whether a missing action is denied', () => {
  const app = new IamApp({ Role: denying({}) });
  expect(app.role.lacks([READ, 'ecr:BatchGetImage'], app.phrase('*'))).toEqual([`${READ} (a Deny statement of the role covers it)`]);
});

const TRUSTED: readonly (readonly [string, unknown, string])[] = [
  ['the service itself', TRUST, 'yes'],
  ['the service and others', trust({ Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] }), 'yes'],
  ['the service under its name in China', trust({ Service: 'ecs-tasks.amazonaws.com.cn' }), 'yes'],
  ['a name with the suffix of the partition', trust({ Service: { 'Fn::Sub': 'ecs-tasks.${AWS::URLSuffix}' } }), 'unknown'],
  ['the service in one Region', trust({ Service: 'ecs-tasks.eu-west-1.amazonaws.com' }), 'unknown'],
  ['another service', trust({ Service: 'ecs.amazonaws.com' }), 'no'],
  ['another service with the suffix of the partition', trust({ Service: { 'Fn::Sub': 'ecs.${AWS::URLSuffix}' } }), 'no'],
  ['an account', trust({ AWS: 'arn:aws:iam::111122223333:root' }), 'no'],
  ['any principal', trust('*'), 'yes'],
  ['every principal in every account', trust({ AWS: '*' }), 'unknown'],
  ['under a condition', trust({ Service: 'ecs-tasks.amazonaws.com' }, { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }), 'unknown'],
  ['another action', trust({ Service: 'ecs-tasks.amazonaws.com' }, { Action: 'sts:TagSession' }), 'no'],
  ['an additional Deny statement', { Statement: [{ Effect: 'Deny', Action: '*', Principal: '*' }, { Effect: 'Allow', Action: 'sts:*', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] }, 'no'],
  ['an additional Deny statement for another service', { Statement: [{ Effect: 'Deny', Action: '*', Principal: { Service: 'ec2.amazonaws.com' } }, { Effect: 'Allow', Action: 'sts:*', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] }, 'unknown'],
  ['a parameter', { Ref: 'AParameter' }, 'unknown'],
  ['nothing', undefined, 'unknown'],
];

function trust(principal: unknown, more: object = {}): unknown {
  return statement('sts:AssumeRole', undefined, { Principal: principal, ...more });
}

test.each(TRUSTED)('tasks are trusted by a role that trusts %s: %s', (_, document, answer) => {
  const app = new IamApp({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } } });
  expect(app.role.trust.admits('ecs-tasks.amazonaws.com')).toBe(answer);
});
