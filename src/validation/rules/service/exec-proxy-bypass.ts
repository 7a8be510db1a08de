import { ADDRESSES_WITHOUT_PROXY, PROXY_EXCEPTIONS, PROXY_VARIABLES } from '../../../facts/exec';
import type { Container } from '../../model/entities/container';
import { defineRule } from '../rule';

const PROXY = { Name: 'HTTP_PROXY', Value: 'http://proxy:3128' };

export default defineRule({
  title: 'A container with a proxy has NO_PROXY set for the endpoints that ECS Exec needs',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The ECS Exec agent uses the proxy variables of the container. A proxy cannot reach the credentials and metadata endpoints of the host, so the agent does not start.',
  fix: `Set NO_PROXY in \`environment\` of the container to ${ADDRESSES_WITHOUT_PROXY.join(',')}. In CloudFormation: Environment of the container definition.`,
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'taskRunner',
  *check({ enablesExec, taskDefinition, resource }) {
    if (!enablesExec.is(true)) { return; }
    for (const container of taskDefinition?.containers ?? []) {
      const missing = addressesBehindProxy(container);
      if (missing.length > 0) {
        yield {
          location: container.node.at('Environment'),
          message: `ECS Exec is enabled for ${resource.logicalId}, but ${container.label} has a proxy and NO_PROXY does not contain ${missing.join(' and ')}`,
        };
      }
    }
  },

  scene: 'a Fargate service with ECS Exec',
  bad: {
    'no exception': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'https_proxy', Value: 'http://proxy:3128' }] } } } },
    'another variable from a parameter': withVariables(PROXY, { Name: 'LOG_LEVEL', Value: { Ref: 'AParameter' } }),
    'one of two exceptions': {
      Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'HTTP_PROXY', Value: 'http://proxy:3128' }, { Name: 'NO_PROXY', Value: 'localhost,169.254.170.2' }] } } },
    },
  },
  good: {
    'both exceptions': {
      Task: {
        ContainerDefinitions: {
          0: { Environment: [{ Name: 'HTTP_PROXY', Value: 'http://proxy:3128' }, { Name: 'no_proxy', Value: '169.254.169.254, 169.254.170.2' }] },
        },
      },
    },
    'a range of exceptions': {
      Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'HTTP_PROXY', Value: 'http://proxy:3128' }, { Name: 'NO_PROXY', Value: '169.254.0.0/16' }] } } },
    },
    'exceptions from a parameter': {
      Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'HTTP_PROXY', Value: 'http://proxy:3128' }, { Name: 'NO_PROXY', Value: { Ref: 'NoProxy' } }] } } },
    },
    'ECS Exec, disabled': { ...withVariables(PROXY), Service: { EnableExecuteCommand: false } },
    'a variable with a name from a parameter': withVariables(PROXY, { Name: { Ref: 'AParameter' }, Value: '169.254.0.0/16' }),
    'exceptions in an environment file': withContainer({
      Environment: [PROXY], EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::configuration/proxy.env' }],
    }),
    'exceptions in a secret': withContainer({
      Environment: [PROXY], Secrets: [{ Name: 'NO_PROXY', ValueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/no-proxy' }],
    }),
    'an empty proxy': withVariables({ Name: 'HTTP_PROXY', Value: '' }),
    'no proxy': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'LOG_LEVEL', Value: 'debug' }] } } } },
  },
});

function withContainer(container: object) { return { Task: { ContainerDefinitions: { 0: container } } }; }

function withVariables(...Environment: readonly object[]) { return withContainer({ Environment }); }

const RANGE = /^\*$|^\.?169\.254\.(?:0\.0\/|\*|$)/;

/** Environment files and secrets may set the exceptions too. */
function addressesBehindProxy({ environment, node }: Container): readonly string[] {
  const variables = environment.map(variable => ({ name: variable.text('Name').known?.toUpperCase() ?? UNKNOWN_NAME, value: variable.text('Value') }));
  const isAll = variables.every(({ name }) => name !== UNKNOWN_NAME) && node.get('EnvironmentFiles').isAbsent && node.get('Secrets').isAbsent;
  const hasProxy = variables.some(({ name, value }) => PROXY_VARIABLES.includes(name) && value.differs(''));
  const exceptions = variables.filter(({ name }) => name === PROXY_EXCEPTIONS).map(({ value }) => value);
  if (!isAll || !hasProxy || exceptions.some(value => value.known === undefined)) { return []; }
  const named = exceptions.flatMap(value => value.known?.split(',') ?? []).map(entry => entry.trim());
  return ADDRESSES_WITHOUT_PROXY.filter(address => !named.includes(address) && !named.some(entry => RANGE.test(entry)));
}

const UNKNOWN_NAME = '';
