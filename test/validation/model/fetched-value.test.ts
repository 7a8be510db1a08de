import { fetchedValues } from '../../../src/validation/model/queries/fetched-value';
import { appOf } from '../../support/model';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';

/** What a task of one container with these properties fetches. */
function fetchedBy(container: object, task: object = {}) {
  const application = appOf({
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ...task, ContainerDefinitions: [{ Name: 'web', Image: 'nginx', ...container }] } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'registry' } },
    Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/key', Type: 'String', Value: 'blue' } },
    Specification: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::Sub': '{"PluginInput":{"CredentialArn":"${Secret}"}}' } } },
  });
  return fetchedValues(application.taskDefinitions[0]).map(({ purpose, store, resource, members }) => [purpose, store, resource?.logicalId, members]);
}

const specification = (kind: string) => ({ 'Fn::Sub': `${kind}:arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/\${Specification}` });

test.each([
  ['a member of a secret', { Secrets: [{ Name: 'A', ValueFrom: `${SECRET}:user::` }] }, ['variable A of container "web"', 'secretsmanager', undefined, ['user']]],
  ['a parameter of the app by its name', { Secrets: [{ Name: 'A', ValueFrom: '/app/key' }] }, ['variable A of container "web"', 'ssm', 'Parameter', []]],
  [
    'a token for the log driver',
    { LogConfiguration: { LogDriver: 'splunk', SecretOptions: [{ Name: 'splunk-token', ValueFrom: SECRET }] } },
    ['log option splunk-token of container "web"', 'secretsmanager', undefined, []],
  ],
  [
    'registry credentials by the name of a secret of the app',
    { RepositoryCredentials: { CredentialsParameter: 'registry' } },
    ['the registry credentials of container "web"', 'secretsmanager', 'Secret', ['username', 'password']],
  ],
  [
    'the user of a domain',
    { CredentialSpecs: [specification('credentialspecdomainless')] },
    ['the domain user of container "web"', 'secretsmanager', 'Secret', []],
  ],
])('%s is fetched', (_, container, expected) => {
  expect(fetchedBy(container)).toEqual([expected]);
});

test('the user of a file system for Windows is fetched', () => {
  const volume = { Name: 'files', FSxWindowsFileServerVolumeConfiguration: { AuthorizationConfig: { CredentialsParameter: { Ref: 'Secret' }, Domain: 'example.com' } } };
  expect(fetchedBy({}, { Volumes: [volume] })).toEqual([['the credentials of volume "files"', 'secretsmanager', 'Secret', ['username', 'password']]]);
});

test.each([
  ['a secret that a condition decides on', { Secrets: [{ 'Fn::If': ['Plain', { Ref: 'AWS::NoValue' }, { Name: 'A', ValueFrom: SECRET }] }] }],
  ['what is known at deployment', { Secrets: [{ Name: 'A', ValueFrom: { Ref: 'AParameter' } }] }],
  ['the user of a domain that the instance has joined', { CredentialSpecs: [specification('credentialspec')] }],
])('nothing is said of %s', (_, container) => {
  expect(fetchedBy(container)).toEqual([]);
});
