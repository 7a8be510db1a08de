/** The path of a value in a template. */
export type Path = readonly (string | number)[];

export interface Place {
  readonly path: Path;
  readonly value: unknown;
}

/** Deeper than all values but those that a mutant nests on purpose. */
const MAX_DEPTH = 30;

/** Every value inside a value, and the value itself. */
export function* placesIn(value: unknown, path: Path = []): Generator<Place> {
  yield { path, value };
  if (typeof value !== 'object' || value === null || path.length > MAX_DEPTH) { return; }
  const entries: Iterable<readonly [string | number, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [step, entry] of entries) { yield* placesIn(entry, [...path, step]); }
}

/** A copy of the value with another one at a path. It shares all values that are not on the path. */
export function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) { return by; }
  if (Array.isArray(value)) { return (value as unknown[]).with(Number(step), replaced(value[Number(step)], rest, by)); }
  const entries = value as Record<string, unknown>;
  return { ...entries, [step]: replaced(entries[step], rest, by) };
}

/** One name for the same path in all resources of a type and all elements of a list. */
export function kindOf(template: unknown, path: Path): string {
  const [section, logicalId, ...rest] = path;
  const resources = (template as { Resources?: Record<string, { Type?: unknown }> }).Resources ?? {};
  const type = section === 'Resources' && logicalId !== undefined ? String(resources[logicalId]?.Type) : String(logicalId);
  return [section, type, ...rest.map(step => typeof step === 'number' ? '*' : step)].join('/');
}
