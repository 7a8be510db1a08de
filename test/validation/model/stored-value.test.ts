import { Application } from '../../../src/validation/model/application';
import { Store, StoredValue } from '../../../src/validation/model/entities/stored-value';
import { PartialString } from '../../../src/validation/model/evaluation/partial-string';

const RESOURCES = {
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
  Attached: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: 'Secret' } } },
  AttachedToAnother: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: 'AParameter' } } },
  Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/key' } },
  Unnamed: { Type: 'AWS::SSM::Parameter', Properties: {} },
  Database: { Type: 'AWS::RDS::DBInstance', Properties: {} },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
};

const application = new Application([{ name: 'template', region: 'eu-west-1', account: '111122223333', template: { Resources: RESOURCES } }]);
const [template] = application.templates;

function read(reference: unknown, names?: Store): StoredValue | undefined {
  const partial = PartialString.of(template.evaluate(reference)[0]);
  return partial && StoredValue.of(partial, template, names);
}

const secretArn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;

test.each([
  ['a secret in the app', { Ref: 'Secret' }, 'secretsmanager', 'Secret', undefined],
  ['a JSON key of a secret in the app', { 'Fn::Sub': '${Secret}:password::' }, 'secretsmanager', 'Secret', 'password'],
  ['an unknown JSON key', { 'Fn::Sub': '${Secret}:${Key}::' }, 'secretsmanager', 'Secret', undefined],
  ['a version of a secret in the app', { 'Fn::Sub': '${Secret}::AWSPREVIOUS:' }, 'secretsmanager', 'Secret', undefined],
  ['a secret that is attached to a database', { 'Fn::Sub': '${Attached}:password::' }, 'secretsmanager', 'Secret', 'password'],
  ['the secret of a database', { 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] }, 'secretsmanager', undefined, undefined],
  ['an ARN with a JSON key', `${secretArn('mail-AbCdEf')}:user::`, 'secretsmanager', undefined, 'user'],
  ['the name of a parameter', '/app/password', 'ssm', undefined, undefined],
  ['a parameter in the app', { Ref: 'Parameter' }, 'ssm', 'Parameter', undefined],
  ['the ARN of a parameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/app/password', 'ssm', undefined, undefined],
  ['the ARN of a parameter in the app', { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter${Parameter}' }, 'ssm', 'Parameter', undefined],
  ['an ARN in a Region that is known only at deployment', { 'Fn::Sub': 'arn:aws:secretsmanager:${Region}:111122223333:secret:mail:user::' }, 'secretsmanager', undefined, 'user'],
  ['a secret in another stack that is attached here', { 'Fn::Sub': '${AttachedToAnother}:user::' }, 'secretsmanager', undefined, 'user'],
  ['a partly known JSON key', { 'Fn::Sub': '${Secret}:db_${Key}::' }, 'secretsmanager', 'Secret', undefined],
])('%s', (_, reference, store, logicalId, jsonKey) => {
  const value = read(reference);
  expect([value?.store, value?.resource?.logicalId, value?.jsonKey]).toEqual([store, logicalId, jsonKey]);
});

test.each([
  ['a complete ARN, or one in the same format', `${secretArn('mail-AbCdEf')}:user::`, [secretArn('mail-AbCdEf'), `${secretArn('mail-AbCdEf')}-\${?}`]],
  ['a partial ARN with its suffix', secretArn('mail'), [`${secretArn('mail')}-\${?}`]],
  ['a parameter with a partly known name', { 'Fn::Sub': '/app/${Stage}/key' }, ['arn:${AWS::Partition}:ssm:eu-west-1:111122223333:parameter/app/${?}/key']],
  ['a parameter after one slash', 'app-key', ['arn:${AWS::Partition}:ssm:eu-west-1:111122223333:parameter/app-key']],
  ['a parameter with a path, also after one slash', { Ref: 'Parameter' }, ['arn:${AWS::Partition}:ssm:eu-west-1:111122223333:parameter/app/key']],
])('policies must cover %s', (_, reference, arns) => {
  expect(read(reference)?.arns.map(({ key }) => key)).toEqual(arns);
});

test('a bare name belongs to the store of the property', () => {
  expect(read('prod/registry', 'secretsmanager')?.arns.map(({ key }) => key)).toEqual(['arn:${AWS::Partition}:secretsmanager:eu-west-1:111122223333:secret:prod/registry-${?}']);
});

test.each([
  ['a whole secret', { Ref: 'Secret' }, ['secret'], 'logDriverValue'],
  ['a secret with three empty fields', { 'Fn::Sub': '${Secret}:::' }, ['secret'], 'logDriverValue'],
  ['a JSON key of a secret', { 'Fn::Sub': '${Secret}:password::' }, ['secret', 'secretJsonKey'], 'logDriverJsonKeyOrVersion'],
  ['a version of a JSON key', { 'Fn::Sub': '${Secret}:password:AWSPREVIOUS:' }, ['secret', 'secretJsonKey', 'secretVersionStage'], 'logDriverJsonKeyOrVersion'],
  ['a parameter', { Ref: 'Parameter' }, ['parameter'], 'logDriverValue'],
  ['a parameter with a generated name', { Ref: 'Unnamed' }, ['parameter'], 'logDriverValue'],
])('%s needs certain features', (_, reference, asVariable, asLogOption) => {
  expect([read(reference)?.featuresAs('variable'), read(reference)?.featuresAs('log option')]).toEqual([asVariable, [asLogOption]]);
});

test('an unknown value needs no features', () => {
  expect(read({ 'Fn::Sub': '${Secret}:${Key}::' })?.featuresAs('variable')).toEqual([]);
});

test('is printed as it is written', () => {
  expect(String(read({ 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${Region}:1:parameter/${Parameter}' })?.reference)).toBe('arn:${AWS::Partition}:ssm:${…}:1:parameter/${Parameter}');
});

test.each([
  ['a parameter of the template', { Ref: 'AParameter' }],
  ['an attribute of another resource', { Ref: 'Topic' }],
  ['an ARN with unknown fields', { 'Fn::Sub': 'arn:aws:${Rest}:secret:mail' }],
])('%s is not checked', (_, reference) => {
  expect(read(reference)).toBeUndefined();
});
