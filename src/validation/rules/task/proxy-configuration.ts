import { PROXY_PROPERTIES } from '../../../facts/app-mesh';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A proxy is one of the containers, and has the settings it needs',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS routes the traffic of the task through the proxy, and refuses a task definition that does not say which container it is and by which ports.',
  fix: 'Name a container of the task definition, and set AppPorts, ProxyIngressPort, ProxyEgressPort, and IgnoredUID or IgnoredGID.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html',

  subject: 'taskDefinition',
  *check(task) {
    const proxy = task.node.get('ProxyConfiguration');
    if (!proxy.isGiven) { return; }
    const names = task.containers.flatMap(({ name }) => name.known ?? []);
    if (task.knowsItsContainers && proxy.text('ContainerName').isNoneOf(names)) {
      yield {
        location: proxy.at('ContainerName'),
        message: `the proxy is container "${proxy.text('ContainerName')}", but the task definition has ${names.map(name => `"${name}"`).join(', ')}`,
      };
    }
    yield* withoutSettings(proxy);
  },

  scene: 'a Fargate service',
  bad: {
    'a container that is not there': { Task: { ProxyConfiguration: proxyOf('envoy') } },
    'no way in': { Task: { ProxyConfiguration: proxyOf('web', 'ProxyIngressPort') } },
    'no ports of the application': { Task: { ProxyConfiguration: proxyOf('web', 'AppPorts') } },
    'no user that is let through': { Task: { ProxyConfiguration: proxyOf('web', 'IgnoredUID') } },
  },
  good: {
    'a name that a condition decides on': {
      Task: { ProxyConfiguration: proxyOf('web', undefined, { 'Fn::If': ['Plain', 'IgnoredUID', 'IgnoredGID'] }) },
    },
    'a container of the task': { Task: { ProxyConfiguration: proxyOf('web') } },
    'no addresses that are let through': { Task: { ProxyConfiguration: proxyOf('web', 'EgressIgnoredIPs') } },
  },
});

function* withoutSettings(proxy: TaskDefinition['node']): Iterable<Violation> {
  const settings = proxy.list('ProxyConfigurationProperties');
  const names = settings.map(setting => setting.text('Name'));
  if (!settings.isKnown || !names.every(name => name.isKnown)) { return; }
  for (const { anyOf } of PROXY_PROPERTIES) {
    if (settings.map(setting => setting.text('Name').isNoneOf(anyOf) || setting.text('Value').is('')).every(Boolean)) {
      yield { location: proxy.at('ProxyConfigurationProperties'), message: `the proxy configuration has no ${anyOf.join(' or ')}` };
    }
  }
}

function proxyOf(container: string, without?: string, user: unknown = 'IgnoredUID'): object {
  const settings = { IgnoredUID: '1337', AppPorts: '80', ProxyIngressPort: '15000', ProxyEgressPort: '15001', EgressIgnoredIPs: '169.254.170.2,169.254.169.254' };
  return {
    Type: 'APPMESH',
    ContainerName: container,
    ProxyConfigurationProperties: Object.entries(settings).filter(([name]) => name !== without).map(([Name, Value]) => ({ Name: Name === 'IgnoredUID' ? user : Name, Value })),
  };
}
