import type { RawResource, TemplateSource } from '../../src/validation/model/evaluation/source';

type Resources = Readonly<Record<string, RawResource>>;
type Json = unknown;

/** Equivalent templates of an application, which CloudFormation deploys identically. */
export const SAME_MEANING: Readonly<Record<string, (resources: Resources) => readonly TemplateSource[]>> = {
  'references in Fn::Sub': resources => [sourceOf(withReferences(resources, (name, attribute) => ({ 'Fn::Sub': `\${${attribute === undefined ? name : `${name}.${attribute}`}}` })))],
  'references in Fn::Join': resources => [sourceOf(withReferences(resources, (name, attribute) => ({ 'Fn::Join': ['', [referenceTo(name, attribute)]] })))],
  'texts of pieces': resources => [sourceOf(withValues(resources, value => typeof value === 'string' ? { 'Fn::Join': ['', [value.slice(0, 3), value.slice(3)]] } : value))],
  'numbers and flags in quotes': resources => [sourceOf(withValues(resources, value => typeof value === 'string' ? value : String(value)))],
  'branches that agree': resources => [sourceOf(withValues(resources, value => ({ 'Fn::If': ['Production', value, value] })))],
  'values in a mapping': resources => {
    const values: Record<string, { readonly of: Json }> = {};
    const mapped = withValues(resources, value => {
      const key = `v${Object.keys(values).length}`;
      values[key] = { of: value };
      return { 'Fn::FindInMap': ['Values', key, 'of'] };
    });
    return [sourceOf(mapped, 'template', { Mappings: { Values: values } })];
  },
  'everything under one condition': resources => [sourceOf(Object.fromEntries(Object.entries(resources).map(([id, raw]) => [id, { Condition: 'Production', ...raw }])))],
  'a nested stack': resources => [
    sourceOf({ Nested: { Type: 'AWS::CloudFormation::Stack', Properties: {} } }, 'parent'),
    { ...sourceOf(resources), nestedIn: { parent: 'parent', logicalId: 'Nested' } },
  ],
  'a stack for the network and the roles': resources => inStacks(resources, ({ Type }) => /^AWS::(?:EC2|ElasticLoadBalancingV2|IAM)::/.test(Type) ? 'network' : 'app'),
  'a stack for each resource': resources => inStacks(resources, (_, id) => id),
};

function sourceOf(resources: Resources, name = 'template', rest: object = {}): TemplateSource {
  return { name, stackName: name, template: { ...rest, Resources: resources } };
}

export function referenceTo(name: string, attribute?: string): object { return attribute === undefined ? { Ref: name } : { 'Fn::GetAtt': [name, attribute] }; }

/** Rewrites every value that is not a map, a list or an expression. */
function withValues(resources: Resources, write: (value: Json) => Json): Resources {
  const rewrite = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) { return value === undefined ? value : write(value); }
    if (Array.isArray(value)) { return value.map(rewrite); }
    const entries = Object.entries(value);
    return isExpression(entries) ? value : Object.fromEntries(entries.map(([key, each]) => [key, rewrite(each)]));
  };
  return withProperties(resources, properties => Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, rewrite(value)])));
}

/** Rewrites every reference to a resource. */
export function withReferences(resources: Resources, write: (name: string, attribute?: string) => Json, all = resources): Resources {
  const rewrite = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) { return value; }
    if (Array.isArray(value)) { return value.map(rewrite); }
    const { 'Ref': name, 'Fn::GetAtt': of, 'Fn::Sub': text } = value as Record<string, Json>;
    if (typeof name === 'string' && name in all) { return write(name); }
    if (Array.isArray(of) && String(of[0]) in all) { return write(String(of[0]), String(of[1])); }
    if (typeof text === 'string') { return substitution(text, all, write); }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rewrite(each)]));
  };
  return withProperties(resources, properties => rewrite(properties) as object);
}

/** The same string with its references as local variables. */
function substitution(text: string, resources: Resources, write: (name: string, attribute?: string) => Json): object {
  const variables: Record<string, Json> = {};
  const written = text.replace(/\$\{(\w+)(?:\.([\w.]+))?\}/g, (whole, name: string, attribute?: string) => {
    if (!(name in resources)) { return whole; }
    const key = `v${Object.keys(variables).length}`;
    variables[key] = write(name, attribute);
    return `\${${key}}`;
  });
  return { 'Fn::Sub': [written, variables] };
}

/** Stacks by name, each with imports for its references to the others. */
function inStacks(resources: Resources, stackOf: (raw: RawResource, id: string) => string): readonly TemplateSource[] {
  const homes = new Map(Object.entries(resources).map(([id, raw]) => [id, stackOf(raw, id)]));
  const outputs = new Map([...new Set(homes.values())].map(stack => [stack, {} as Record<string, object>]));
  const imported = Object.fromEntries(Object.entries(resources).map(([id, { DependsOn: waits, ...raw }]) => {
    const home = homes.get(id);
    const { [id]: written } = withReferences({ [id]: raw }, (name, attribute) => {
      const stack = homes.get(name) ?? '';
      if (stack === home) { return referenceTo(name, attribute); }
      const key = `${stack}-${name}-${attribute ?? 'Ref'}`;
      Object.assign(outputs.get(stack) ?? {}, { [key]: { Value: referenceTo(name, attribute), Export: { Name: key } } });
      return { 'Fn::ImportValue': key };
    }, resources);
    return [id, { ...written, DependsOn: [waits ?? []].flat().filter(name => homes.get(String(name)) === home) }];
  }));
  const inStack = (stack: string) => Object.fromEntries(Object.entries(imported).filter(([id]) => homes.get(id) === stack));
  return [...outputs].map(([stack, exported]) => sourceOf(inStack(stack), stack, { Outputs: exported }));
}

function withProperties(resources: Resources, change: (properties: object) => object): Resources {
  return Object.fromEntries(Object.entries(resources)
    .map(([id, raw]) => [id, typeof raw.Properties === 'object' && raw.Properties !== null ? { ...raw, Properties: change(raw.Properties) } : raw]));
}

function isExpression(entries: readonly (readonly [string, Json])[]): boolean {
  return entries.length === 1 && (entries[0][0] === 'Ref' || entries[0][0].startsWith('Fn::'));
}
