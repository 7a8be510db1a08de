import type { Container } from '../../model/container';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A task that logs with awsfirelens has one router, and a router has logs to route',
  severity: 'error',
  outcome: 'refused',
  why: 'FireLens hands the logs of the other containers to the router; ECS refuses a task definition in which one side is missing.',
  fix: 'Give one container a FirelensConfiguration, and another the log driver awsfirelens.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html',

  subject: 'taskDefinition',
  *check(task) {
    if (!task.containerList.isKnown) { return; }
    const routers = task.containers.filter(isRouter);
    yield* withoutRouter(task);
    yield* withoutLogs(routers, task);
    if (routers.length > 1) { yield { location: routers[1].node.at('FirelensConfiguration'), message: `${routers[1].label} is a second router`, severity: 'warning' }; }
    for (const { label, logDriver, logging } of routers.filter(router => router.logDriver.is('awsfirelens'))) {
      yield { location: logging.at('LogDriver'), message: `${label} is the router, and logs with ${logDriver}: to itself`, severity: 'warning' };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'no router': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'awsfirelens', Options: undefined } } } } },
    'a router without logs': { Task: { ContainerDefinitions: { 1: routing() } } },
    'two routers': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'awsfirelens', Options: undefined } }, 1: routing(), 2: routing('second') } } },
  },
  good: {
    'a router and logs': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'awsfirelens', Options: undefined } }, 1: routing() } } },
    'a router that a condition decides on': {
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
    yield { location: consumer.logging.at('LogDriver'), message: `${consumer.label} logs with awsfirelens, but no container has a FirelensConfiguration` };
  }
}

function* withoutLogs([router]: readonly Container[], { containers }: TaskDefinition): Iterable<Violation> {
  if (router && containers.every(({ logDriver }) => logDriver.isAbsent || logDriver.differs('awsfirelens'))) {
    yield { location: router.node.at('FirelensConfiguration'), message: `${router.label} is a router, but no container logs with awsfirelens` };
  }
}

function routing(name = 'router'): object {
  return { Name: name, Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable', FirelensConfiguration: { Type: 'fluentbit' } };
}
