import type { Container } from '../../model/entities/container';
import { repeated } from '../../model/evaluation/repeated';
import { NO_AWSLOGS } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const ROLE = { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution' };

export default defineRule({
  title: 'Environment variables and secrets of a container have unique names',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a container that has two secrets with the same name, or a secret and an environment variable with the same name. If two environment variables have the same name, only one of them takes effect.',
  fix: 'Keep the name in either `environment` or `secrets` of the container, and only once (CloudFormation: Environment, Secrets).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) { yield* givenTwice(container); }
  },

  scene: 'a Fargate service',
  bad: {
    'an environment variable and a secret with the same name': {
      Task: { ...ROLE, ContainerDefinitions: { 0: { Environment: [{ Name: 'API_HOST', Value: 'a' }], Secrets: [{ Name: 'API_HOST', ValueFrom: '/api/host' }] } } },
    },
    'two secrets with the same name': {
      Task: { ...ROLE, ContainerDefinitions: { 0: { Secrets: [{ Name: 'API_HOST', ValueFrom: '/api/host' }, { Name: 'API_HOST', ValueFrom: '/api/other' }] } } },
    },
    'a log option and a secret log option with the same name': {
      Task: {
        ...ROLE,
        ContainerDefinitions: {
          0: {
            LogConfiguration: {
              LogDriver: 'splunk',
              Options: { ...NO_AWSLOGS, 'splunk-url': 'https://splunk', 'splunk-token': { Ref: 'Token' } },
              SecretOptions: [{ Name: 'splunk-token', ValueFrom: '/splunk/token' }],
            },
          },
        },
      },
    },
    'two environment variables with the same name': { Task: { ...ROLE, ContainerDefinitions: { 0: { Environment: [{ Name: 'API_HOST', Value: 'a' }, { Name: 'API_HOST', Value: 'b' }] } } } },
  },
  good: {
    'different names': {
      Task: { ...ROLE, ContainerDefinitions: { 0: { Environment: [{ Name: 'API_HOST', Value: 'a' }], Secrets: [{ Name: 'API_KEY', ValueFrom: '/api/key' }] } } },
    },
    'a condition that selects the environment variable or the secret': {
      Task: {
        ...ROLE,
        ContainerDefinitions: {
          0: {
            Environment: [{ 'Fn::If': ['Local', { Name: 'API_HOST', Value: 'a' }, { Ref: 'AWS::NoValue' }] }],
            Secrets: [{ 'Fn::If': ['Local', { Ref: 'AWS::NoValue' }, { Name: 'API_HOST', ValueFrom: '/api/host' }] }],
          },
        },
      },
    },
  },
});

function* givenTwice({ environment, node, secrets, logging, logSecrets, label }: Container): Iterable<Violation> {
  const plain = new Set(environment.map(variable => variable.text('Name').known));
  for (const { again, name } of repeated([...node.list('Secrets')], 'Name')) {
    yield { location: again.at('Name'), message: `${label} has secret ${name} twice; ECS refuses the task definition, remove one of them` };
  }
  for (const { name, node: secret } of secrets) {
    if (name.satisfies(each => plain.has(each))) {
      yield { location: secret.at('Name'), message: `${label} has ${name} in both environment and secrets; ECS refuses the task definition, remove one of them` };
    }
  }
  for (const { again, name } of repeated([...environment], 'Name')) {
    yield { location: again.at('Name'), message: `${label} has environment variable ${name} twice; only one value takes effect, remove the other`, severity: 'warning' };
  }
  const options = logging.get('Options').keys;
  for (const { name, node: secret } of logSecrets.filter(each => each.name.isOneOf(options))) {
    yield { location: secret.at('Name'), message: `${label} has log option ${name} in both Options and SecretOptions; only one takes effect, remove the other`, severity: 'warning' };
  }
}
