import type { Container } from '../../model/container';
import { repeated } from '../../model/repeated';
import { defineRule, Violation } from '../rule';

/** The options of the scene's own driver go. */
const NO_AWSLOGS = { 'awslogs-group': undefined, 'awslogs-region': undefined, 'awslogs-stream-prefix': undefined };

const ROLE = { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution' };

export default defineRule({
  title: 'A container is given each variable once, as a value or as a secret',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a container in which a secret has the name of another secret or of a plain variable; of two plain variables nobody knows which one counts.',
  fix: 'Take one of the two out.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) { yield* givenTwice(container); }
  },

  scene: 'a Fargate service',
  bad: {
    'a value and a secret': {
      Task: { ...ROLE, ContainerDefinitions: { 0: { Environment: [{ Name: 'API_HOST', Value: 'a' }], Secrets: [{ Name: 'API_HOST', ValueFrom: '/api/host' }] } } },
    },
    'two secrets': {
      Task: { ...ROLE, ContainerDefinitions: { 0: { Secrets: [{ Name: 'API_HOST', ValueFrom: '/api/host' }, { Name: 'API_HOST', ValueFrom: '/api/other' }] } } },
    },
    'a log option and a secret': {
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
    'two values': { Task: { ...ROLE, ContainerDefinitions: { 0: { Environment: [{ Name: 'API_HOST', Value: 'a' }, { Name: 'API_HOST', Value: 'b' }] } } } },
  },
  good: {
    'two names': {
      Task: { ...ROLE, ContainerDefinitions: { 0: { Environment: [{ Name: 'API_HOST', Value: 'a' }], Secrets: [{ Name: 'API_KEY', ValueFrom: '/api/key' }] } } },
    },
    'a value or a secret': {
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
    yield { location: again.at('Name'), message: `${label} is given secret ${name} twice` };
  }
  for (const { name, node: secret } of secrets) {
    if (name.satisfies(each => plain.has(each))) {
      yield { location: secret.at('Name'), message: `${label} is given ${name} as a secret and as a plain variable` };
    }
  }
  for (const { again, name } of repeated([...environment], 'Name')) {
    yield { location: again.at('Name'), message: `${label} is given variable ${name} twice`, severity: 'warning' };
  }
  const options = logging.get('Options').keys;
  for (const { name, node: secret } of logSecrets.filter(each => each.name.isOneOf(options))) {
    yield { location: secret.at('Name'), message: `${label} is given the log option ${name} as a secret and as a plain value`, severity: 'warning' };
  }
}
