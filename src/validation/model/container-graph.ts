import type { Container } from './container';
import { circleFrom, knots } from './knots';
import type { Node } from './node';

/** A container that another one refers to: by dependency, by its volumes, or by link. */
export interface ContainerReference {
  readonly place: Node;
  readonly target: string;
}

/** The references of each container. */
export type ContainerReferences = ReadonlyMap<Container, readonly ContainerReference[]>;

export function referencesAmong(containers: readonly Container[]): ContainerReferences {
  return new Map(containers.map(container => [container, referencesOf(container)]));
}

/** The containers that a container refers to, as far as they are known. */
function referencesOf({ node }: Container): readonly ContainerReference[] {
  return [
    ...referencesAt(node.list('DependsOn').map(entry => entry.get('ContainerName'))),
    ...referencesAt(node.list('VolumesFrom').map(entry => entry.get('SourceContainer'))),
    ...referencesAt([...node.list('Links')]),
  ];
}

/** The cycles of references: one for each group of containers that refer to each other, from its first container. */
export function cyclesAmong(references: ContainerReferences): readonly (readonly [Container, ...Container[]])[] {
  const containers = [...references.keys()];
  const byName = new Map(containers.flatMap(container => container.name.known === undefined ? [] : [[container.name.known, container]]));
  const referredTo = (container: Container) => (references.get(container) ?? []).flatMap(({ target }) => byName.get(target) ?? []);
  const targets = new Map([...byName.values()].map(container => [container, referredTo(container)]));
  const targetsOf = (container: Container) => targets.get(container) ?? [];
  const positions = new Map(containers.map((container, position) => [container, position]));
  const isBefore = (one: Container, other: Container) => (positions.get(one) ?? 0) < (positions.get(other) ?? 0);
  return knots(byName.values(), targetsOf).map(knot => {
    const first = knot.reduce((earliest, container) => isBefore(container, earliest) ? container : earliest);
    return circleFrom(first, knot, container => targetsOf(container).filter(target => target !== container)) as [Container, ...Container[]];
  });
}

/** A link may have an alias behind a colon. */
function referencesAt(places: readonly Node[]): readonly ContainerReference[] {
  return places.flatMap(place => {
    const target = place.asText.known?.split(':')[0];
    return target === undefined ? [] : [{ place, target }];
  });
}
