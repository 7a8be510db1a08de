import type { Node } from '../evaluation/node';

/** How to tell which resource a place names. */
export interface Naming {
  /** The types of the resource: all its attributes name it. */
  readonly types: string;
  /** Whether a literal names one resource in every template, instead of one in each. */
  readonly isGlobal?: (literal: string) => boolean;
}

/** A text that is equal for places which certainly name the same resource; undefined where that is unknown. */
export function identityKey(place: Node, { types, isGlobal = () => true }: Naming): string | undefined {
  const resource = place.asAttribute?.resource;
  if (resource?.type.startsWith(types)) { return `${resource.template.name}#${resource.logicalId}`; }
  const partial = place.asPartialString;
  if (!partial?.isTraceable) { return undefined; }
  const { literal } = partial;
  return literal !== undefined && isGlobal(literal) ? literal : `${place.resource.template.name}#${partial.key}`;
}
