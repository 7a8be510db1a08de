import { ADDRESSES_WITHOUT_PROXY, PROXY_EXCEPTIONS, PROXY_VARIABLES } from '../../../facts/exec';
import type { Container } from '../../model/container';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The agent of ECS Exec gets past the proxy of a container',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The agent takes the variables of the container. Credentials and metadata are served on the host itself, where no proxy leads to, so it does not start.',
  fix: `Set NO_PROXY of the container to ${ADDRESSES_WITHOUT_PROXY.join(',')}.`,
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'launch',
  *check({ enablesExec, taskDefinition, resource }) {
    if (!enablesExec.is(true)) { return; }
    for (const container of taskDefinition?.containers ?? []) {
      const missing = addressesBehindProxy(container);
      if (missing.length > 0) {
        yield {
          location: container.node.at('Environment'),
          message: `ECS Exec is on for ${resource.logicalId}, but ${container.label} has a proxy, and NO_PROXY does not name ${missing.join(' and ')}`,
        };
      }
    }
  },

  scene: 'a Fargate service that people may log in to',
  bad: {
    'no exception': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'https_proxy', Value: 'http://proxy:3128' }] } } } },
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
    'exceptions of a parameter': {
      Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'HTTP_PROXY', Value: 'http://proxy:3128' }, { Name: 'NO_PROXY', Value: { Ref: 'NoProxy' } }] } } },
    },
    'no proxy': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'LOG_LEVEL', Value: 'debug' }] } } } },
  },
});

const RANGE = /^\*$|^\.?169\.254\.(?:0\.0\/|\*|$)/;

/** Variables that come from a file or a secret may name exceptions too. */
function addressesBehindProxy({ environment, node }: Container): readonly string[] {
  const variables = environment.map(variable => ({ name: variable.text('Name').known?.toUpperCase(), value: variable.text('Value') }));
  const isAll = environment.isKnown && variables.every(({ name }) => name !== undefined) && node.get('EnvironmentFiles').isAbsent && node.get('Secrets').isAbsent;
  const hasProxy = variables.some(({ name, value }) => name !== undefined && PROXY_VARIABLES.includes(name) && value.differs(''));
  const exceptions = variables.filter(({ name }) => name === PROXY_EXCEPTIONS).map(({ value }) => value);
  if (!isAll || !hasProxy || exceptions.some(value => value.known === undefined)) { return []; }
  const named = exceptions.flatMap(value => value.known?.split(',') ?? []).map(entry => entry.trim());
  return ADDRESSES_WITHOUT_PROXY.filter(address => !named.includes(address) && !named.some(entry => RANGE.test(entry)));
}
