import type { TaskDefinition } from '../../model/entities/task-definition';
import { ContainerReferences, cyclesAmong, referencesAmong } from '../../model/queries/container-graph';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Container dependencies name other containers of the task and form no cycle',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS starts containers in the order of their dependencies. A container can never start if it depends on itself, is in a cycle, or depends on a container outside the task definition.',
  fix: 'Pass a container of the same task definition to addContainerDependencies(), addLink() or addVolumesFrom(), and remove the cycle. In CloudFormation: DependsOn, Links and VolumesFrom.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',

  subject: 'taskDefinition',
  *check(task) {
    const references = referencesAmong(task.containers);
    yield* unknownTargets(task, references);
    yield* cycles(references);
  },

  scene: 'a Fargate service',
  bad: {
    'a dependency on a container outside the task definition': { Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'db', Condition: 'START' }] } } } },
    'a dependency on the container itself': { Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'web', Condition: 'START' }] } } } },
    'two containers that depend on each other': {
      Task: {
        ContainerDefinitions: {
          0: { DependsOn: [{ ContainerName: 'db', Condition: 'START' }] },
          1: { Name: 'db', Image: 'postgres', DependsOn: [{ ContainerName: 'web', Condition: 'START' }] },
        },
      },
    },
    'a link to a container outside the task definition': {
      Task: { RequiresCompatibilities: ['EC2'], NetworkMode: 'bridge', ContainerDefinitions: { 0: { Links: ['db:database'] } } }, Service: undefined,
    },
    'volumes from a container outside the task definition': { Task: { ContainerDefinitions: { 0: { VolumesFrom: [{ SourceContainer: 'data' }] } } } },
  },
  good: {
    'a dependency on another container': {
      Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'db', Condition: 'START' }] }, 1: { Name: 'db', Image: 'postgres' } } },
    },
    'a container whose name is a parameter': {
      Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'db', Condition: 'START' }] }, 1: { Name: { Ref: 'Database' }, Image: 'postgres' } } },
    },
  },
});

function* unknownTargets(task: TaskDefinition, references: ContainerReferences): Iterable<Violation> {
  if (!task.knowsItsContainers) { return; }
  for (const [container, targets] of references) {
    for (const { place, target } of targets) {
      if (task.container(target)) { continue; }
      yield {
        location: place.location,
        message: `${container.label} refers to container "${target}", but the task definition has only ${task.namesOfContainers}`,
        ...place.location.path.includes('.Links.') ? { severity: 'warning' } : {},
      };
    }
  }
}

/** A cycle is reported once, at the first of its containers. */
function* cycles(references: ContainerReferences): Iterable<Violation> {
  for (const [container, targets] of references) {
    const self = targets.find(({ target }) => container.name.is(target));
    if (self) { yield { location: self.place.location, message: `${container.label} depends on itself; remove that dependency` }; }
  }
  for (const cycle of cyclesAmong(references)) {
    const names = cycle.map(({ name }) => String(name)).join(' → ');
    yield { location: cycle[0].node.at('DependsOn'), message: `the containers depend on each other in a cycle, ${names}; remove one dependency` };
  }
}
