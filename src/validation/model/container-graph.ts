import type { Container } from './container';
import type { Node } from './node';

/** What a container waits for: by dependency, by volumes it takes over, or by link. */
export interface Wait {
  readonly place: Node;
  readonly target: string;
}

/** The containers that a container names, as far as they are known. */
export function waitsOf({ node }: Container): readonly Wait[] {
  return [
    ...waits(node.list('DependsOn').map(entry => entry.get('ContainerName'))),
    ...waits(node.list('VolumesFrom').map(entry => entry.get('SourceContainer'))),
    ...waits([...node.list('Links')]),
  ];
}

/** The first way from a container back to itself over others, when there is one. */
export function cycleFrom(start: Container, containers: readonly Container[]): readonly string[] | undefined {
  const name = start.name.known;
  if (name === undefined) { return undefined; }
  const byName = new Map(containers.flatMap(container => container.name.known === undefined ? [] : [[container.name.known, container]]));
  const seen = new Set<string>();
  const paths: string[][] = [[name]];
  for (let path = paths.pop(); path; path = paths.pop()) {
    const last = byName.get(path[path.length - 1]);
    for (const { target } of last ? waitsOf(last) : []) {
      if (target === name && path.length > 1) { return [...path, name]; }
      if (target !== name && !seen.has(target) && byName.has(target)) { seen.add(target); paths.push([...path, target]); }
    }
  }
  return undefined;
}

/** A link may carry an alias behind a colon. */
function waits(places: readonly Node[]): readonly Wait[] {
  return places.flatMap(place => {
    const target = place.asText.known?.split(':')[0];
    return target === undefined ? [] : [{ place, target }];
  });
}
