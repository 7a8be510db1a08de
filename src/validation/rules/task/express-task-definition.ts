import { EXPRESS_CONTAINER, NOT_WITH_TASK_DEFINITION } from '../../../facts/express-services';
import type { Container } from '../../model/entities/container';
import type { ExpressService } from '../../model/entities/express-service';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The task definition of an Express service has a container Main with one named port',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS sends traffic to the container Main, through the port mapping that it finds there. The task definition also has the roles and the size of the tasks, so ECS does not accept these on the service.',
  fix: "Call addContainer('Main', { portMappings: [{ containerPort: 80, name: 'http' }] }) on a FargateTaskDefinition. On CfnExpressGatewayService, set either taskDefinitionArn or primaryContainer with executionRoleArn, taskRoleArn, cpu and memory.",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html',

  subject: 'expressService',
  *check(service) {
    const place = service.node.get('TaskDefinitionArn');
    if (!place.isGiven) { return; }
    yield* doubled(service);
    const task = service.taskDefinition;
    if (!task) { return; }
    const problem = problemOf(task);
    if (problem !== undefined) { yield { location: place.location, message: `task definition ${task.resource.logicalId} ${problem}`, related: [task.resource.at('')] }; }
  },

  scene: 'an Express service with a task definition',
  bad: {
    'a size on the service': { Express: { Cpu: '512', Memory: '1024' } },
    'another container': { Task: { ContainerDefinitions: { 0: { Name: 'web' } } } },
    'a port without a name': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } } },
    'a UDP port': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http', Protocol: 'udp' }] } } } },
    'no port': { Task: { ContainerDefinitions: { 0: { PortMappings: [] } } } },
    'two ports': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }, { ContainerPort: 81, Name: 'metrics' }] } } } },
  },
  good: {
    'a sidecar': { Task: { ContainerDefinitions: { 1: { Name: 'sidecar', Image: 'busybox', Essential: false } } } },
    'a task definition outside the app': { Express: { TaskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1' } },
    'a name under a condition': { Task: { ContainerDefinitions: { 0: { Name: { 'Fn::If': ['Blue', 'Main', 'web'] } } } } },
    'a port under a condition': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }, { 'Fn::If': ['Blue', { ContainerPort: 81 }, { Ref: 'AWS::NoValue' }] }] } } } },
    'a size without a task definition': { scene: 'an Express service', change: {} },
    'a size under a condition': { Express: { Cpu: { 'Fn::If': ['Own', { Ref: 'AWS::NoValue' }, '512'] } } },
  },
});

function* doubled({ node }: ExpressService): Iterable<Violation> {
  const [key, ...others] = NOT_WITH_TASK_DEFINITION.filter(each => node.get(each).isGiven);
  if (key !== undefined) {
    yield { location: node.at(key), message: `${[key, ...others].join(', ')} cannot be set together with TaskDefinitionArn; remove it, and set it in the task definition` };
  }
}

function problemOf(task: TaskDefinition): string | undefined {
  if (task.containerList.isKnown && task.hasNoContainer(EXPRESS_CONTAINER)) { return `has no container ${EXPRESS_CONTAINER}, only ${task.namesOfContainers}`; }
  const container = task.container(EXPRESS_CONTAINER);
  return container && portProblem(container);
}

function portProblem({ portMappings, node }: Container): string | undefined {
  const { isKnown } = node.list('PortMappings');
  const [mapping, ...others] = portMappings;
  if (!isKnown) { return undefined; }
  if (!mapping || others.length > 0) { return `has ${portMappings.length} port mappings in container ${EXPRESS_CONTAINER}; one is required`; }
  if (mapping.protocol.differs('tcp')) { return `has a ${mapping.protocol} port in container ${EXPRESS_CONTAINER}; a TCP port is required`; }
  return mapping.node.get('Name').isAbsent ? `has a port without a Name in container ${EXPRESS_CONTAINER}` : undefined;
}
