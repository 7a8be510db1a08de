const FOG = { Ref: 'AParameter' };

/** Replaces every value that could be a parameter by one: the leaves of maps, and lists as a whole. */
export function fogAll(resources: unknown): unknown {
  return mapResources(resources, properties => mapLeaves(properties));
}

/** The same resources, once for each leaf, with that leaf as a parameter. */
export function* fogEachLeaf(value: unknown): Generator<unknown> {
  if (isIntrinsic(value)) { return; }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      for (const fogged of fogEachLeaf(value[index])) { yield value.with(index, fogged); }
    }
    return;
  }
  if (typeof value !== 'object' || value === null) { yield FOG; return; }
  for (const [key, entry] of Object.entries(value)) {
    if (key === 'Type' && 'Properties' in value || key === 'DependsOn' || key === 'Condition') { continue; }
    for (const fogged of fogEachLeaf(entry)) { yield { ...value, [key]: fogged }; }
  }
}

function mapResources(resources: unknown, change: (properties: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(resources as Record<string, { Properties?: unknown }>)
    .map(([id, resource]) => [id, { ...resource, Properties: change(resource.Properties ?? {}) }]));
}

function mapLeaves(value: unknown): unknown {
  if (isIntrinsic(value)) { return value; }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) { return FOG; }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapLeaves(entry)]));
}

function isIntrinsic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) { return false; }
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && (key === 'Ref' || key?.startsWith('Fn::') === true);
}
