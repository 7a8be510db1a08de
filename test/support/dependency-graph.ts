/** The parts of a template that determine in which order its resources are created. */
interface DependentResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
}

/**
 * The order of the resources of a template. CloudFormation creates a resource after all resources that it refers to or depends on, and deletes it before
 * them. Resources without such a path between them are created and deleted in any order.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html
 */
export class DependencyGraph {
  private readonly needed: ReadonlyMap<string, readonly string[]>;

  public constructor(private readonly resources: Readonly<Record<string, DependentResource>>) {
    this.needed = new Map(Object.entries(resources).map(([id, resource]) => [id, neededBy(resource).filter(each => each in resources)]));
  }

  /** The logical ids of the resources of a type, such as `AWS::ECS::Service`. At least one, so that no test passes because of a wrong name. */
  public ofType(type: string): readonly string[] {
    const found = Object.keys(this.resources).filter(id => this.resources[id].Type === type);
    if (found.length === 0) { throw new Error(`the template has no ${type}`); }
    return found;
  }

  /** Whether `later` is created after `earlier`, and deleted before it, in every order that CloudFormation may choose. */
  public waitsFor(later: string, earlier: string): boolean { return this.allNeededBy(later).has(earlier); }

  /** The resources that are created before this one, and deleted after it. */
  public allNeededBy(id: string): ReadonlySet<string> {
    const found = new Set<string>();
    const visit = (each: string): void => {
      if (found.has(each)) { return; }
      found.add(each);
      for (const next of this.needed.get(each) ?? []) { visit(next); }
    };
    for (const next of this.needed.get(id) ?? []) { visit(next); }
    return found;
  }

  /**
   * The pairs that are not in this order. Each entry is a logical id, or a type, which stands for all its resources. Empty if each of them is created after
   * all those of the entries before it, and deleted before them. Throws if the template has none of an entry.
   */
  public outOfOrder(...entries: readonly string[]): readonly string[] {
    return entries.flatMap((entry, index) => this.named(entry).flatMap(later => entries.slice(0, index)
      .flatMap(earlier => this.named(earlier))
      .filter(earlier => !this.waitsFor(later, earlier))
      .map(earlier => `${later} (${this.resources[later].Type}) does not wait for ${earlier}`)));
  }

  private named(entry: string): readonly string[] { return entry in this.resources ? [entry] : this.ofType(entry); }

  /** All logical ids in an order in which CloudFormation may create them. The reverse is an order in which it may delete them. Throws for a cycle. */
  public creationOrder(): readonly string[] {
    const ordered = new Set<string>();
    const visit = (id: string, path: readonly string[]): void => {
      if (ordered.has(id)) { return; }
      if (path.includes(id)) { throw new Error(`circular dependency: ${[...path.slice(path.indexOf(id)), id].join(' → ')}`); }
      for (const next of this.needed.get(id) ?? []) { visit(next, [...path, id]); }
      ordered.add(id);
    };
    for (const id of this.needed.keys()) { visit(id, []); }
    return [...ordered];
  }
}

/** The graph of a template, such as `Template.fromStack(stack).toJSON()`. */
export function dependencyGraph(template: { readonly Resources?: Readonly<Record<string, DependentResource>> }): DependencyGraph {
  return new DependencyGraph(template.Resources ?? {});
}

function neededBy({ Properties, DependsOn = [] }: DependentResource): readonly string[] {
  return [...[DependsOn].flat() as string[], ...referencesIn(Properties)];
}

/** The names in `Ref`, `Fn::GetAtt` and `Fn::Sub`, also those of parameters and pseudo parameters. */
function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) { return value.flatMap(referencesIn); }
  if (typeof value !== 'object' || value === null) { return []; }
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) => {
    if (key === 'Ref') { return [String(each)]; }
    if (key === 'Fn::GetAtt') { return [(Array.isArray(each) ? String(each[0]) : String(each)).split('.')[0]]; }
    return key === 'Fn::Sub' ? substituted(each) : referencesIn(each);
  });
}

function substituted(value: unknown): readonly string[] {
  const [text, variables] = Array.isArray(value) ? value as [string, Record<string, unknown>?] : [String(value)];
  const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name.trim().split('.')[0]);
  return [...names.filter(name => !(name in (variables ?? {}))), ...referencesIn(variables)];
}
