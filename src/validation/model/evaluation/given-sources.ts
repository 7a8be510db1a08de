import { mapOf, under } from './raw';
import type { TemplateSource } from './source';

/** What a caller hands over: the templates, and what is wrong with the others. Callers in JavaScript may pass anything. */
export interface Sources {
  readonly readable: readonly TemplateSource[];
  readonly problems: readonly string[];
}

export function sourcesIn(given: unknown): Sources {
  if (!Array.isArray(given)) { return { readable: [], problems: [`the templates are ${kindOf(given)}, not a list`] }; }
  // holes of a list are skipped by its methods, and not by Array.from
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
