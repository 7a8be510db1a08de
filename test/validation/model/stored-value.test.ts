import { Application } from '../../../src/validation/model/application';
import { Phrase } from '../../../src/validation/model/phrase';
import { storedValue } from '../../../src/validation/model/stored-value';

const application = new Application([{
  name: 'template',
  region: 'eu-west-1',
  account: '111122223333',
  template: {
    Resources: {
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
      Attached: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: 'Secret' } } },
      Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/key' } },
      Database: { Type: 'AWS::RDS::DBInstance', Properties: {} },
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    },
  },
}]);
const [template] = application.templates;

function read(reference: unknown) {
  const phrase = Phrase.of(template.evaluate(reference)[0]);
  return phrase && storedValue(phrase, template);
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
])('%s', (_, reference, store, logicalId, jsonKey) => {
  const value = read(reference);
  expect([value?.store, value?.resource?.logicalId, value?.jsonKey]).toEqual([store, logicalId, jsonKey]);
});

test.each([
  ['a complete ARN, or one that looks so', `${secretArn('mail-AbCdEf')}:user::`, [secretArn('mail-AbCdEf'), `${secretArn('mail-AbCdEf')}-\${?}`]],
  ['a partial ARN by its completion', secretArn('mail'), [`${secretArn('mail')}-\${?}`]],
  ['a parameter behind one slash', 'app-key', ['arn:${AWS::Partition}:ssm:eu-west-1:111122223333:parameter/app-key']],
  ['a parameter with a path behind one slash too', { Ref: 'Parameter' }, ['arn:${AWS::Partition}:ssm:eu-west-1:111122223333:parameter/app/key']],
])('policies have to speak of %s', (_, reference, arns) => {
  expect(read(reference)?.arns.map(({ key }) => key)).toEqual(arns);
});

test.each([
  ['a parameter of the template', { Ref: 'AParameter' }],
  ['an attribute of something else', { Ref: 'Topic' }],
  ['an ARN of another service', 'arn:aws:s3:::bucket/key'],
  ['an ARN of which the fields are not known', { 'Fn::Sub': 'arn:aws:${Rest}:secret:mail' }],
])('nothing is said of %s', (_, reference) => {
  expect(read(reference)).toBeUndefined();
});
