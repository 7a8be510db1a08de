import type { Node } from './node';

const STEPS = new Map<string, readonly string[]>();

/** The places of a path, in which a star means each element of a list. Omits places that are not set, and elements that may not exist. */
export function places(from: Node, path: string): readonly Node[] {
  let steps = STEPS.get(path);
  if (!steps) { STEPS.set(path, steps = path.split('/')); }
  const found: Node[] = [];
  follow(from, steps, 0, found);
  return found;
}

function follow(from: Node, steps: readonly string[], start: number, found: Node[]): void {
  let node: Node | undefined = from;
  for (let at = start; at < steps.length; at++) {
    if (steps[at] === '*') {
      for (const element of node.asList.sure) { follow(element, steps, at + 1, found); }
      return;
    }
    node = node.find(steps[at]);
    if (!node) { return; }
  }
  if (!node.isAbsent) { found.push(node); }
}

/** The last key of a path. */
export function lastKey(path: string): string { return path.replaceAll('/*', '').split('/').at(-1) ?? path; }

/** The name of the parameter at a path, without its container or volume. */
export function parameterName(path: string): string {
  return path.replace(/^(?:ContainerDefinitions|Volumes)\/\*\//, '').replaceAll('/*', '').replaceAll('/', '.');
}
