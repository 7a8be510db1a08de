import { own } from '../../../facts/own';

/** An expression that comes to something unknown. */
export const NOT_KNOWN = { Ref: '' } as const;

/** The map that stands at a place of a template; an empty one where anything else does. */
export function mapOf(raw: unknown): Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw as Record<string, unknown> : {};
}

/** What stands under a key, when it is that of a map. */
export function under(raw: unknown, key: string): unknown { return own(mapOf(raw), key); }

/** Calls `visit` with every map and list in a value, each once. A loop, because recursion ends where templates are nested deeply. */
export function eachCollection(raw: unknown, visit: (collection: object) => void): void {
  const seen = new Set<object>();
  const waiting: unknown[] = [raw];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) { continue; }
    seen.add(next);
    visit(next);
    const values: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    for (let index = values.length - 1; index >= 0; index--) { waiting.push(values[index]); }
  }
}
