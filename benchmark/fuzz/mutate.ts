import { Place, placesIn, replaced } from './places';
import type { Random } from './random';
import { withTemplate } from './seeds';
import type { TemplateSource } from '../../src/validation/model/evaluation/source';

/** The depth of deeply nested values. */
const DEPTH = 10_000;

const ODD_KEYS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'length', '0', '', 'Fn::', 'Ref', 'Fn::If', 'Fn::Transform', 'Fn::ForEach::A'];

const WRONG_VALUES: readonly unknown[] = [
  null, true, 0, -1, 0.5, 1e300, '', ' ', 'text', '{', '[]', '{"States":[]}', '${', '${}', '${!}', '${a.b}', '*', '********!', 'a.(*', 'arn:', 'arn:::::', '/', ':', '\uE0000\uE001', '\uE002', '{{resolve:',
  ...ODD_KEYS, [], {}, [null], [[]], [{}], [0], Array(2), { 'Fn::Join': ['', Array(2)] }, { a: null }, JSON.parse('{ "__proto__": { "a": 1 } }'), { Ref: 'constructor' }, { Ref: 'AWS::NoValue' },
];

const FUNCTIONS = [
  'Ref', 'Fn::If', 'Fn::FindInMap', 'Fn::Sub', 'Fn::Join', 'Fn::Split', 'Fn::Select', 'Fn::Base64', 'Fn::Transform', 'Fn::GetAtt', 'Fn::GetAZs', 'Fn::ImportValue',
  'Fn::GetStackOutput', 'Fn::Cidr', 'Fn::Length', 'Fn::ToJsonString', 'Fn::ForEach',
];

type Wrapping = (value: unknown) => unknown;

const WRAPPINGS: readonly Wrapping[] = [
  value => [value], value => ({ a: value }), value => ({ 'Fn::If': ['C', value, value] }), value => ({ 'Fn::Join': ['', [value, value]] }),
  value => ({ 'Fn::Sub': ['${a}', { a: value }] }), value => ({ 'Fn::Select': [0, [value]] }), value => ({ 'Fn::Split': [',', value] }), value => ({ 'Fn::Base64': value }),
];

type Mutation = (place: Place, random: Random, template: unknown) => unknown;

const MUTATIONS: readonly Mutation[] = [
  (_, random) => random.pick(WRONG_VALUES),
  (_, random) => ({ [random.pick(FUNCTIONS)]: random.pick(WRONG_VALUES) }),
  ({ value }, random) => ({ [random.pick(FUNCTIONS)]: [random.pick(WRONG_VALUES), value, random.pick(WRONG_VALUES)].slice(0, random.below(4)) }),
  ({ value }, random) => random.pick(WRAPPINGS)(value),
  ({ value }, random) => nested(value, random.pick(WRAPPINGS)),
  ({ value }) => Array.isArray(value) ? value.slice(0, value.length / 2) : undefined,
  ({ value }, random) => withOddKey(value, random),
  ({ value }, random) => Array.isArray(value) ? manyOf(value) : String(value).repeat(random.below(200)),
  // a reference to its own resource, or to another one
  (_, random, template) => ({ Ref: random.pick(logicalIds(template)) }),
  (_, random, template) => ({ 'Fn::GetAtt': [random.pick(logicalIds(template)), random.pick(['Arn', 'Outputs.A', ...ODD_KEYS])] }),
  (_, random, template) => random.pick(Object.values((template as { Resources?: object }).Resources ?? { a: 0 })) as unknown,
];

const SECTIONS = ['Resources', 'Outputs', 'Mappings', 'Parameters', 'Conditions', 'Transform'];

/** The source with some invalid values in its template. */
export function mutant(source: TemplateSource, random: Random): TemplateSource {
  let template: unknown = source.template;
  for (let change = 0; change <= random.below(3); change++) { template = changed(template, random); }
  return withTemplate(source, template);
}

function changed(template: unknown, random: Random): unknown {
  if (typeof template !== 'object' || template === null) { return template; }
  if (random.below(20) === 0) { return random.pick([...WRONG_VALUES, { ...template, [random.pick(SECTIONS)]: random.pick(WRONG_VALUES) }]); }
  const places = [...firstPlaces(template)];
  if (places.length === 0) { return template; }
  const place = random.pick(places);
  return replaced(template, place.path, random.pick(MUTATIONS)(place, random, template));
}

/** An earlier change may have created very many. */
function* firstPlaces(template: unknown): Generator<Place> {
  let count = 0;
  for (const place of placesIn(template)) {
    if (place.path.length > 0) { yield place; }
    if (++count === 2000) { return; }
  }
}

function manyOf(list: readonly unknown[]): readonly unknown[] {
  return Array.from({ length: 300 }, (_, index) => list[index % (list.length || 1)]);
}

function nested(value: unknown, wrapping: Wrapping): unknown {
  return Array.from({ length: DEPTH }).reduce(inner => wrapping(inner), value);
}

function withOddKey(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) { return random.pick(ODD_KEYS); }
  const entries = Object.entries(value);
  const odd = random.below(entries.length + 1);
  // like JSON.parse, for which __proto__ is an ordinary key
  const key = random.pick(ODD_KEYS);
  return Object.fromEntries(odd === entries.length ? [...entries, [key, {}]] : entries.with(odd, [key, entries[odd][1]]));
}

function logicalIds(template: unknown): readonly string[] {
  const ids = Object.keys((template as { Resources?: object | null }).Resources ?? {});
  return ids.length === 0 ? ['A'] : ids;
}

