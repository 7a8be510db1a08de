import { EPHEMERAL_HOST_PORTS, RESERVED_HOST_PORTS } from '../../../facts/ports';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A fixed port of the host is taken once, and free on every instance',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a task definition in which two mappings take one port of the host. The agent and Docker keep some ports, and the upper ones are given out as dynamic ports: no instance can take the task, or only some of the time.',
  fix: 'Leave HostPort out for a dynamic port, or choose a free one below 32768.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  subject: 'taskDefinition',
  *check(task) {
    if (task.networkMode.is('bridge') || task.networkMode.is('host') && task.computes.some(compute => compute === 'EC2' || compute === 'EXTERNAL')) {
      yield* kept(task);
    }
    if (task.node.text('NetworkMode').orDefault('bridge').is('bridge')) { yield* givenTwice(task); }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'the port of SSH': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 22 }] } } } },
    'the port of the agent, on the network of the host': { Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 51678 }] } } }, Service: undefined },
    'a port among the dynamic ones': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 40000 }] } } } },
    'one port for two containers': {
      Task: {
        ContainerDefinitions: {
          0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] },
          1: { Name: 'admin', Image: 'nginx', Memory: 64, PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] },
        },
      },
    },
    'one port twice, with the protocol in two spellings': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }, { ContainerPort: 81, HostPort: 8080, Protocol: 'TCP' }] } } },
    },
  },
  good: {
    'a port that is dynamic on Linux, where it may be Windows': {
      Task: { NetworkMode: undefined, ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 40000 }] } } },
    },
    'a port nobody keeps': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
    'dynamic ports': {
      Task: { ContainerDefinitions: { 1: { Name: 'admin', Image: 'nginx', Memory: 64, PortMappings: [{ ContainerPort: 80, HostPort: 0 }, { ContainerPort: 81 }] } } },
    },
  },
});

/** Without an operating system and a network mode it may be Windows, which gives out fewer ports by itself. */
function* kept({ containers, node: task, mayBeWindows, networkMode }: TaskDefinition): Iterable<Violation> {
  const dynamicFrom = EPHEMERAL_HOST_PORTS[mayBeWindows || task.get('NetworkMode').isAbsent ? 'windows' : 'linux'];
  for (const { portMappings, label } of containers) {
    for (const { hostPort, containerPort, node } of portMappings) {
      const taken = networkMode.is('host') ? hostPort.orElse(containerPort) : hostPort;
      const location = node.at(hostPort.isAbsent ? 'ContainerPort' : 'HostPort');
      if (taken.isOneOf(RESERVED_HOST_PORTS)) {
        yield { location, message: `${label} takes port ${taken} of the host, which instances keep for themselves`, severity: 'warning' };
      } else if (networkMode.is('bridge') && taken.satisfies(port => port >= dynamicFrom)) {
        yield { location, message: `${label} takes port ${taken} of the host, which is among the dynamic ports from ${dynamicFrom} on`, severity: 'warning' };
      }
    }
  }
}

function* givenTwice({ containers }: TaskDefinition): Iterable<Violation> {
  const takers = new Map<string, string>();
  for (const { portMappings, label } of containers) {
    for (const { hostPort, protocol, node } of portMappings) {
      const port = `${hostPort.known}/${protocol.known}`;
      if (hostPort.known === undefined || hostPort.is(0) || protocol.known === undefined) { continue; }
      const taker = takers.get(port);
      if (taker) { yield { location: node.at('HostPort'), message: `${label} takes port ${hostPort} of the host, which ${taker === label ? 'it' : taker} has already` }; }
      takers.set(port, label);
    }
  }
}
