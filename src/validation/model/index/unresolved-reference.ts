import type { ResourceIndex } from './resource-index';
import { isRelay } from '../../../facts/external-access';
import { own } from '../../../facts/own';
import { PHYSICAL_NAMES } from '../../../facts/physical-names';
import { Node } from '../evaluation/node';

/** Whether what a place names is not known: it may be any resource of the app. A literal id is of something else. */
export function mayBeAny(place: Node): boolean {
  const attribute = place.asAttribute;
  return attribute ? isRelay(attribute.resource.type) : place.asText.isDeferred;
}

/**
 * Whether a place may name a resource of a type that it does not certainly refer to: by a value that is not known, or by the name or ARN
 * of one that stands in another stack, or may have that name.
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

/** One function a type: it is the name of what is kept. */
const NAMES_OF: ReadonlyMap<string, (application: ResourceIndex) => Names> = new Map(
  Object.entries(PHYSICAL_NAMES).map(([type, key]) => [type, (application: ResourceIndex) => namesOf(application, type, key)]));
