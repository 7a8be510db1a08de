import { circlesAmong, Waits, waitsAmong } from '../../model/container-graph';
import { listed } from '../../model/listed';
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
    const waits = waitsAmong(task.containers);
    yield* strangers(task, waits);
    yield* circles(waits);
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

function* strangers(task: TaskDefinition, waits: Waits): Iterable<Violation> {
  if (!task.knowsItsContainers) { return; }
  const names = listed(task.containers.map(({ name }) => `"${name}"`));
  for (const [container, awaited] of waits) {
    for (const { place, target } of awaited) {
      if (task.container(target)) { continue; }
      yield {
        location: place.location,
        message: `${container.label} refers to container "${target}", but the task definition has ${names}`,
        ...place.location.path.includes('.Links.') ? { severity: 'warning' } : {},
      };
    }
  }
}

/** A circle is reported once, at the first of its containers. */
function* circles(waits: Waits): Iterable<Violation> {
  for (const [container, awaited] of waits) {
    const self = awaited.find(({ target }) => container.name.is(target));
    if (self) { yield { location: self.place.location, message: `${container.label} waits for itself` }; }
  }
  for (const circle of circlesAmong(waits)) {
    const names = circle.map(({ name }) => String(name)).join(' → ');
    yield { location: circle[0].node.at('DependsOn'), message: `the containers wait for each other in a circle: ${names}` };
  }
}
