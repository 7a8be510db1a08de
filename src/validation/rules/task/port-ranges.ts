import { PORT_MAXIMUM } from '../../../facts/ports';
import { PORT_RANGES_MAXIMUM } from '../../../facts/task-members';
import type { Container, PortMapping } from '../../model/container';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A range of container ports is in order, and stands in place of a single port',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS takes a port or a range of ports in a mapping, not both, and a range that goes up.',
  fix: 'Write the range as first-last, in a port mapping of its own.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      for (const mapping of container.portMappings) { yield* problemsOf(mapping, container); }
      const ranges = container.portMappings.filter(({ node }) => node.get('ContainerPortRange').isGiven);
      if (ranges.length > PORT_RANGES_MAXIMUM) {
        yield {
          location: container.node.at('PortMappings'),
          message: `${container.label} maps ${ranges.length} ranges of ports, at most ${PORT_RANGES_MAXIMUM} are possible`,
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a range that goes down': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '8010-8000' }] } } } },
    'more ranges than ECS takes': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, ...manyRanges(101)] } } } },
    'a range beside a port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, ContainerPortRange: '8000-8010' }] } } } },
    'a range beside a port of the host': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { HostPort: 8000, ContainerPortRange: '8000-8010' }] } } },
    },
  },
  good: {
    'a port and a range': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '8000-8010' }] } } } },
  },
});

function* problemsOf({ node, range }: PortMapping, { label }: Container): Iterable<Violation> {
  const written = node.text('ContainerPortRange');
  const location = node.at('ContainerPortRange');
  if (written.satisfies(text => !/^\d+-\d+$/.test(text)) || range.satisfies(({ first, last }) => first < 1 || first >= last || last > PORT_MAXIMUM)) {
    yield { location, message: `${label} maps the ports ${written}, which is no range from a lower to a higher port` };
  }
  for (const key of ['ContainerPort', 'HostPort']) {
    if (node.get('ContainerPortRange').isGiven && node.get(key).isGiven) {
      yield { location, message: `${label} maps a range of ports and sets ${key} in the same port mapping` };
    }
  }
}

function manyRanges(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ ContainerPortRange: `${8000 + 10 * index}-${8009 + 10 * index}` }));
}
