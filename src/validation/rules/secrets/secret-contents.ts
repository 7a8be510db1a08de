import { listed } from '../../model/entities/listed';
import { fetchedValues } from '../../model/queries/fetched-value';
import { SecretContents, secretContents } from '../../model/queries/secret-contents';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Secrets contain the JSON keys that containers use',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'If the JSON key does not exist, or the secret is not JSON, ECS stops the task before its containers start.',
  fix: 'Use a JSON key that the secret contains, or generate it: `generateSecretString: { secretStringTemplate, generateStringKey }` of the secret (CloudFormation: GenerateSecretString). Values that are filled in later are not in the template; acknowledge the finding for such a secret.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { place, resource, purpose, members } of fetchedValues(task)) {
      const contents = resource && secretContents(resource, task.application);
      if (!contents) { continue; }
      const missing = members.filter(member => contents.members?.includes(member) !== true);
      if (missing.length === 0) { continue; }
      yield {
        location: place.location,
        related: [resource.at('')],
        message: `secret ${resource.logicalId} has no JSON key ${missing.join(' and ')} for ${purpose}; it ${shown(contents)}`,
        // the secret may be filled in before an idle service runs tasks
        ...contents.isFinal && contents.members && task.taskRunners.some(({ isIdle }) => !isIdle) ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service with a secret',
  bad: {
    'a key that is missing': { Secret: { GenerateSecretString: undefined, SecretString: '{"username":"app"}' } },
    'a key that is missing, for a service without tasks': { Secret: { GenerateSecretString: undefined, SecretString: '{"username":"app"}' }, Service: { DesiredCount: 0 } },
    'a key that is missing, for an unused task definition': { Secret: { GenerateSecretString: undefined, SecretString: '{"username":"app"}' }, Service: undefined },
    'an empty placeholder': { Secret: { GenerateSecretString: undefined, SecretString: '{}' } },
    'a placeholder': { Secret: { GenerateSecretString: undefined, SecretString: '{"username":"changeme"}' } },
    'plain text': { Secret: { GenerateSecretString: undefined, SecretString: 'correct horse' } },
    'generated plain text': { Secret: { GenerateSecretString: { SecretStringTemplate: undefined, GenerateStringKey: undefined } } },
    'a generated key with another name': { Secret: { GenerateSecretString: { GenerateStringKey: 'secret' } } },
    'registry credentials without a password': {
      Secret: { GenerateSecretString: undefined, SecretString: '{"user":"app","pass":"x"}' },
      Task: {
        ContainerDefinitions: { 0: { Image: 'quay.io/example/app:1.2.3', Secrets: undefined, RepositoryCredentials: { CredentialsParameter: { Ref: 'Secret' } } } },
      },
    },
  },
  good: {
    'a key in the template': { Secret: { GenerateSecretString: undefined, SecretString: '{"password":"app"}' } },
    'a secret that is filled in later': { Secret: { GenerateSecretString: undefined } },
    'a key that the attached database adds': {
      Secret: { GenerateSecretString: { GenerateStringKey: 'secret' } },
      Attachment: {
        Type: 'AWS::SecretsManager::SecretTargetAttachment',
        Properties: { SecretId: { Ref: 'Secret' }, TargetId: 'database', TargetType: 'AWS::RDS::DBInstance' },
      },
    },
  },
});

function shown({ members }: SecretContents): string {
  if (!members) { return 'is plain text'; }
  return members.length === 0 ? 'is empty' : `contains only ${listed(members)}`;
}
