import { cycleFrom, waitsOf } from '../../model/container-graph';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A container waits for other containers of its task, and not in a circle',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS starts containers in the order of their dependencies; one that waits for itself, or for a container that is not there, never starts.',
  fix: 'Name another container of the same task definition, and break the circle.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',

  subject: 'taskDefinition',
  *check(task) {
    yield* strangers(task);
    yield* circles(task);
  },

  scene: 'a Fargate service',
  bad: {
    'a container that is not there': { Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'db', Condition: 'START' }] } } } },
    'itself': { Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'web', Condition: 'START' }] } } } },
    'each other': {
      Task: {
        ContainerDefinitions: {
          0: { DependsOn: [{ ContainerName: 'db', Condition: 'START' }] },
          1: { Name: 'db', Image: 'postgres', DependsOn: [{ ContainerName: 'web', Condition: 'START' }] },
        },
      },
    },
    'a link to a container that is not there': {
      Task: { RequiresCompatibilities: ['EC2'], NetworkMode: 'bridge', ContainerDefinitions: { 0: { Links: ['db:database'] } } }, Service: undefined,
    },
    'volumes of a container that is not there': { Task: { ContainerDefinitions: { 0: { VolumesFrom: [{ SourceContainer: 'data' }] } } } },
  },
  good: {
    'another container': {
      Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'db', Condition: 'START' }] }, 1: { Name: 'db', Image: 'postgres' } } },
    },
    'one whose name is known at deployment': {
      Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'db', Condition: 'START' }] }, 1: { Name: { Ref: 'Database' }, Image: 'postgres' } } },
    },
  },
});

function* strangers(task: TaskDefinition): Iterable<Violation> {
  if (!task.knowsItsContainers) { return; }
  for (const container of task.containers) {
    for (const { place, target } of waitsOf(container)) {
      if (task.container(target)) { continue; }
      yield {
        location: place.location,
        message: `${container.label} refers to container "${target}", but the task definition has ${task.containers.map(({ name }) => `"${name}"`).join(', ')}`,
        ...place.location.path.includes('.Links.') ? { severity: 'warning' } : {},
      };
    }
  }
}

/** A circle is told once, at the first of its containers. */
function* circles({ containers }: TaskDefinition): Iterable<Violation> {
  const told = new Set<string>();
  for (const container of containers) {
    const self = waitsOf(container).find(({ target }) => container.name.is(target));
    if (self) { yield { location: self.place.location, message: `${container.label} waits for itself` }; }
    const cycle = cycleFrom(container, containers);
    if (cycle && !told.has(cycle[0])) {
      cycle.forEach(name => told.add(name));
      yield { location: container.node.at('DependsOn'), message: `the containers wait for each other in a circle: ${cycle.join(' → ')}` };
    }
  }
}
