import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A dependency waits for a state that the other container can reach',
  severity: 'error',
  outcome: 'refused',
  why: 'HEALTHY needs a health check in the task definition, that of the image does not count; an essential container that ends takes the task with it, so nothing can wait for its end.',
  fix: 'To wait for HEALTHY, give the other container a HealthCheck; to wait for its end, set its Essential to false; or wait for START.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      for (const dependency of container.dependencies) { yield* unreachable(task, container.label, dependency.text('ContainerName').known, dependency.get('Condition')); }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'HEALTHY without a health check': {
      Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'db', Condition: 'HEALTHY' }] }, 1: { Name: 'db', Image: 'postgres' } } },
    },
    'the end of an essential container': {
      Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'init', Condition: 'SUCCESS' }] }, 1: { Name: 'init', Image: 'busybox' } } },
    },
  },
  good: {
    'HEALTHY with a health check': {
      Task: {
        ContainerDefinitions: {
          0: { DependsOn: [{ ContainerName: 'db', Condition: 'HEALTHY' }] },
          1: { Name: 'db', Image: 'postgres', HealthCheck: { Command: ['CMD-SHELL', 'pg_isready'] } },
        },
      },
    },
    'the end of a container that may end': {
      Task: {
        ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'init', Condition: 'SUCCESS' }] }, 1: { Name: 'init', Image: 'busybox', Essential: false } },
      },
    },
  },
});

function* unreachable(task: TaskDefinition, waiting: string, name: string | undefined, condition: TaskDefinition['node']): Iterable<Violation> {
  const awaited = name === undefined ? undefined : task.container(name);
  if (!awaited?.node.isGiven) { return; }
  if (condition.asText.is('HEALTHY') && awaited.healthCheck.isAbsent) {
    yield { location: condition.location, message: `${waiting} waits until ${awaited.label} is HEALTHY, but that one has no HealthCheck` };
  }
  if (condition.asText.isOneOf(['COMPLETE', 'SUCCESS']) && awaited.essential.is(true)) {
    yield { location: condition.location, message: `${waiting} waits for the end (${condition.asText}) of ${awaited.label}, which is essential` };
  }
}
