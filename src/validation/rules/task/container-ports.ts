import type { PortMapping } from '../../model/container';
import { grouped } from '../../model/grouped';
import { firstOverlaps } from '../../model/overlaps';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Containers that share a network do not share a port',
  severity: 'error',
  outcome: 'refused',
  why: 'The containers of an awsvpc task, and those on the network of the host, listen on one interface; a port is taken once for each protocol.',
  fix: 'Let one of the containers listen on another port.',
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
    'one port with the protocol in two spellings': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 80, Protocol: 'TCP' }] } } } },
    'a port inside a range': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 8005 }, { ContainerPortRange: '8000-8010' }] } } },
    },
    'ranges of one container on a bridge that overlap': {
      Task: {
        RequiresCompatibilities: ['EC2'],
        NetworkMode: 'bridge',
        ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '8000-8010' }, { ContainerPortRange: '8005-8020', Protocol: 'TCP' }] } },
      },
      Service: undefined,
    },
    'ranges that overlap': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '8000-8010' }, { ContainerPortRange: '8005-8020' }] } } },
    },
  },
  good: {
    'two ports': { Task: { ContainerDefinitions: { 1: { Name: 'admin', Image: 'nginx', PortMappings: [{ ContainerPort: 81 }] } } } },
    'one port for two protocols': {
      Task: { ContainerDefinitions: { 1: { Name: 'dns', Image: 'bind', PortMappings: [{ ContainerPort: 80, Protocol: 'udp' }] } } },
    },
    'one container or the other': {
      Task: {
        ContainerDefinitions: { 1: { 'Fn::If': ['Old', { Name: 'admin', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }] }, { Ref: 'AWS::NoValue' }] } },
      },
    },
    'ranges side by side': {
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
      if (earlier !== undefined) { yield violation(...group[index].owned, group[earlier].owned[1]); }
    }
  }
}

/** On a bridge each container has ports of its own, and each of them as many ports of the host as it likes; ranges may still not overlap. */
function overlaps(mappings: readonly PortMapping[], owner: string): Iterable<Violation> {
  return clashes(mappings.filter(({ range, node }) => range.known !== undefined && node.get('ContainerPort').isAbsent).map(mapping => [mapping, owner] as const));
}

function violation(mapping: PortMapping, owner: string, other: string): Violation {
  const taker = owner === other ? 'it' : other;
  const { node, protocol, containerPort } = mapping;
  return node.get('ContainerPort').isAbsent
    ? { location: node.at('ContainerPortRange'), message: `${owner} listens on ports ${node.text('ContainerPortRange')} (${protocol}), some of which ${taker} has already` }
    : { location: node.at('ContainerPort'), message: `${owner} listens on port ${containerPort} (${protocol}), which ${taker} has already` };
}
