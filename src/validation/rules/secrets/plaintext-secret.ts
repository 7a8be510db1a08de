import type { Container } from '../../model/entities/container';
import type { Node } from '../../model/evaluation/node';
import { fetchedValues } from '../../model/queries/fetched-value';
import { plaintextSecret } from '../../model/queries/plaintext-secret';
import { everyHour, NO_AWSLOGS } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Passwords, tokens and keys are not plain text in the template',
  severity: 'warning',
  outcome: 'insecure',
  why: 'Environment variables and log options are plain text in the template and in the task definition, visible to every principal with ecs:DescribeTaskDefinition. CloudFormation resolves a dynamic reference to plain text too, and creates SSM parameters without encryption.',
  fix: 'Store it in Secrets Manager or as a SecureString parameter, and pass it with `secrets: { NAME: SecretSource.secretsManager(secret) }` or `ecs.Secret.fromSecretsManager(secret)` (CloudFormation: Secrets, or SecretOptions of the log driver).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      for (const { what, name, place } of writtenIn(container)) {
        const secret = plaintextSecret(name, place);
        if (secret) { yield { location: place.location, message: `${what} ${name ?? 'of unknown name'} of ${container.label} contains ${secret} in plain text; pass it as a secret` }; }
      }
    }
    for (const { overrides, resource: { logicalId } } of task.taskRunners) {
      for (const { name, place } of overrides?.variables ?? []) {
        const secret = plaintextSecret(name, place);
        if (secret) { yield { location: place.location, message: `variable ${name ?? 'of unknown name'} in the overrides of ${logicalId} contains ${secret} in plain text; pass it as a secret of the container` }; }
      }
    }
    for (const { resource, name, purpose } of fetchedValues(task)) {
      const place = resource?.properties.get('Value');
      const secret = place && plaintextSecret(name, place);
      if (secret) { yield { location: place.location, message: `parameter ${resource?.logicalId}, the source of ${purpose}, contains ${secret} in plain text; store it in Secrets Manager` }; }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a password': given('DB_PASSWORD', 'correct horse battery staple'),
    'a password under a lower-case name': given('spring.datasource.password', 'hunter2'),
    'an access key under another name': given('UPLOAD', `AKIA${'A2'.repeat(8)}`),
    'an API key': given('apiKey', '8f14e45fceea167a5a36dedd4bea2543'),
    'a generated key': given('APP_KEY', 'base64:4Fm2kT0o7sQv9XhJ1LzYpRbN3cWdEa8u'),
    'a token in a longer text': given('HEADERS', `Authorization: Bearer ghp_${'a1B2'.repeat(9)}`),
    'a password in a URL': given('DATABASE_URL', 'postgres://app:s3cret@db:5432/app'),
    'a password in a URL whose host is a reference': given('DATABASE_URL', { 'Fn::Sub': 'postgres://app:s3cret@${Cluster}:5432/app' }),
    'a password in a connection string': given('ConnectionStrings__Default', 'Server=db;User Id=app;Password=s3cret;Encrypt=true'),
    'a dynamic reference': given('DB', { 'Fn::Sub': '{{resolve:secretsmanager:db:SecretString:password}}' }),
    'an option of the log driver': {
      Task: {
        ContainerDefinitions: {
          0: { LogConfiguration: { LogDriver: 'splunk', Options: { ...NO_AWSLOGS, 'splunk-url': 'https://splunk', 'splunk-token': '2bd4c1a0-7f0e-4c55-9d2e-0a9b8c7d6e5f' } } },
        },
      },
    },
    'a container override of a scheduled task': {
      Rule: everyHour({}, { Input: '{"containerOverrides":[{"name":"web","environment":[{"name":"DB_PASSWORD","value":"hunter2"},{"name":"MODE","value":"report"}]}]}' }),
    },
    'a parameter with a plain text value': {
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'DB_PASSWORD', ValueFrom: { Ref: 'Password' } }] } } },
      Password: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'hunter2' } },
    },
  },
  good: {
    'the ARN of a secret': given('DB_SECRET', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf'),
    'a path': given('API_KEY', '/app/api-key'),
    'the name of a secret': given('DB_SECRET', 'prod/db'),
    'a reference to a resource': given('SECRET', { Ref: 'Cluster' }),
    'a value from a parameter': given('DB_PASSWORD', { Ref: 'Password' }),
    'a file name': given('PASSWORD_FILE', 'password.txt'),
    'a flag': given('ALLOW_EMPTY_PASSWORD', 'yes'),
    'a placeholder': given('API_KEY', 'your-api-key-here'),
    'a public key for browsers': given('NEXT_PUBLIC_API_KEY', '8f14e45fceea167a5a36dedd4bea2543'),
    'a URL without a password': given('AUTH_TOKEN', 'https://login.example.com:8443/token'),
    'a URL whose password is a parameter': given('DATABASE_URL', { 'Fn::Sub': 'postgres://app:${Password}@db:5432/app' }),
    'a dynamic reference to a parameter': given('URL', '{{resolve:ssm:/app/url}}'),
    'a parameter with a host name': {
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'DB_HOST', ValueFrom: { Ref: 'Host' } }] } } },
      Host: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'db.internal' } },
    },
  },
});

interface WrittenValue {
  readonly what: 'variable' | 'log option';
  readonly name: string | undefined;
  readonly place: Node;
}

function writtenIn({ environment, logging }: Container): readonly WrittenValue[] {
  const options = logging.get('Options');
  return [
    ...environment.map(variable => ({ what: 'variable' as const, name: variable.text('Name').known, place: variable.get('Value') })),
    ...options.keys.map(name => ({ what: 'log option' as const, name, place: options.get(name) })),
  ];
}

function given(name: string, value: unknown) {
  return { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: name, Value: value }] } } } };
}
