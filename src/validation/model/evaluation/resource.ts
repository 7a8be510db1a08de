import { Node } from './node';
import type { Outcome } from './outcome';
import { eachCollection } from './raw';
import type { RawResource, RawTemplate, TemplateSource } from './source';

/** A place in a template: the resource, and the property path inside it. */
export interface Location {
  readonly template: string;
  readonly logicalId: string;
  readonly path: string;
}

/** A template, as its resources use it. */
export interface DeclaringTemplate {
  readonly name: string;
  readonly source: TemplateSource;
  readonly environment: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly isExpanded: boolean;
  readonly isRewritten: boolean;
  readonly hasHooks: boolean;
  readonly imports: readonly unknown[];
  parameterType(name: string): string;
  output(name: string): unknown;
  isNear(other: DeclaringTemplate): boolean;
  section(name: keyof RawTemplate): Readonly<Record<string, unknown>>;
  evaluate(raw: unknown): readonly Outcome[];
  dependenciesOf(resource: Resource): readonly Resource[];
  everythingBefore(resource: Resource): ReadonlySet<Resource>;
}

/** One resource of one template. */
export class Resource {
  private root?: Node;
  private lengthCache?: number;

  public constructor(public readonly template: DeclaringTemplate, public readonly logicalId: string, private readonly raw: RawResource) {}

  /** The properties, read on first use: they may refer to any resource of the template. */
  public get properties(): Node { return this.root ??= Node.root(this, this.raw.Properties ?? {}); }

  public get type(): string { return this.raw.Type; }

  /** Whether a condition decides that it exists. */
  public get isConditional(): boolean { return this.raw.Condition !== undefined; }

  /** The condition that decides that it exists. */
  public get condition(): string | undefined { return typeof this.raw.Condition === 'string' ? this.raw.Condition : undefined; }

  /** Whether both exist under the same condition, or both always exist. */
  public coexistsWith(other: Resource): boolean {
    if (!this.isConditional && !other.isConditional) { return true; }
    return this.template === other.template && this.condition === other.condition;
  }

  /** The number of characters in its keys and values. */
  public get writtenLength(): number { return this.lengthCache ??= lengthOf(this.raw); }

  /** The resources of its template that it depends on, by DependsOn, Ref, GetAtt or Sub. */
  public get dependencies(): readonly Resource[] { return this.template.dependenciesOf(this); }

  /** The resources in its DependsOn. */
  public get dependsOn(): readonly Resource[] {
    return [this.raw.DependsOn].flat().flatMap(name => typeof name === 'string' ? this.template.resources.get(name) ?? [] : []);
  }

  /** The raw value of one of its sections. */
  public written(section: 'Properties' | 'Metadata' | 'Connectors'): unknown { return this.raw[section]; }

  /** Whether it depends on the other resource, directly or indirectly. True for a resource of another stack. */
  public waitsFor(other: Resource): boolean {
    return other.template !== this.template || this.template.everythingBefore(this).has(other);
  }

  /** The place of its DependsOn. */
  public get dependsOnPlace(): Location { return { ...this.at(''), path: 'DependsOn' }; }

  public at(path: string): Location {
    return { template: this.template.name, logicalId: this.logicalId, path: path === '' ? 'Properties' : `Properties.${path}` };
  }
}

function lengthOf(raw: unknown): number {
  let length = 0;
  eachCollection(raw, collection => {
    for (const [key, value] of Object.entries(collection)) { length += key.length + (typeof value === 'object' ? 0 : String(value).length); }
  });
  return length;
}
