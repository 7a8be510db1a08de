import { grouped } from './grouped';
import { mayBeAny } from './unresolved-reference';
import { Neighbours, Nesting } from '../evaluation/evaluator';
import type { Node } from '../evaluation/node';
import { Outcome, UNKNOWN } from '../evaluation/outcome';
import type { DeclaringTemplate, Resource } from '../evaluation/resource';
import type { TemplateSource } from '../evaluation/source';
import { Template } from '../evaluation/template';

/** Returns the resources that a resource refers to. The function is the cache key of its index, so declare one function for each index. */
export type PointsAt = (resource: Resource, application: ResourceIndex) => readonly Resource[];

/** A class with a typed view of a resource. */
export type ViewOf<T, I> = new (resource: Resource, application: I) => T;

/** The joined templates of an app: resources by type, by name and by reference. Each index is built on first use. */
export class ResourceIndex implements Neighbours {
  public readonly templates: readonly Template[];
  public readonly nesting = new Nesting();
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;
  private readonly views = new Map<unknown, Map<Resource, unknown>>();
  private readonly indexes = new Map<unknown, Map<string, ReadonlyMap<unknown, readonly Resource[]>>>();
  private readonly parents = new Map<DeclaringTemplate, Resource>();
  private readonly children = new Map<Resource, Template>();
  private readonly memos = new Map<unknown, unknown>();
  private exports?: ReadonlyMap<string, (() => readonly Outcome[]) | undefined>;
  private stacks?: ReadonlyMap<string, Template | undefined>;

  public constructor(sources: readonly TemplateSource[]) {
    this.templates = sources.map(source => new Template(source, this));
    this.nest();
    this.byType = grouped(this.templates.flatMap(({ created }) => created), ({ type }) => [type]);
  }

  public get resources(): readonly Resource[] { return [...this.byType.values()].flat(); }

  /** The resources of a type, in the order of the templates. */
  public ofType(type: string): readonly Resource[] { return this.byType.get(type) ?? []; }

  /** The view of a resource as a class, the same object each time. */
  public view<T>(kind: ViewOf<T, this>, resource: Resource): T {
    const views = this.views.get(kind) ?? new Map<Resource, unknown>();
    this.views.set(kind, views);
    const known = views.get(resource) as T | undefined;
    if (known) { return known; }
    const made = new kind(resource, this);
    views.set(resource, made);
    return made;
  }

  /** The resources of a type that refer to a resource, according to `pointsAt`. */
  public pointingAt(target: Resource, type: string, pointsAt: PointsAt): readonly Resource[] {
    return this.index(pointsAt, type, resource => pointsAt(resource, this)).get(target) ?? [];
  }

  /** The resources of a type with a property that refers to a resource. */
  public referringTo(target: Resource, type: string, key: string): readonly Resource[] {
    return this.index(`reference in ${key}`, type, ({ properties }) => [properties.target(key) ?? []].flat()).get(target) ?? [];
  }

  /** Whether a resource of a type has a property that refers to an unknown resource, which may be any. */
  public mayReferToAny(type: string, key: string): boolean {
    return this.index(`unresolved reference in ${key}`, type, ({ properties }) => mayBeAny(properties.get(key)) ? [true] : []).has(true);
  }

  /** The result of a function of the whole application, computed once. */
  public memo<T>(compute: (application: this) => T): T {
    if (!this.memos.has(compute)) { this.memos.set(compute, compute(this)); }
    return this.memos.get(compute) as T;
  }

  /**
   * The resource of a type that a place refers to: by Ref or GetAtt, by an ARN that ends in its Ref, or by its name. A literal name also
   * finds resources of other templates, if account and Region are known and equal; any other name finds those of the same template.
   */
  public resolve(place: Node, type: string, nameKey?: string): Resource | undefined {
    const attribute = place.asAttribute;
    if (attribute) { return attribute.resource.type === type ? attribute.resource : undefined; }
    const partial = place.asPartialString;
    const named = partial?.arnTarget;
    if (named) { return named.type === type ? named : undefined; }
    if (!partial?.isTraceable || nameKey === undefined) { return undefined; }
    const found = this.index(nameKey, type, resource => nameOf(resource, nameKey)).get(partial.key) ?? [];
    const here = place.resource.template;
    const reachable = found.filter(({ template }) => template === here || partial.literal !== undefined && template.isNear(here));
    return reachable.length === 1 ? reachable[0] : undefined;
  }

  public exported(name: string, environment: string): readonly Outcome[] {
    this.exports ??= this.exportsByName();
    return this.exports.get(`${environment} ${name}`)?.() ?? [UNKNOWN];
  }

  public outputOf(stackName: string, output: string): readonly Outcome[] {
    this.stacks ??= this.stacksByName();
    const template = this.stacks.get(stackName);
    const value = template?.output(output);
    return template && value !== undefined ? template.evaluate(value) : [UNKNOWN];
  }

  public nestedUnder(resource: Resource): Template | undefined { return this.children.get(resource); }

  public parentOf(template: DeclaringTemplate): Resource | undefined { return this.parents.get(template); }

  private index<K>(name: unknown, type: string, keysOf: (resource: Resource) => readonly K[]): ReadonlyMap<unknown, readonly Resource[]> {
    const byType = this.indexes.get(name) ?? new Map<string, ReadonlyMap<unknown, readonly Resource[]>>();
    this.indexes.set(name, byType);
    const known = byType.get(type);
    if (known) { return known; }
    const index = grouped(this.ofType(type), keysOf);
    byType.set(type, index);
    return index;
  }

  private nest(): void {
    const byName = new Map(this.templates.map(template => [template.name, template]));
    for (const template of this.templates) {
      const { parent, logicalId } = template.source.nestedIn ?? { parent: '', logicalId: '' };
      const resource = byName.get(parent)?.resources.get(logicalId);
      if (resource) {
        this.parents.set(template, resource);
        this.children.set(resource, template);
      }
    }
  }

  /** An export name that occurs twice in one environment resolves to nothing, because the account or Region may be unknown. */
  private exportsByName(): ReadonlyMap<string, (() => readonly Outcome[]) | undefined> {
    const exports = new Map<string, (() => readonly Outcome[]) | undefined>();
    for (const template of this.templates) {
      for (const { name, value } of template.exports) {
        if (name === undefined) { continue; }
        const key = `${template.environment} ${name}`;
        exports.set(key, exports.has(key) ? undefined : () => template.evaluate(value));
      }
    }
    return exports;
  }

  /** A stack name that occurs twice, in different accounts or Regions, resolves to nothing. */
  private stacksByName(): ReadonlyMap<string, Template | undefined> {
    const stacks = new Map<string, Template | undefined>();
    for (const template of this.templates) {
      const name = template.source.stackName;
      if (name !== undefined) { stacks.set(name, stacks.has(name) ? undefined : template); }
    }
    return stacks;
  }
}

function nameOf({ properties }: Resource, key: string): readonly string[] {
  const name = properties.partialString(key);
  return name?.isTraceable ? [name.key] : [];
}
