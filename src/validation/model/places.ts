import type { Node } from './node';

const STEPS = new Map<string, readonly string[]>();
const NOWHERE: readonly Node[] = [];

/** Every place a path leads to; a star stands for each element of a list. Elements that may not exist are left out. */
export function places(from: Node, path: string): readonly Node[] {
  let steps = STEPS.get(path);
  if (!steps) { STEPS.set(path, steps = path.split('/')); }
  return follow(from, steps, 0);
}

function follow(from: Node, steps: readonly string[], start: number): readonly Node[] {
  let node = from;
  for (let at = start; at < steps.length; at++) {
    if (node.isAbsent) { return NOWHERE; }
    if (steps[at] === '*') { return node.asList.sure.flatMap(element => follow(element, steps, at + 1)); }
    node = node.get(steps[at]);
  }
  return node.isAbsent ? NOWHERE : [node];
}

/** What a path calls a parameter, without the container or volume that has it. */
export function parameterName(path: string): string {
  return path.replace(/^(?:ContainerDefinitions|Volumes)\/\*\//, '').replaceAll('/*', '').replaceAll('/', '.');
}
