import { TemplateOutput, UpdatedTemplate } from './live-resource';

/** The exports of a deployed stack, by name, with their values. */
type Exports = ReadonlyMap<string, unknown>;

/** The values that deployed stacks pass to each other. */
export class StackOutputs {
  private readonly outputs = new Map<string, unknown>();
  private readonly exportsOf = new Map<string, Exports>();
  private readonly importsOf = new Map<string, ReadonlySet<string>>();

  /** The value of an export. */
  public exported(name: string): unknown { return [...this.exportsOf.values()].find(each => each.has(name))?.get(name); }

  /** The value of an output, which need not be exported. */
  public output(stack: string, name: string): unknown { return this.outputs.get(`${stack}/${name}`); }

  /** CloudFormation records the imports after it creates and updates the resources. */
  public noteImports(stack: string, template: UpdatedTemplate): void {
    const names = new Set<string>();
    JSON.stringify(template, (key, value: unknown) => {
      if (key === 'Fn::ImportValue') { names.add(String(value)); }
      return value;
    });
    this.importsOf.set(stack, names);
  }

  /** Writes the outputs of a stack. Returns the reason why CloudFormation refuses this: an export that another stack imports cannot change or be removed. */
  public write(stack: string, outputs: Readonly<Record<string, TemplateOutput>>, resolve: (value: unknown) => unknown): readonly string[] {
    const entries = Object.entries(outputs).map(([id, { Value, Export }]) => ({ id, value: resolve(Value), name: Export && String(Export.Name) }));
    const next: Exports = new Map(entries.flatMap(({ name, value }) => name === undefined ? [] : [[name, value] as const]));
    const changed = [...this.exportsOf.get(stack) ?? []].filter(([name, value]) => next.get(name) !== value).map(([name]) => name);
    this.exportsOf.set(stack, next);
    for (const { id, value } of entries) { this.outputs.set(`${stack}/${id}`, value); }
    return changed.flatMap(name => this.importersOf(name).map(importer =>
      `Export ${name} cannot be ${next.has(name) ? 'updated' : 'deleted'} as it is in use by ${importer}`));
  }

  private importersOf(name: string): string[] { return [...this.importsOf].filter(([, names]) => names.has(name)).map(([stack]) => stack); }
}
