import { EPHEMERAL_HOST_PORTS, RESERVED_HOST_PORTS } from '../../../facts/ports';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A fixed host port is used only once and is not reserved on container instances',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a task definition that maps one host port twice. The agent and Docker reserve some ports, and the operating system assigns high ports dynamically. ECS may be unable to place a task with such a port.',
  fix: 'Remove hostPort from portMappings for a dynamic port, or set a free port below 32768. In CloudFormation: HostPort of the port mapping.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  subject: 'taskDefinition',
  *check(task) {
    if (task.networkMode.is('bridge') || task.networkMode.is('host') && task.computes.some(compute => compute === 'EC2' || compute === 'EXTERNAL')) {
      yield* reserved(task);
    }
    if (task.node.text('NetworkMode').orDefault('bridge').is('bridge')) { yield* usedTwice(task); }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'the port of SSH in network mode bridge': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 22 }] } } } },
    'a port of the agent in network mode host': { Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 51678 }] } } }, Service: undefined },
    'the port of SSH in network mode host on ECS Anywhere': {
      scene: 'a service on ECS Anywhere', change: { Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 22 }] } } } },
    },
    'a port in the dynamic range': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 40000 }] } } } },
    'one host port for two containers': {
      Task: {
        ContainerDefinitions: {
          0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] },
          1: { Name: 'admin', Image: 'nginx', Memory: 64, PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] },
        },
      },
    },
    'one host port with the protocol in different case': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }, { ContainerPort: 81, HostPort: 8080, Protocol: 'TCP' }] } } },
    },
  },
  good: {
    'the port of SSH as a container port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 22 }] } } } },
    'the port of SSH on Fargate': { scene: 'a Fargate service', change: { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 22, HostPort: 22 }] } } } } },
    'the port of SSH in network mode awsvpc': {
      Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 22, HostPort: 22 }] } } }, Service: undefined,
    },
    'the port of SSH in network mode host on Managed Instances': {
      scene: 'a service on Managed Instances', change: { Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 22 }] } } }, Service: undefined },
    },
    'a port in the dynamic range in network mode host': { Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 40000 }] } } }, Service: undefined },
    'one host port for protocols from parameters': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080, Protocol: { Ref: 'One' } }, { ContainerPort: 81, HostPort: 8080, Protocol: { Ref: 'Other' } }] } } },
    },
    'a port in the dynamic range of Linux, for a task that may run on Windows': {
      Task: { NetworkMode: undefined, ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 40000 }] } } },
    },
    'a port that is not reserved': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
    'dynamic ports': {
      Task: { ContainerDefinitions: { 1: { Name: 'admin', Image: 'nginx', Memory: 64, PortMappings: [{ ContainerPort: 80, HostPort: 0 }, { ContainerPort: 81 }] } } },
    },
  },
});

/** A task without an operating system and a network mode may run on Windows, which assigns fewer ports dynamically. */
function* reserved({ containers, node: task, networkMode }: TaskDefinition): Iterable<Violation> {
  const dynamicFrom = EPHEMERAL_HOST_PORTS[task.get('NetworkMode').isAbsent ? 'windows' : 'linux'];
  for (const { portMappings, label } of containers) {
    for (const { hostPort, containerPort, node } of portMappings) {
      const taken = networkMode.is('host') ? hostPort.orElse(containerPort) : hostPort;
      const location = node.at(hostPort.isAbsent ? 'ContainerPort' : 'HostPort');
      if (taken.isOneOf(RESERVED_HOST_PORTS)) {
        yield { location, message: `${label} uses host port ${taken}, which container instances reserve; choose another one or remove hostPort`, severity: 'warning' };
      } else if (networkMode.is('bridge') && taken.satisfies(port => port >= dynamicFrom)) {
        yield { location, message: `${label} uses host port ${taken}; ports from ${dynamicFrom} are assigned dynamically, choose a lower one`, severity: 'warning' };
      }
    }
  }
}

function* usedTwice({ containers }: TaskDefinition): Iterable<Violation> {
  const users = new Map<string, string>();
  for (const { portMappings, label } of containers) {
    for (const { hostPort, protocol, node } of portMappings) {
      const port = `${hostPort.known}/${protocol.known}`;
      if (hostPort.known === undefined || hostPort.is(0) || protocol.known === undefined) { continue; }
      const user = users.get(port);
      if (user) { yield { location: node.at('HostPort'), message: `${label} maps host port ${hostPort}, which ${user === label ? 'another of its mappings' : user} uses already; choose another one or remove hostPort` }; }
      users.set(port, label);
    }
  }
}
