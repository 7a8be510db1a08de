import { listed } from '../entities/listed';
import type { TaskDefinition } from '../entities/task-definition';
import type { Node } from '../evaluation/node';
import { textsUnder } from '../evaluation/values';

/** Why a place names no port mapping of a task definition, if that is certain. */
export function unknownPortName(place: Node, task: TaskDefinition): string | undefined {
  const names = task.containers.map(({ node }) => textsUnder(node.list('PortMappings'), 'Name'));
  if (!task.containerList.isKnown || !names.every(({ isComplete }) => isComplete)) { return undefined; }
  const known = names.flatMap(each => each.known);
  if (!place.asText.isNoneOf(known)) { return undefined; }
  const others = known.length === 0 ? 'no port mapping of the task definition has a Name' : `the port mappings have the names ${listed(known.map(name => `"${name}"`))}`;
  return `PortName is "${place.asText}", but ${others}`;
}
