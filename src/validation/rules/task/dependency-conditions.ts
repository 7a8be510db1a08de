import type { TaskDefinition } from '../../model/entities/task-definition';
import type { Node } from '../../model/evaluation/node';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Dependency conditions can be met',
  severity: 'error',
  outcome: 'refused',
  why: 'HEALTHY needs a health check in the task definition; ECS ignores the health check of the image. COMPLETE and SUCCESS need a container that may exit, but the exit of an essential container stops the task.',
  fix: 'Set healthCheck on the other container for ContainerDependencyCondition.HEALTHY, or essential: false for COMPLETE and SUCCESS, or depend on START. In CloudFormation: HealthCheck, Essential and DependsOn.Condition.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      for (const dependency of container.dependencies) { yield* unmet(task, container.label, dependency); }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'HEALTHY without a health check': {
      Task: { ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'db', Condition: 'HEALTHY' }] }, 1: { Name: 'db', Image: 'postgres' } } },
    },
    'SUCCESS of an essential container': {
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
    'SUCCESS of a container that is not essential': {
      Task: {
        ContainerDefinitions: { 0: { DependsOn: [{ ContainerName: 'init', Condition: 'SUCCESS' }] }, 1: { Name: 'init', Image: 'busybox', Essential: false } },
      },
    },
  },
});

function* unmet(task: TaskDefinition, label: string, dependency: Node): Iterable<Violation> {
  const condition = dependency.get('Condition');
  const name = dependency.text('ContainerName').known;
  const other = name === undefined ? undefined : task.container(name);
  if (!other?.node.isGiven) { return; }
  if (condition.asText.is('HEALTHY') && other.healthCheck.isAbsent) {
    yield { location: condition.location, message: `${label} waits until ${other.label} is HEALTHY, but that container has no HealthCheck; set healthCheck or depend on START` };
  }
  if (condition.asText.isOneOf(['COMPLETE', 'SUCCESS']) && other.essential.is(true)) {
    yield { location: condition.location, message: `${label} waits for ${condition.asText} of ${other.label}, which is essential and stops the task when it exits; set essential: false` };
  }
}
