import type { Node } from '../evaluation/node';

/** How places name a kind of resource. */
export interface Naming {
  /** The start of the resource types whose attributes all name the resource. */
  readonly types: string;
  /** Whether a literal names the same resource in every template, instead of one in each. */
  readonly isGlobal?: (literal: string) => boolean;
}

/** A text that is equal for places that certainly name the same resource; `undefined` if the resource is unknown. */
export function identityKey(place: Node, { types, isGlobal = () => true }: Naming): string | undefined {
  const resource = place.asAttribute?.resource;
  if (resource?.type.startsWith(types)) { return `${resource.template.name}#${resource.logicalId}`; }
  const partial = place.asPartialString;
  if (!partial?.isTraceable) { return undefined; }
  const { literal } = partial;
  return literal !== undefined && isGlobal(literal) ? literal : `${place.resource.template.name}#${partial.key}`;
}
