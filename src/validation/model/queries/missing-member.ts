import type { RequiredMembers } from '../../../facts/task-members';
import type { Node } from '../evaluation/node';
import { parameterName, places } from '../evaluation/places';
import type { Location } from '../evaluation/resource';

/** A required property that is certainly not set. */
export interface MissingMember {
  /** The parent of the property. */
  readonly place: Node;
  readonly location: Location;
  /** What is without which property, as messages print it. */
  readonly problem: string;
  /** Whether AWS certainly refuses it. */
  readonly isRefused: boolean;
}

/** The required properties of a resource that are not set. */
export function missingMembers(node: Node, rows: readonly RequiredMembers[]): readonly MissingMember[] {
  return rows.flatMap(row => placesOf(node, row).filter(place => place.isGiven && row.anyOf.every(key => isMissing(place.get(key)))).map(place => ({
    place, location: place.at(row.anyOf[0]), problem: described(row), isRefused: row.otherwise === 'refused',
  })));
}

/** Without a path, the resource itself. */
function placesOf(node: Node, { path }: RequiredMembers): readonly Node[] { return path === '' ? [node] : places(node, path); }

/** Absent, an empty string, or a list without elements. */
function isMissing(member: Node): boolean {
  return member.isAbsent || member.asText.satisfies(text => text.trim() === '') || member.asList.isEmpty;
}

function described({ path, anyOf }: RequiredMembers): string {
  const missing = anyOf.join(' or ');
  if (path === '' || path === 'ContainerDefinitions/*') { return `no ${missing}`; }
  return `${path.endsWith('*') ? 'an entry of ' : ''}${parameterName(path)} without ${missing}`;
}
