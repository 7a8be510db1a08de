import { circleFrom, leastOf, stronglyConnectedComponents } from './strongly-connected-components';
import type { Container } from '../entities/container';
import type { Node } from '../evaluation/node';

/** A reference from one container to another: a dependency, `VolumesFrom`, or a link. */
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

/** The cycles of references: one for each group of containers that refer to each other, starting at its first container. */
export function cyclesAmong(references: ContainerReferences): readonly (readonly Container[])[] {
  const containers = [...references.keys()];
  const numbers = new Map(containers.flatMap(({ name }, number) => name.known === undefined ? [] : [[name.known, number]]));
  const graph = [...references.values()].map(targets => targets.flatMap(({ target }) => numbers.get(target) ?? []));
  return stronglyConnectedComponents(graph)
    .map(component => circleFrom(leastOf(component), component, graph).map(number => containers[number]));
}

/** A link may have an alias after a colon. */
function referencesAt(places: readonly Node[]): readonly ContainerReference[] {
  return places.flatMap(place => {
    const target = place.asText.known?.split(':')[0];
    return target === undefined ? [] : [{ place, target }];
  });
}
