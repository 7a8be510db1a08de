import { PROXY_PROPERTIES } from '../../../facts/app-mesh';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'An App Mesh proxy is a container of the task and has its required settings',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS routes the traffic of the task through the proxy container. It refuses a task definition if the proxy is not one of its containers, or if a required port or user is missing.',
  fix: 'Set proxyConfiguration: new AppMeshProxyConfiguration() with the name of a container, appPorts, proxyIngressPort, proxyEgressPort, and ignoredUID or ignoredGID. In CloudFormation: ProxyConfiguration.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html',

  subject: 'taskDefinition',
  *check(task) {
    const proxy = task.node.get('ProxyConfiguration');
    if (!proxy.isGiven) { return; }
    const names = task.containers.flatMap(({ name }) => name.known ?? []);
    if (task.knowsItsContainers && proxy.text('ContainerName').isNoneOf(names)) {
      yield {
        location: proxy.at('ContainerName'),
        message: `the proxy is container "${proxy.text('ContainerName')}", but the task definition has only ${names.map(name => `"${name}"`).join(', ')}`,
      };
    }
    yield* withoutSettings(proxy);
  },

  scene: 'a Fargate service',
  bad: {
    'a container outside the task definition': { Task: { ProxyConfiguration: proxyOf('envoy') } },
    'no ingress port': { Task: { ProxyConfiguration: proxyOf('web', 'ProxyIngressPort') } },
    'no application ports': { Task: { ProxyConfiguration: proxyOf('web', 'AppPorts') } },
    'an empty list of application ports': { Task: { ProxyConfiguration: proxyOf('web', undefined, 'IgnoredUID', '') } },
    'no user that bypasses the proxy': { Task: { ProxyConfiguration: proxyOf('web', 'IgnoredUID') } },
  },
  good: {
    'a setting whose name depends on a condition': {
      Task: { ProxyConfiguration: proxyOf('web', undefined, { 'Fn::If': ['Plain', 'IgnoredUID', 'IgnoredGID'] }) },
    },
    'a container whose name is a parameter': { Task: { ProxyConfiguration: proxyOf('envoy'), ContainerDefinitions: { 1: { Name: { Ref: 'Proxy' }, Image: 'envoy' } } } },
    'a container of the task': { Task: { ProxyConfiguration: proxyOf('web') } },
    'no addresses that bypass the proxy': { Task: { ProxyConfiguration: proxyOf('web', 'EgressIgnoredIPs') } },
  },
});

function* withoutSettings(proxy: TaskDefinition['node']): Iterable<Violation> {
  const settings = proxy.list('ProxyConfigurationProperties');
  if (!settings.isKnown) { return; }
  for (const { anyOf } of PROXY_PROPERTIES) {
    if (settings.map(setting => setting.text('Name').isNoneOf(anyOf) || setting.text('Value').is('')).every(Boolean)) {
      yield { location: proxy.at('ProxyConfigurationProperties'), message: `the proxy configuration does not set ${anyOf.join(' or ')}; ECS requires it` };
    }
  }
}

function proxyOf(container: string, without?: string, user: unknown = 'IgnoredUID', appPorts = '80'): object {
  const settings = { IgnoredUID: '1337', AppPorts: appPorts, ProxyIngressPort: '15000', ProxyEgressPort: '15001', EgressIgnoredIPs: '169.254.170.2,169.254.169.254' };
  return {
    Type: 'APPMESH',
    ContainerName: container,
    ProxyConfigurationProperties: Object.entries(settings).filter(([name]) => name !== without).map(([Name, Value]) => ({ Name: Name === 'IgnoredUID' ? user : Name, Value })),
  };
}
