import type { PortMapping } from '../../model/entities/container';
import { firstOverlaps } from '../../model/entities/overlaps';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { Node } from '../../model/evaluation/node';
import { grouped } from '../../model/index/grouped';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Containers that share a network listen on different ports',
  severity: 'error',
  outcome: 'refused',
  why: 'The containers of an awsvpc task, and containers in network mode host, share one network interface. Each port and protocol is available once, and ECS refuses a task definition that maps it twice.',
  fix: 'Set another containerPort in portMappings of one of the containers, and configure its program to listen on it. In CloudFormation: ContainerPort or ContainerPortRange.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  subject: 'taskDefinition',
  *check(task) {
    if (task.networkMode.isOneOf(['awsvpc', 'host'])) {
      yield* clashes(task.containers.flatMap(container => container.portMappings.map(mapping => [mapping, container.label] as const)));
    } else {
      for (const { portMappings, label } of task.containers) { yield* overlaps(portMappings, label); }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'two containers on one port': { Task: { ContainerDefinitions: { 1: { Name: 'admin', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }] } } } },
    'one port with the protocol in different case': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 80, Protocol: 'TCP' }] } } } },
    'one port with the same host port twice': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 80 }, { ContainerPort: 80, HostPort: 80 }] } } } },
    'one port under two names': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }, { ContainerPort: 80, Name: 'grpc' }] } } } },
    'one port in two containers under two names': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }] }, 1: { Name: 'admin', Image: 'nginx', PortMappings: [{ ContainerPort: 80, Name: 'admin' }] } } },
    },
    'a port inside a range': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 8005 }, { ContainerPortRange: '8000-8010' }] } } },
    },
    'overlapping ranges of one container in network mode bridge': {
      Task: {
        RequiresCompatibilities: ['EC2'],
        NetworkMode: 'bridge',
        ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '8000-8010' }, { ContainerPortRange: '8005-8020', Protocol: 'TCP' }] } },
      },
      Service: undefined,
    },
    'overlapping ranges': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '8000-8010' }, { ContainerPortRange: '8005-8020' }] } } },
    },
  },
  good: {
    'two ports': { Task: { ContainerDefinitions: { 1: { Name: 'admin', Image: 'nginx', PortMappings: [{ ContainerPort: 81 }] } } } },
    'one port for two protocols': {
      Task: { ContainerDefinitions: { 1: { Name: 'dns', Image: 'bind', PortMappings: [{ ContainerPort: 80, Protocol: 'udp' }] } } },
    },
    'one port for protocols from parameters': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Protocol: { Ref: 'One' } }, { ContainerPort: 80, Protocol: { Ref: 'Other' } }] } } },
    },
    'one port in a container under a condition': {
      Task: {
        ContainerDefinitions: { 1: { 'Fn::If': ['Old', { Name: 'admin', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }] }, { Ref: 'AWS::NoValue' }] } },
      },
    },
    'one container port on two host ports': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: {
        Task: {
          ContainerDefinitions: {
            0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 81, HostPort: 8080 }, { ContainerPort: 81, HostPort: 8081 }] },
          },
        },
      },
    },
    'adjacent ranges, the upper one first': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '8011-8020' }, { ContainerPortRange: '8000-8010' }] } } },
    },
    'adjacent ranges': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '8000-8010' }, { ContainerPortRange: '8011-8020' }] } } },
    },
  },
});

type Owned = readonly [mapping: PortMapping, owner: TaskDefinition['containers'][number]['label']];

function* clashes(mappings: readonly Owned[]): Iterable<Violation> {
  const known = mappings.flatMap(owned => {
    const [{ ports, protocol: { known: protocol } }] = owned;
    return ports && protocol !== undefined ? [{ owned, ports, protocol }] : [];
  });
  for (const group of grouped(known, ({ protocol }) => [protocol]).values()) {
    for (const [index, earlier] of firstOverlaps(group.map(({ ports }) => ports)).entries()) {
      if (earlier !== undefined) { yield violation(group[index].owned, group[earlier].owned); }
    }
  }
}

/** In network mode bridge each container has its own ports, and may map one to several host ports. Its ranges must not overlap. */
function overlaps(mappings: readonly PortMapping[], owner: string): Iterable<Violation> {
  return clashes(mappings.filter(({ node }) => node.get('ContainerPort').isAbsent).map(mapping => [mapping, owner] as const));
}

function violation([mapping, owner]: Owned, [other, otherOwner]: Owned): Violation {
  const user = owner === otherOwner ? 'another of its mappings' : otherOwner;
  const { node, protocol, containerPort } = mapping;
  return node.get('ContainerPort').isAbsent
    ? { location: node.at('ContainerPortRange'), message: `${owner} maps ports ${node.text('ContainerPortRange')} (${protocol}), which overlap with ${user}; choose other ports` }
    : {
      location: node.at('ContainerPort'),
      message: `${owner} maps port ${containerPort} (${protocol}), which ${user} uses already; choose another port`,
      ...owner === otherOwner && haveNames(node, other.node) ? { severity: 'warning' } : {},
    };
}

/**
 * Service Connect can offer one port under two names, so two named mappings of one container are a warning. ECS is known to refuse
 * two mappings of one host port without names ("TCP host port '3000' is mapped multiple times in task").
 *
 * @see https://github.com/aws/amazon-ecs-agent/issues/1220
 */
function haveNames(one: Node, other: Node): boolean {
  return one.text('Name').satisfies(name => other.text('Name').differs(name));
}
