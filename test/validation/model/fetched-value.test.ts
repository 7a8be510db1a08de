import { fetchedValues } from '../../../src/validation/model/queries/fetched-value';
import { appOf } from '../../support/model';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';

/** The values that a task with one such container fetches. */
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
  ['a JSON key of a secret', { Secrets: [{ Name: 'A', ValueFrom: `${SECRET}:user::` }] }, ['variable A of container "web"', 'secretsmanager', undefined, ['user']]],
  ['a parameter in the app by its name', { Secrets: [{ Name: 'A', ValueFrom: '/app/key' }] }, ['variable A of container "web"', 'ssm', 'Parameter', []]],
  [
    'a token for the log driver',
    { LogConfiguration: { LogDriver: 'splunk', SecretOptions: [{ Name: 'splunk-token', ValueFrom: SECRET }] } },
    ['log option splunk-token of container "web"', 'secretsmanager', undefined, []],
  ],
  [
    'registry credentials with the name of a secret in the app',
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

test('the user of a Windows file system is fetched', () => {
  const volume = { Name: 'files', FSxWindowsFileServerVolumeConfiguration: { AuthorizationConfig: { CredentialsParameter: { Ref: 'Secret' }, Domain: 'example.com' } } };
  expect(fetchedBy({}, { Volumes: [volume] })).toEqual([['the credentials of volume "files"', 'secretsmanager', 'Secret', ['username', 'password']]]);
});

test.each([
  ['a secret under a condition', { Secrets: [{ 'Fn::If': ['Plain', { Ref: 'AWS::NoValue' }, { Name: 'A', ValueFrom: SECRET }] }] }],
  ['a value that is known only at deployment', { Secrets: [{ Name: 'A', ValueFrom: { Ref: 'AParameter' } }] }],
  ['the user of a domain that the instance has joined', { CredentialSpecs: [specification('credentialspec')] }],
])('%s is not fetched', (_, container) => {
  expect(fetchedBy(container)).toEqual([]);
});
