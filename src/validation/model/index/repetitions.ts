import type { Resource } from '../evaluation/resource';

/** A part of a resource that repeats an earlier one. */
export interface Repetition<T> {
  readonly again: T;
  readonly first: T;
}

/** Resources that share a key and exist together; `keyOf` returns `undefined` for an unknown key. */
export function repetitions(resources: readonly Resource[], keyOf: (resource: Resource) => string | undefined): readonly Repetition<Resource>[] {
  return repetitionsOf(resources, keyOf, resource => resource);
}

/** The same for parts of resources; a resource may have several. */
export function repetitionsOf<T>(
  parts: readonly T[], keyOf: (part: T) => string | undefined, ownerOf: (part: T) => Resource,
): readonly Repetition<T>[] {
  const firsts = new Map<string, T>();
  return parts.flatMap(again => {
    const key = keyOf(again);
    if (key === undefined) { return []; }
    const owner = ownerOf(again);
    const together = `${owner.isConditional ? `${owner.template.name} ${owner.condition}` : ''} ${key}`;
    const first = firsts.get(together);
    if (!first) { firsts.set(together, again); }
    return first && owner.coexistsWith(ownerOf(first)) ? [{ again, first }] : [];
  });
}
