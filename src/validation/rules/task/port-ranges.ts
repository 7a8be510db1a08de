import { PORT_MAXIMUM } from '../../../facts/ports';
import { PORT_RANGES_MAXIMUM } from '../../../facts/task-members';
import type { Container, PortMapping } from '../../model/entities/container';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A container port range is ascending and has its own port mapping',
  severity: 'error',
  outcome: 'refused',
  why: 'A port mapping contains either a port or a range from a lower to a higher port. ECS accepts a limited number of ranges for each container.',
  fix: "Set containerPortRange: '8000-8010' in its own entry of portMappings, with containerPort: ContainerDefinition.CONTAINER_PORT_USE_RANGE. In CloudFormation: ContainerPortRange without ContainerPort and HostPort.",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      for (const mapping of container.portMappings) { yield* problemsOf(mapping, container); }
      const ranges = container.portMappings.filter(({ node }) => node.get('ContainerPortRange').isGiven);
      if (ranges.length > PORT_RANGES_MAXIMUM) {
        yield {
          location: container.node.at('PortMappings'),
          message: `${container.label} maps ${ranges.length} port ranges; the maximum is ${PORT_RANGES_MAXIMUM}`,
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a descending range': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '8010-8000' }] } } } },
    'one port as a range': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '8000' }] } } } },
    'a range from port 0': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '0-10' }] } } } },
    'a range above the last port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPortRange: '65530-65540' }] } } } },
    'more than 100 ranges': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, ...manyRanges(101)] } } } },
    'a range and a port in one mapping': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, ContainerPortRange: '8000-8010' }] } } } },
    'a range and a host port in one mapping': {
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
    yield { location, message: `${label} maps port range ${written}; it must go from a lower to a higher port, within 1 to ${PORT_MAXIMUM}` };
  }
  for (const key of ['ContainerPort', 'HostPort']) {
    if (node.get('ContainerPortRange').isGiven && node.get(key).isGiven) {
      yield { location, message: `${label} sets ContainerPortRange and ${key} in one port mapping; remove one of them` };
    }
  }
}

function manyRanges(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ ContainerPortRange: `${8000 + 10 * index}-${8009 + 10 * index}` }));
}
