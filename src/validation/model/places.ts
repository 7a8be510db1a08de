import type { Node } from './node';

const STEPS = new Map<string, readonly string[]>();

/** Every place a path leads to; a star stands for each element of a list. Elements that may not exist are left out. */
export function places(from: Node, path: string): readonly Node[] {
  let steps = STEPS.get(path);
  if (!steps) { STEPS.set(path, steps = path.split('/')); }
  return follow(from, steps, 0);
}

function follow(from: Node, steps: readonly string[], at: number): readonly Node[] {
  if (at === steps.length) { return [from]; }
  if (from.isAbsent) { return []; }
  if (steps[at] !== '*') { return follow(from.get(steps[at]), steps, at + 1); }
  return [...from.asList].filter(element => element.isSure).flatMap(element => follow(element, steps, at + 1));
}

/** What a path calls a parameter, without the container or volume that has it. */
export function parameterName(path: string): string {
  return path.replace(/^(?:ContainerDefinitions|Volumes)\/\*\//, '').replaceAll('/*', '').replaceAll('/', '.');
}
