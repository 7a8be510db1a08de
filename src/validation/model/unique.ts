import type { Resource } from './resource';

/** A resource that has something which an earlier one has too. */
export interface Repetition {
  readonly again: Resource;
  readonly first: Resource;
}

/** Resources that share a key and exist together; the key is `undefined` where it is unknown. */
export function repetitions(resources: readonly Resource[], keyOf: (resource: Resource) => string | undefined): readonly Repetition[] {
  const firsts = new Map<string, Resource>();
  return resources.flatMap(again => {
    const key = keyOf(again);
    if (key === undefined) { return []; }
    const together = `${again.isConditional ? `${again.template.name} ${again.condition}` : ''} ${key}`;
    const first = firsts.get(together);
    if (!first) { firsts.set(together, again); }
    return first && again.coexistsWith(first) ? [{ again, first }] : [];
  });
}
