import type { Resources } from './parts';

/** Applies a change: maps merge, a map over a list changes the list by index, anything else replaces, `undefined` removes. */
export function merge(base: Resources, change: object): Resources { return mergeValues(base, change) as Resources; }

function mergeValues(base: unknown, change: unknown): unknown {
  if (!isMap(change) || isIntrinsic(change)) { return change; }
  if (Array.isArray(base)) {
    const merged = [...base as unknown[]];
    for (const [index, value] of Object.entries(change)) { merged[Number(index)] = mergeValues(base[Number(index)], value); }
    return merged;
  }
  if (!isMap(base) || isIntrinsic(base)) { return change; }
  const merged = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) { delete merged[key]; } else { merged[key] = key in base ? mergeValues(base[key], value) : value; }
  }
  return merged;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIntrinsic(value: Record<string, unknown>): boolean {
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && (key === 'Ref' || key?.startsWith('Fn::') === true);
}
