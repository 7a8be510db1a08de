import { kindOf, Path, Place, placesIn, replaced } from './places';
import { seeds, withTemplate } from './seeds';
import type { TemplateSource } from '../../src/validation/model/evaluation/source';

/** A large input, named after its large value. */
export interface BlownUp {
  readonly name: string;
  readonly source: TemplateSource;
}

type Large = (value: unknown, size: number) => unknown;

/** Long texts, each the worst case of some regular expression or loop. */
const TEXTS: Readonly<Record<string, Large>> = {
  'digits and a letter': (_, size) => `${'1'.repeat(size)}x`,
  'digits and dots': (_, size) => `${'1.'.repeat(size / 2)}x`,
  'letters': (_, size) => 'a'.repeat(size),
  'upper-case letters': (_, size) => 'aB'.repeat(size / 2),
  'blanks': (_, size) => `a${' '.repeat(size)}a`,
  'colons': (_, size) => `arn:${'a:'.repeat(size / 2)}`,
  'slashes': (_, size) => `a${'/a'.repeat(size / 2)}!`,
  'dashes': (_, size) => `a${'-a'.repeat(size / 2)}!`,
  'dots': (_, size) => `a${'.a'.repeat(size / 2)}!`,
  'only stars': (_, size) => `${'*'.repeat(size)}b`,
  'stars': (_, size) => `${'*a'.repeat(size / 2)}b`,
  'question marks': (_, size) => `*${'?'.repeat(size)}b`,
  'opened references': (_, size) => '${'.repeat(size / 2),
  'references': (_, size) => '${a}'.repeat(size / 4),
  'quotes': (_, size) => `{"${'\\"'.repeat(size / 2)}`,
  'brackets': (_, size) => '['.repeat(size),
  'JSON that is nested': (_, size) => `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`,
  'itself many times': (text, size) => String(text).repeat(Math.ceil(size / (String(text).length + 1))),
};

const LISTS: Readonly<Record<string, Large>> = {
  'the same elements': (list, size) => Array.from({ length: size }, (_, index) => elementOf(list, index)),
  'other elements': (list, size) => Array.from({ length: size }, (_, index) => numbered(elementOf(list, index), index)),
  'references': (_, size) => Array.from({ length: size }, (__, index) => ({ Ref: `Parameter${index}` })),
  'texts': (_, size) => Array.from({ length: size }, (__, index) => `text-${index}`),
  'maps': (_, size) => Array.from({ length: size }, () => ({})),
};

const MAPS: Readonly<Record<string, Large>> = {
  'other keys': (map, size) => ({ ...map as object, ...Object.fromEntries(Array.from({ length: size }, (_, index) => [`key-${index}`, `value-${index}`])) }),
};

/** Every text, list and map of the seeds, each enlarged in every way. */
export function* blownUp(size: { readonly text: number; readonly list: number }): Generator<BlownUp> {
  for (const { source, path, value, kind } of distinctPlaces()) {
    const [ways, length] = typeof value === 'string' ? [TEXTS, size.text] as const : [Array.isArray(value) ? LISTS : MAPS, size.list] as const;
    for (const [way, large] of Object.entries(ways)) {
      yield { name: `${kind}: ${way}`, source: withTemplate(source, replaced(source.template, path, large(value, length))) };
    }
  }
}

interface DistinctPlace extends Place {
  readonly source: TemplateSource;
  readonly kind: string;
}

function* distinctPlaces(): Generator<DistinctPlace> {
  const seen = new Set<string>();
  for (const source of seeds()) {
    for (const place of placesIn(source.template)) {
      const kind = `${kindOf(source.template, place.path)} (${Array.isArray(place.value) ? 'list' : typeof place.value})`;
      if (isLargeable(place) && !seen.has(kind)) { seen.add(kind); yield { ...place, source, kind }; }
    }
  }
}

function isLargeable({ path, value }: { readonly path: Path; readonly value: unknown }): boolean {
  return path.length > 2 && (typeof value === 'string' || typeof value === 'object' && value !== null);
}

function elementOf(list: unknown, index: number): unknown {
  const elements = list as readonly unknown[];
  return elements.length === 0 ? `text-${index}` : elements[index % elements.length];
}

/** An element with unique names and numbers. */
function numbered(value: unknown, index: number, key = 'Name'): unknown {
  if (Array.isArray(value)) { return value.map(element => numbered(element, index)); }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, numbered(entry, index, name)]));
  }
  if (!/name|key|value|path|port|id$|sid/i.test(key)) { return value; }
  return typeof value === 'number' ? value + index : typeof value === 'string' ? `${value}${index}` : value;
}
