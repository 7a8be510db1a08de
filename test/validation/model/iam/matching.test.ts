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
  ['everything covers a text that is not known', '*', ref('AParameter'), 'yes'],
  ['a text covers itself', secretArn('db-AbCdEf'), secretArn('db-AbCdEf'), 'yes'],
  ['a text covers no other', secretArn('db-AbCdEf'), secretArn('db-ghijkl'), 'no'],
  ['letters count as they are written', secretArn('DB-AbCdEf'), secretArn('db-AbCdEf'), 'no'],
  ['a star covers any letters', secretArn('*'), secretArn('db-AbCdEf'), 'yes'],
  ['a question mark covers one letter', secretArn('db-??????'), secretArn('db-AbCdEf'), 'yes'],
  ['a question mark covers no two letters', secretArn('db-?????'), secretArn('db-AbCdEf'), 'no'],
  ['a star inside', 'arn:*:s3:::assets-*/env', 'arn:aws:s3:::assets-prod/env', 'yes'],
  ['another service', 'arn:aws:s3:::assets/*', ref('Secret'), 'no'],

  ['a reference covers itself', ref('Secret'), ref('Secret'), 'yes'],
  ['a reference does not cover another resource', ref('Named'), ref('Secret'), 'no'],
  ['one of two that may not both exist may be the other', ref('Sometimes'), ref('Secret'), 'unknown'],
  ['an attachment is its secret', ref('Attached'), ref('Secret'), 'yes'],
  ['the Id of a secret is its Ref', { 'Fn::GetAtt': ['Secret', 'Id'] }, ref('Secret'), 'yes'],
  ['a JSON key is no part of a secret', join(ref('Secret'), ':password::'), ref('Secret'), 'no'],
  ['a prefix of a reference', join(ref('Secret'), '*'), ref('Secret'), 'yes'],
  ['a name with six question marks is the secret of that name', sub('arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/db-??????'), ref('Named'), 'yes'],
  ['a name without the six letters is not', sub('arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/db'), ref('Named'), 'no'],
  ['a written Region may be that of the stack', secretArn('prod/db-??????'), ref('Named'), 'unknown'],
  ['another name', secretArn('staging/*'), ref('Named'), 'no'],
  ['a name that AWS makes up may be any', secretArn('prod/*'), ref('Secret'), 'unknown'],

  ['objects of a bucket', join(arn('Bucket'), '/*'), join(arn('Bucket'), '/web.env'), 'yes'],
  ['the bucket itself is no object', arn('Bucket'), join(arn('Bucket'), '/web.env'), 'no'],
  ['an ARN that is put together is the attribute', sub('arn:${AWS::Partition}:s3:::${Bucket}/*'), join(arn('Bucket'), '/web.env'), 'yes'],
  ['a log group ends in a star of its own', arn('Group'), sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/ecs/web:log-stream:x'), 'yes'],
  ['the name of a parameter is known', sub('arn:aws:ssm:eu-west-1:111122223333:parameter${Parameter}'), 'arn:aws:ssm:eu-west-1:111122223333:parameter/app/key', 'yes'],
  ['a path belongs to the role', sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Role}'), arn('Role'), 'yes'],

  ['a parameter may be anything', ref('AParameter'), ref('Secret'), 'unknown'],
  ['a policy variable may be anything', 'arn:aws:s3:::assets/${aws:PrincipalTag/team}', 'arn:aws:s3:::assets/env', 'unknown'],
  ['what stands around a policy variable counts', 'arn:aws:s3:::assets/${aws:PrincipalTag/team}', 'arn:aws:s3:::other/env', 'no'],
  ['two blanks need not be the same', sub('arn:aws:s3:::${AParameter}/env'), sub('arn:aws:s3:::${AParameter}/env'), 'unknown'],
];

test.each(CASES)('%s', (_, pattern, text, answer) => {
  expect(matches(app.phrase(pattern), app.phrase(text))).toBe(answer);
});
