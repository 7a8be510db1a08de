/** The values of references in a template. Undefined for a resource that does not exist. */
export interface Referents {
  physicalId(logicalId: string): string | undefined;
  exported(name: string): unknown;
  output(stack: string, name: string): unknown;
}

/** A value of a template with its references replaced. */
export function resolve(value: unknown, referents: Referents): unknown {
  if (Array.isArray(value)) { return value.map(each => resolve(each, referents)); }
  if (typeof value !== 'object' || value === null) { return value; }
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': name, 'Fn::GetStackOutput': output } = value as Record<string, unknown>;
  const { 'Fn::Join': join, 'Fn::Split': split } = value as Record<string, unknown>;
  if (typeof Ref === 'string') { return referents.physicalId(Ref) ?? Ref; }
  if (Array.isArray(attribute)) { return attributeOf(referents.physicalId(String(attribute[0])) ?? String(attribute[0]), String(attribute[1])); }
  if (name !== undefined) { return referents.exported(String(name)) ?? name; }
  if (output !== undefined) {
    const { StackName, OutputName } = output as Record<string, unknown>;
    return referents.output(String(StackName), String(OutputName)) ?? OutputName;
  }
  if (Array.isArray(join)) { return (resolve(join[1], referents) as unknown[]).join(String(join[0])); }
  if (Array.isArray(split)) { return String(resolve(split[1], referents)).split(String(split[0])); }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each, referents)]));
}

/** The ARN of a resource is its physical id. */
function attributeOf(physicalId: string, name: string): string { return /Arn$/.test(name) ? physicalId : `${physicalId}.${name}`; }
