import type { ResourceIndex } from './resource-index';
import { isRelay } from '../../../facts/external-access';
import { own } from '../../../facts/own';
import { PHYSICAL_NAMES } from '../../../facts/physical-names';
import { Node } from '../evaluation/node';

/** Whether a place may name any resource of the app, because its value is unknown. A literal id names a resource outside the app. */
export function mayBeAny(place: Node): boolean {
  const attribute = place.asAttribute;
  return attribute ? isRelay(attribute.resource.type) : place.asText.isDeferred;
}

/**
 * Whether a place may name some resource of a type, but does not certainly refer to one: by an unknown value, or by the name or ARN
 * of one that is in another stack, or may have that name.
 */
export function mayNameOne(place: Node, type: string, application: ResourceIndex): boolean {
  if (application.resolve(place, type, own(PHYSICAL_NAMES, type))) { return false; }
  return mayBeAny(place) || place.asText.possible.some(text => mayBeNamed(text.slice(text.lastIndexOf('/') + 1), type, application));
}

/** Whether some resource of a type may have a name. */
export function mayBeNamed(name: string, type: string, application: ResourceIndex): boolean {
  const namesOfType = NAMES_OF.get(type);
  if (!namesOfType) { return true; }
  const { isAnyUnknown, names } = application.memo(namesOfType);
  return isAnyUnknown || names.has(name);
}

interface Names {
  readonly names: ReadonlySet<string>;
  readonly isAnyUnknown: boolean;
}

function namesOf(application: ResourceIndex, type: string, key: string): Names {
  const all = application.ofType(type).map(({ properties }) => properties.text(key));
  return { names: new Set(all.flatMap(name => name.possible)), isAnyUnknown: all.some(name => name.isDeferred) };
}

/** One function for each type, as the cache key of its names. */
const NAMES_OF: ReadonlyMap<string, (application: ResourceIndex) => Names> = new Map(
  Object.entries(PHYSICAL_NAMES).map(([type, key]) => [type, (application: ResourceIndex) => namesOf(application, type, key)]));
