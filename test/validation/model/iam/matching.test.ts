import { IamApp } from './iam-app';
import { matches } from '../../../../src/validation/model/iam/matching';

const app = new IamApp({
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
  Named: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'prod/db' } },
  Attached: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: 'Secret' } } },
  Sometimes: { Type: 'AWS::SecretsManager::Secret', Condition: 'IsProd', Properties: {} },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
  Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/ecs/web' } },
  Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/key' } },
  Role: { Type: 'AWS::IAM::Role', Properties: {} },
});

const ref = (name: string) => ({ Ref: name });
const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const sub = (text: string) => ({ 'Fn::Sub': text });
const secretArn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;

const CASES: readonly (readonly [string, unknown, unknown, string])[] = [
  ['a wildcard covers an unknown string', '*', ref('AParameter'), 'yes'],
  ['a string covers itself', secretArn('db-AbCdEf'), secretArn('db-AbCdEf'), 'yes'],
  ['a string covers no other string', secretArn('db-AbCdEf'), secretArn('db-ghijkl'), 'no'],
  ['matching is case-sensitive', secretArn('DB-AbCdEf'), secretArn('db-AbCdEf'), 'no'],
  ['a star covers any characters', secretArn('*'), secretArn('db-AbCdEf'), 'yes'],
  ['a question mark covers one character', secretArn('db-??????'), secretArn('db-AbCdEf'), 'yes'],
  ['a question mark does not cover two characters', secretArn('db-?????'), secretArn('db-AbCdEf'), 'no'],
  ['a star in the middle', 'arn:*:s3:::assets-*/env', 'arn:aws:s3:::assets-prod/env', 'yes'],
  ['another service', 'arn:aws:s3:::assets/*', ref('Secret'), 'no'],

  ['a reference covers itself', ref('Secret'), ref('Secret'), 'yes'],
  ['a reference does not cover another resource', ref('Named'), ref('Secret'), 'no'],
  ['one of two resources under conditions may be the other', ref('Sometimes'), ref('Secret'), 'unknown'],
  ['an attachment equals its secret', ref('Attached'), ref('Secret'), 'yes'],
  ['the Id of a secret equals its Ref', { 'Fn::GetAtt': ['Secret', 'Id'] }, ref('Secret'), 'yes'],
  ['a JSON key is not part of a secret', join(ref('Secret'), ':password::'), ref('Secret'), 'no'],
  ['a prefix of a reference', join(ref('Secret'), '*'), ref('Secret'), 'yes'],
  ['a name with six question marks covers the secret with that name', sub('arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/db-??????'), ref('Named'), 'yes'],
  ['a name without the six characters does not', sub('arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/db'), ref('Named'), 'no'],
  ['a literal Region may be the Region of the stack', secretArn('prod/db-??????'), ref('Named'), 'unknown'],
  ['another name', secretArn('staging/*'), ref('Named'), 'no'],
  ['a generated name may be any name', secretArn('prod/*'), ref('Secret'), 'unknown'],

  ['objects in a bucket', join(arn('Bucket'), '/*'), join(arn('Bucket'), '/web.env'), 'yes'],
  ['the bucket is not an object', arn('Bucket'), join(arn('Bucket'), '/web.env'), 'no'],
  ['a joined ARN equals the attribute', sub('arn:${AWS::Partition}:s3:::${Bucket}/*'), join(arn('Bucket'), '/web.env'), 'yes'],
  ['the ARN of a log group ends with a star', arn('Group'), sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/ecs/web:log-stream:x'), 'yes'],
  ['the name of a parameter is known', sub('arn:aws:ssm:eu-west-1:111122223333:parameter${Parameter}'), 'arn:aws:ssm:eu-west-1:111122223333:parameter/app/key', 'yes'],
  ['a path is part of the role', sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Role}'), arn('Role'), 'yes'],

  ['a parameter may be anything', ref('AParameter'), ref('Secret'), 'unknown'],
  ['a policy variable may be anything', 'arn:aws:s3:::assets/${aws:PrincipalTag/team}', 'arn:aws:s3:::assets/env', 'unknown'],
  ['text around a policy variable counts', 'arn:aws:s3:::assets/${aws:PrincipalTag/team}', 'arn:aws:s3:::other/env', 'no'],
  ['two wildcards need not match the same text', sub('arn:aws:s3:::${AParameter}/env'), sub('arn:aws:s3:::${AParameter}/env'), 'unknown'],
];

test.each(CASES)('%s', (_, pattern, text, answer) => {
  expect(matches(app.phrase(pattern), app.phrase(text))).toBe(answer);
});
