import { fetchedValues } from '../../model/fetched-value';
import { listed } from '../../model/listed';
import { SecretContents, secretContents } from '../../model/secret-contents';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A secret holds what is taken from it',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A task that asks for a member that the secret has not, or for a member of a plain text, is stopped before its containers start.',
  fix: 'Take a member that the secret has, or generate it with SecretStringTemplate and GenerateStringKey. A value that somebody puts in later is not seen here.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { place, resource, purpose, members } of fetchedValues(task)) {
      const contents = resource && secretContents(resource, task.application);
      const missing = contents ? members.filter(member => contents.members?.includes(member) !== true) : [];
      if (!contents || missing.length === 0) { continue; }
      yield {
        location: place.location,
        message: `"${missing.join('" and "')}" for ${purpose} ${missing.length === 1 ? 'is' : 'are'} not in ${resource?.logicalId}, which ${holds(contents)}`,
        ...contents.isFinal && contents.members && task.launches.length > 0 ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service that is given a secret',
  bad: {
    'a member that is not there': { Secret: { GenerateSecretString: undefined, SecretString: '{"username":"app"}' } },
    'a generated text': { Secret: { GenerateSecretString: { SecretStringTemplate: undefined, GenerateStringKey: undefined } } },
    'another member': { Secret: { GenerateSecretString: { GenerateStringKey: 'secret' } } },
    'registry credentials without a password': {
      Secret: { GenerateSecretString: undefined, SecretString: '{"user":"app","pass":"x"}' },
      Task: {
        ContainerDefinitions: { 0: { Image: 'quay.io/example/app:1.2.3', Secrets: undefined, RepositoryCredentials: { CredentialsParameter: { Ref: 'Secret' } } } },
      },
    },
  },
  good: {
    'a member of the template': { Secret: { GenerateSecretString: undefined, SecretString: '{"password":"app"}' } },
    'a value that somebody puts in later': { Secret: { GenerateSecretString: undefined } },
    'a member that the database gives': {
      Secret: { GenerateSecretString: { GenerateStringKey: 'secret' } },
      Attachment: {
        Type: 'AWS::SecretsManager::SecretTargetAttachment',
        Properties: { SecretId: { Ref: 'Secret' }, TargetId: 'database', TargetType: 'AWS::RDS::DBInstance' },
      },
    },
  },
});

function holds({ members }: SecretContents): string {
  if (!members) { return 'is a plain text'; }
  return members.length === 0 ? 'is empty' : `has only ${listed(members)}`;
}
