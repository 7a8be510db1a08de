import type { Container } from '../../model/entities/container';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Tasks with the awsfirelens log driver have exactly one log router, and other tasks have none',
  severity: 'error',
  outcome: 'refused',
  why: 'FireLens sends the logs of the other containers to the log router. ECS refuses a task definition with a log router but no awsfirelens log driver, or the reverse.',
  fix: 'Use `ecs.LogDrivers.firelens()`, which adds the log router, or `addFirelensLogRouter()` once (CloudFormation: one container with FirelensConfiguration, another with LogDriver awsfirelens).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html',

  subject: 'taskDefinition',
  *check(task) {
    const routers = task.containers.filter(isRouter);
    yield* withoutRouter(task);
    yield* withoutLogs(routers, task);
    if (routers.length > 1) { yield { location: routers[1].node.at('FirelensConfiguration'), message: `${routers[1].label} is a second log router; FireLens uses one, remove the other`, severity: 'warning' }; }
    for (const { label, logDriver, logging } of routers.filter(router => router.logDriver.is('awsfirelens'))) {
      yield { location: logging.at('LogDriver'), message: `${label} is the log router but sends its own logs to itself with ${logDriver}; use awslogs for it`, severity: 'warning' };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'no log router': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'awsfirelens', Options: undefined } } } } },
    'a log router without logs': { Task: { ContainerDefinitions: { 1: routing() } } },
    'two log routers': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'awsfirelens', Options: undefined } }, 1: routing(), 2: routing('second') } } },
  },
  good: {
    'a log router and logs': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'awsfirelens', Options: undefined } }, 1: routing() } } },
    'one log router in each list of a condition': {
      Task: {
        ContainerDefinitions: {
          'Fn::If': ['Small', [logged(), routing()], [logged({ Memory: 512 }), routing('large')]],
        },
      },
      Service: undefined,
    },
    'a log router under a condition': {
      Task: {
        ContainerDefinitions: {
          0: { LogConfiguration: { LogDriver: 'awsfirelens', Options: undefined } }, 1: { 'Fn::If': ['Routed', routing(), { Ref: 'AWS::NoValue' }] },
        },
      },
    },
  },
});

function isRouter({ node }: Container): boolean { return node.get('FirelensConfiguration').isGiven; }

function* withoutRouter({ containers }: TaskDefinition): Iterable<Violation> {
  const [consumer] = containers.filter(({ logDriver }) => logDriver.is('awsfirelens'));
  if (consumer && containers.every(({ node }) => node.get('FirelensConfiguration').isAbsent)) {
    yield { location: consumer.logging.at('LogDriver'), message: `${consumer.label} logs with awsfirelens, but no container is a log router; add one with addFirelensLogRouter()` };
  }
}

function* withoutLogs([router]: readonly Container[], { containers }: TaskDefinition): Iterable<Violation> {
  if (router && containers.every(({ logDriver }) => logDriver.isAbsent || logDriver.differs('awsfirelens'))) {
    yield { location: router.node.at('FirelensConfiguration'), message: `${router.label} is a log router, but no container logs with awsfirelens; use LogDrivers.firelens() or remove it` };
  }
}

function logged(more: object = {}): object {
  return { Name: 'web', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }], LogConfiguration: { LogDriver: 'awsfirelens' }, ...more };
}

function routing(name = 'router'): object {
  return { Name: name, Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable', FirelensConfiguration: { Type: 'fluentbit' } };
}
