import { Lazy, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { NOT_IN_DAEMONS } from '../../../facts/daemons';

/** The child of the task definition. Its logical id is not that of another task definition: CloudFormation cannot change the type of a resource. */
const RESOURCE = 'Daemon';

/**
 * Makes an L2 task definition render the task definition of a daemon, for which the CDK has no L2. Containers, volumes, roles, secrets and log drivers are
 * those of the L2, also when they are added later.
 */
export function renderAsDaemon(task: ecs.TaskDefinition): void {
  const rendered = task.node.defaultChild as ecs.CfnTaskDefinition;
  task.node.tryRemoveChild(rendered.node.id);
  const resource = new ecs.CfnDaemonTaskDefinition(task, RESOURCE, {
    family: task.family,
    cpu: rendered.cpu,
    memory: rendered.memory,
    taskRoleArn: rendered.taskRoleArn,
    executionRoleArn: rendered.executionRoleArn,
    containerDefinitions: Lazy.any({ produce: () => rendered.containerDefinitions }),
    volumes: Lazy.any({ produce: () => rendered.volumes }, { omitEmptyArray: true }),
  });
  task.node.defaultChild = resource;
  Object.defineProperty(task, 'taskDefinitionArn', { value: resource.ref, enumerable: true });
  task.node.addValidation({ validate: () => lostSettings(task, rendered) });
}

/** The settings of the L2 that the task definition of a daemon does not have, by the names of the L2 resource. */
function lostSettings(task: ecs.TaskDefinition, { containerDefinitions, volumes }: ecs.CfnTaskDefinition): string[] {
  const containers: object[] = Stack.of(task).resolve(containerDefinitions) ?? [];
  const hostVolumes: object[] = Stack.of(task).resolve(volumes) ?? [];
  return [...lost('ContainerDefinitions', containers), ...lost('Volumes', hostVolumes)]
    .map(name => `${name} is not supported for daemons on Managed Instances; remove it`);
}

function lost(list: string, items: readonly object[]): string[] {
  const paths = NOT_IN_DAEMONS.filter(path => path.startsWith(`${list}/*/`)).map(path => path.slice(list.length + 3));
  return items.flatMap(item => paths.filter(path => isSet(item, path.split('/'))).map(path => `${path} of ${nameOf(item)}`));
}

function isSet(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) { return value !== undefined && !(Array.isArray(value) && value.length === 0); }
  const found = Object.entries(value ?? {}).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return found !== undefined && isSet(found[1], rest);
}

function nameOf(item: { readonly name?: unknown }): string { return `'${String(item.name)}'`; }
