import { NO_SECRETS, SECRET_NAMES, SECRET_SHAPES } from '../../../facts/plaintext-secrets';
import type { Node } from '../../model/node';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A secret is not written into the environment of a container',
  severity: 'warning',
  outcome: 'insecure',
  why: 'Plain variables stand in the template and in the registered task definition, for everybody who may describe it; so does the value of a dynamic reference.',
  fix: 'Keep it in Secrets Manager or Parameter Store, and refer to it in Secrets.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',

  on: 'taskDefinition',
  *check(task) {
    for (const { environment, label } of task.containers) {
      for (const variable of environment) {
        const what = secretIn(variable);
        if (what) { yield { location: variable.at('Value'), message: `variable ${variable.text('Name').known ?? 'of unknown name'} of ${label} holds ${what}` }; }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a password': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'DB_PASSWORD', Value: 'correct horse battery staple' }] } } } },
    'an access key under another name': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'UPLOAD', Value: `AKIA${'A1'.repeat(8)}` }] } } } },
    'a password in a URL': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'DATABASE_URL', Value: 'postgres://app:s3cret@db:5432/app' }] } } } },
    'a dynamic reference': {
      Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'DB', Value: { 'Fn::Sub': '{{resolve:secretsmanager:db:SecretString:password}}' } }] } } },
    },
  },
  good: {
    'where it is kept': {
      Task: {
        ContainerDefinitions: {
          0: {
            Environment: [
              { Name: 'DB_SECRET', Value: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf' },
              { Name: 'API_KEY', Value: '/app/api-key' },
              { Name: 'SECRET', Value: { Ref: 'Cluster' } },
              { Name: 'DB_PASSWORD', Value: { Ref: 'Password' } },
              { Name: 'PASSWORD_FILE', Value: 'password.txt' },
              { Name: 'URL', Value: '{{resolve:ssm:/app/url}}' },
            ],
          },
        },
      },
    },
  },
});

function secretIn(variable: Node): string | undefined {
  const value = variable.text('Value');
  if (variable.get('Value').resolvedBy.includes('secretsmanager')) { return 'a value of Secrets Manager, written out when it is deployed'; }
  const shape = SECRET_SHAPES.find(each => value.satisfies(text => each.shape.test(text)));
  if (shape) { return shape.what; }
  const isNamed = variable.text('Name').satisfies(name => SECRET_NAMES.test(name)) && value.satisfies(text => !NO_SECRETS.test(text));
  return isNamed ? 'what its name calls a secret' : undefined;
}
