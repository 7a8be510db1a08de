import { TemplateResource, UpdatedTemplate } from './live-resource';

/** Resources by logical id, each after the resources that it refers to. */
export function inOrder({ Resources = {} }: UpdatedTemplate): readonly (readonly [string, TemplateResource])[] {
  const ordered = new Map<string, TemplateResource>();
  const visited = new Set<string>();
  const visit = (id: string): void => {
    const resource = Resources[id];
    if (visited.has(id) || !resource) { return; }
    visited.add(id);
    for (const needed of neededBy(resource)) { visit(needed); }
    ordered.set(id, resource);
  };
  for (const id of Object.keys(Resources)) { visit(id); }
  return [...ordered];
}

function neededBy({ Properties, DependsOn = [] }: TemplateResource): readonly string[] {
  const found = [DependsOn].flat() as string[];
  JSON.stringify(Properties ?? {}, (key, value: unknown) => {
    if (key === 'Ref') { found.push(String(value)); }
    if (key === 'Fn::GetAtt' && Array.isArray(value)) { found.push(String(value[0])); }
    return value;
  });
  return found;
}
