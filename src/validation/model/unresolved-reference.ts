import type { Application } from './application';
import { Node } from './node';
import { isRelay } from '../../facts/external-access';
import { PHYSICAL_NAMES } from '../../facts/physical-names';

/** Whether what a place names is not known: it may be any resource of the app. A literal id is of something else. */
export function mayBeAny(place: Node): boolean {
  const attribute = place.asAttribute;
  return attribute ? isRelay(attribute.resource.type) : place.asText.isDeferred;
}

/**
 * Whether a place may name a resource of a type that it does not certainly refer to: by a value that is not known, or by the name or ARN
 * of one that stands in another stack, or may have that name.
 */
export function mayNameOne(place: Node, type: string, application: Application): boolean {
  if (application.resolve(place, type, PHYSICAL_NAMES[type])) { return false; }
  return mayBeAny(place) || place.asText.possible.some(text => mayBeNamed(text.slice(text.lastIndexOf('/') + 1), type, application));
}

/** Whether some resource of a type may have a name. */
export function mayBeNamed(name: string, type: string, application: Application): boolean {
  const { isAnyUnknown, names } = application.fact(NAMES_OF[type]);
  return isAnyUnknown || names.has(name);
}

interface Names {
  readonly names: ReadonlySet<string>;
  readonly isAnyUnknown: boolean;
}

function namesOf(application: Application, type: string): Names {
  const all = application.ofType(type).map(({ properties }) => properties.text(PHYSICAL_NAMES[type]));
  return { names: new Set(all.flatMap(name => name.possible)), isAnyUnknown: all.some(name => name.isDeferred) };
}

/** One function a type: it is the name of what is kept. */
const NAMES_OF: Readonly<Record<string, (application: Application) => Names>> = Object.fromEntries(
  Object.keys(PHYSICAL_NAMES).map(type => [type, (application: Application) => namesOf(application, type)]));
