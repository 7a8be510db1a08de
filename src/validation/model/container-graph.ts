import type { Container } from './container';
import { circleFrom, knots } from './knots';
import type { Node } from './node';

/** What a container waits for: by dependency, by volumes it takes over, or by link. */
export interface Wait {
  readonly place: Node;
  readonly target: string;
}

/** What each container waits for. */
export type Waits = ReadonlyMap<Container, readonly Wait[]>;

export function waitsAmong(containers: readonly Container[]): Waits {
  return new Map(containers.map(container => [container, waitsOf(container)]));
}

/** The containers that a container names, as far as they are known. */
function waitsOf({ node }: Container): readonly Wait[] {
  return [
    ...waitsAt(node.list('DependsOn').map(entry => entry.get('ContainerName'))),
    ...waitsAt(node.list('VolumesFrom').map(entry => entry.get('SourceContainer'))),
    ...waitsAt([...node.list('Links')]),
  ];
}

/** The circles in which containers wait for each other over others: one for each group that is knotted together, from its first container on. */
export function circlesAmong(waits: Waits): readonly (readonly [Container, ...Container[]])[] {
  const containers = [...waits.keys()];
  const byName = new Map(containers.flatMap(container => container.name.known === undefined ? [] : [[container.name.known, container]]));
  const awaitedBy = (container: Container) => (waits.get(container) ?? []).flatMap(({ target }) => byName.get(target) ?? []);
  const targets = new Map([...byName.values()].map(container => [container, awaitedBy(container)]));
  const targetsOf = (container: Container) => targets.get(container) ?? [];
  const positions = new Map(containers.map((container, position) => [container, position]));
  const isBefore = (one: Container, other: Container) => (positions.get(one) ?? 0) < (positions.get(other) ?? 0);
  return knots(byName.values(), targetsOf).map(knot => {
    const first = knot.reduce((earliest, container) => isBefore(container, earliest) ? container : earliest);
    return circleFrom(first, knot, container => targetsOf(container).filter(target => target !== container)) as [Container, ...Container[]];
  });
}

/** A link may carry an alias behind a colon. */
function waitsAt(places: readonly Node[]): readonly Wait[] {
  return places.flatMap(place => {
    const target = place.asText.known?.split(':')[0];
    return target === undefined ? [] : [{ place, target }];
  });
}
