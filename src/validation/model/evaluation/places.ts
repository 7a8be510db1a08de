import type { Node } from './node';

const STEPS = new Map<string, readonly string[]>();

/** Every place a path leads to; a star stands for each element of a list. What nobody wrote, and elements that may not exist, are left out. */
export function places(from: Node, path: string): readonly Node[] {
  let steps = STEPS.get(path);
  if (!steps) { STEPS.set(path, steps = path.split('/')); }
  const found: Node[] = [];
  follow(from, steps, 0, found);
  return found;
}

function follow(from: Node, steps: readonly string[], start: number, found: Node[]): void {
  let node = from;
  for (let at = start; at < steps.length; at++) {
    if (steps[at] === '*') {
      for (const element of node.asList.sure) { follow(element, steps, at + 1, found); }
      return;
    }
    if (!node.mayHave(steps[at])) { return; }
    node = node.get(steps[at]);
  }
  if (!node.isAbsent) { found.push(node); }
}

/** What a path calls a parameter, without the container or volume that has it. */
export function parameterName(path: string): string {
  return path.replace(/^(?:ContainerDefinitions|Volumes)\/\*\//, '').replaceAll('/*', '').replaceAll('/', '.');
}
