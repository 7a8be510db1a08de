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
  ['a secret of the app', { Ref: 'Secret' }, 'secretsmanager', 'Secret', undefined],
  ['a member of a secret of the app', { 'Fn::Sub': '${Secret}:password::' }, 'secretsmanager', 'Secret', 'password'],
  ['a member whose name is not known', { 'Fn::Sub': '${Secret}:${Key}::' }, 'secretsmanager', 'Secret', undefined],
  ['a version of a secret of the app', { 'Fn::Sub': '${Secret}::AWSPREVIOUS:' }, 'secretsmanager', 'Secret', undefined],
  ['a secret that is attached to a database', { 'Fn::Sub': '${Attached}:password::' }, 'secretsmanager', 'Secret', 'password'],
  ['the secret of a database', { 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] }, 'secretsmanager', undefined, undefined],
  ['an ARN with a member', `${secretArn('mail-AbCdEf')}:user::`, 'secretsmanager', undefined, 'user'],
  ['a name is that of a parameter', '/app/password', 'ssm', undefined, undefined],
  ['a parameter of the app', { Ref: 'Parameter' }, 'ssm', 'Parameter', undefined],
  ['an ARN of a parameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/app/password', 'ssm', undefined, undefined],
  ['an ARN of a parameter of the app', { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter${Parameter}' }, 'ssm', 'Parameter', undefined],
  ['an ARN in a Region that is decided at deployment', { 'Fn::Sub': 'arn:aws:secretsmanager:${Region}:111122223333:secret:mail:user::' }, 'secretsmanager', undefined, 'user'],
  ['a secret of another stack that is attached here', { 'Fn::Sub': '${AttachedToAnother}:user::' }, 'secretsmanager', undefined, 'user'],
  ['a member whose name is known in part', { 'Fn::Sub': '${Secret}:db_${Key}::' }, 'secretsmanager', 'Secret', undefined],
])('%s', (_, reference, store, logicalId, jsonKey) => {
  const value = read(reference);
  expect([value?.store, value?.resource?.logicalId, value?.jsonKey]).toEqual([store, logicalId, jsonKey]);
});

test.each([
  ['a complete ARN, or one that looks so', `${secretArn('mail-AbCdEf')}:user::`, [secretArn('mail-AbCdEf'), `${secretArn('mail-AbCdEf')}-\${?}`]],
  ['a partial ARN by its completion', secretArn('mail'), [`${secretArn('mail')}-\${?}`]],
  ['a parameter by a name that is known in part', { 'Fn::Sub': '/app/${Stage}/key' }, ['arn:${AWS::Partition}:ssm:eu-west-1:111122223333:parameter/app/${?}/key']],
  ['a parameter behind one slash', 'app-key', ['arn:${AWS::Partition}:ssm:eu-west-1:111122223333:parameter/app-key']],
  ['a parameter with a path behind one slash too', { Ref: 'Parameter' }, ['arn:${AWS::Partition}:ssm:eu-west-1:111122223333:parameter/app/key']],
])('policies have to speak of %s', (_, reference, arns) => {
  expect(read(reference)?.arns.map(({ key }) => key)).toEqual(arns);
});

test('a bare name is one of the store that the place asks', () => {
  expect(read('prod/registry', 'secretsmanager')?.arns.map(({ key }) => key)).toEqual(['arn:${AWS::Partition}:secretsmanager:eu-west-1:111122223333:secret:prod/registry-${?}']);
});

test.each([
  ['a whole secret', { Ref: 'Secret' }, ['secret'], 'logDriverValue'],
  ['a secret with three empty fields', { 'Fn::Sub': '${Secret}:::' }, ['secret'], 'logDriverValue'],
  ['a member of a secret', { 'Fn::Sub': '${Secret}:password::' }, ['secret', 'secretJsonKey'], 'logDriverJsonKeyOrVersion'],
  ['a version of a member', { 'Fn::Sub': '${Secret}:password:AWSPREVIOUS:' }, ['secret', 'secretJsonKey', 'secretVersionStage'], 'logDriverJsonKeyOrVersion'],
  ['a parameter', { Ref: 'Parameter' }, ['parameter'], 'logDriverValue'],
  ['a parameter whose name CloudFormation makes', { Ref: 'Unnamed' }, ['parameter'], 'logDriverValue'],
])('%s asks for certain features', (_, reference, asVariable, asLogOption) => {
  expect([read(reference)?.featuresAs('variable'), read(reference)?.featuresAs('log option')]).toEqual([asVariable, [asLogOption]]);
});

test('what may hold anything asks for nothing', () => {
  expect(read({ 'Fn::Sub': '${Secret}:${Key}::' })?.featuresAs('variable')).toEqual([]);
});

test('it is printed as it is written', () => {
  expect(String(read({ 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${Region}:1:parameter/${Parameter}' })?.reference)).toBe('arn:${AWS::Partition}:ssm:${…}:1:parameter/${Parameter}');
});

test.each([
  ['a parameter of the template', { Ref: 'AParameter' }],
  ['an attribute of something else', { Ref: 'Topic' }],
  ['an ARN of which the fields are not known', { 'Fn::Sub': 'arn:aws:${Rest}:secret:mail' }],
])('nothing is said of %s', (_, reference) => {
  expect(read(reference)).toBeUndefined();
});
