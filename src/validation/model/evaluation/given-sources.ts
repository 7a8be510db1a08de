import { mapOf, under } from './raw';
import type { TemplateSource } from './source';

/** The templates that a caller passes, and the problems of those that cannot be read. Callers in JavaScript may pass anything. */
export interface Sources {
  readonly readable: readonly TemplateSource[];
  readonly problems: readonly string[];
}

export function sourcesIn(given: unknown): Sources {
  if (!Array.isArray(given)) { return { readable: [], problems: [`the templates are ${kindOf(given)}, not a list`] }; }
  // array methods skip the holes of a sparse array; Array.from does not
  const all: readonly unknown[] = Array.from(given);
  const isReadable = (source: unknown) => typeof under(source, 'name') === 'string';
  return {
    readable: all.filter(isReadable) as TemplateSource[],
    problems: all.flatMap((source, index) => isReadable(source) ? [] : [`template ${index + 1} of ${all.length} is ${problemOf(source)}`]),
  };
}

function problemOf(source: unknown): string {
  return mapOf(source) === source ? 'a map without the text "name"' : `${kindOf(source)}, not a map with "name" and "template"`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) { return String(value); }
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}
