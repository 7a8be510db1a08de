import { listed } from '../entities/listed';
import type { TaskDefinition } from '../entities/task-definition';
import type { Node } from '../evaluation/node';
import { textsUnder } from '../evaluation/values';

/** The problem of a place that certainly does not have the name of a port mapping of a task definition. */
export function portNameProblem(place: Node, task: TaskDefinition): string | undefined {
  const names = task.containers.map(({ node }) => textsUnder(node.list('PortMappings'), 'Name'));
  if (!task.containerList.isKnown || !names.every(({ isComplete }) => isComplete)) { return undefined; }
  const known = names.flatMap(each => each.known);
  const port = place.asText;
  if (!port.isNoneOf(known)) { return undefined; }
  const offered = known.length === 0 ? 'no port mapping of the task definition has a Name' : `the port mappings have the names ${listed(known.map(name => `"${name}"`))}`;
  return `PortName is "${port}", but ${offered}`;
}
