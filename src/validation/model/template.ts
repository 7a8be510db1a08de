import { Evaluator } from './evaluator';
import { Resource } from './resource';
import type { TemplateSource } from './source';
import type { Term } from './term';
import { HARMLESS_TRANSFORMS } from '../../facts/external-access';

/** What a template needs of the others of its application. */
export interface Neighbours {
  /** What an export of some stack of an environment comes to. */
  exported(name: string, environment: string): readonly Term[];
  /** What an output of the stack of that name comes to. */
  outputOf(stackName: string, output: string): readonly Term[];
  /** The template that a nested stack resource deploys. */
  nestedUnder(resource: Resource): Template | undefined;
  /** The resource that deploys a nested template. */
  parentOf(template: Template): Resource | undefined;
}

/** A value that a template offers to other stacks under a name. */
export interface Export {
  readonly name: string;
  readonly value: unknown;
}

/** One template, its resources by logical id. */
export class Template {
  public readonly resources: ReadonlyMap<string, Resource>;
  private readonly evaluator: Evaluator;
  private readonly dependencyCache = new Map<Resource, readonly Resource[]>();

  public constructor(public readonly source: TemplateSource, neighbours: Neighbours) {
    this.evaluator = new Evaluator(this, neighbours);
    this.resources = new Map(Object.entries(source.template.Resources ?? {})
      .filter(([, raw]) => typeof raw === 'object' && raw !== null && typeof raw.Type === 'string')
      .map(([logicalId, raw]) => [logicalId, new Resource(this, logicalId, raw)]));
  }

  public get name(): string { return this.source.name; }

  /** The account and Region it is deployed to, as far as they are known: names are unique within it. */
  public get environment(): string { return `${this.source.account ?? '?'}/${this.source.region ?? '?'}`; }

  /** The values it exports under a name that is known. */
  public get exports(): readonly Export[] {
    return Object.values(this.source.template.Outputs ?? {}).flatMap(output => {
      const [term, ...others] = this.evaluate(output?.Export?.Name);
      return term.kind === 'literal' && others.length === 0 ? [{ name: String(term.value), value: output.Value }] : [];
    });
  }

  /** Whether CloudFormation makes resources of it that it does not show: by a macro, an include or a loop. */
  public get isExpanded(): boolean {
    const { Transform: transforms, Resources: resources } = this.source.template;
    return [transforms ?? []].flat().some(transform => !isHarmless(transform)) || Object.keys(resources ?? {}).some(key => key.startsWith('Fn::'));
  }

  /** The type that it declares a parameter to have. */
  public parameterType(name: string): string {
    return String((Object(this.source.template.Parameters?.[name]) as { Type?: unknown }).Type ?? '');
  }

  public evaluate(raw: unknown): readonly Term[] { return this.evaluator.evaluate(raw); }

  public dependenciesOf(resource: Resource, raw: object): readonly Resource[] {
    const known = this.dependencyCache.get(resource);
    if (known) { return known; }
    const found = [...namesIn(raw)].flatMap(name => this.resources.get(name) ?? []);
    this.dependencyCache.set(resource, found);
    return found;
  }
}

function isHarmless(transform: unknown): boolean {
  return typeof transform === 'string' && HARMLESS_TRANSFORMS.some(start => transform.startsWith(start));
}

function namesIn(raw: object): Set<string> {
  const names = new Set<string>();
  const { DependsOn: waits, ...rest } = raw as { DependsOn?: string | string[] };
  for (const name of [waits ?? []].flat()) { names.add(name); }
  collect(rest, names);
  return names;
}

function collect(raw: unknown, names: Set<string>): void {
  if (typeof raw !== 'object' || raw === null) { return; }
  if (Array.isArray(raw)) { raw.forEach(item => collect(item, names)); return; }
  for (const key of Object.keys(raw)) {
    const value = (raw as Record<string, unknown>)[key];
    if (key === 'Ref' && typeof value === 'string') { names.add(value); }
    if (key === 'Fn::GetAtt') {
      const name: unknown = Array.isArray(value) ? value[0] : value;
      if (typeof name === 'string') { names.add(name.split('.')[0]); }
    }
    if (key === 'Fn::Sub') {
      const text: unknown = Array.isArray(value) ? value[0] : value;
      if (typeof text === 'string') { for (const [, name] of text.matchAll(/\$\{([^!.}]+)[^}]*\}/g)) { names.add(name.trim()); } }
    }
    collect(value, names);
  }
}
