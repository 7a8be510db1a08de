import { own } from '../../../facts/own';

/** An expression with an unknown outcome. */
export const NOT_KNOWN = { Ref: '' } as const;

/** A part of a template as a map; an empty map if it is anything else. */
export function mapOf(raw: unknown): Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw as Record<string, unknown> : NO_MAP;
}

const NO_MAP: Readonly<Record<string, unknown>> = Object.freeze({});

/** The value of a key, if `raw` is a map. */
export function under(raw: unknown, key: string): unknown { return own(mapOf(raw), key); }

/** Calls `visit` with every map and list in a value, each once. A loop, because recursion would overflow the stack in deeply nested templates. */
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
