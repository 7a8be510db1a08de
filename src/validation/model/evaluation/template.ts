import { Evaluator, Neighbours } from './evaluator';
import type { Outcome } from './outcome';
import { eachCollection, mapOf, NOT_KNOWN, under } from './raw';
import { namesReferredTo } from './references';
import { DeclaringTemplate, Location, Resource } from './resource';
import type { RawResource, RawTemplate, TemplateSource } from './source';
import { HARMLESS_TRANSFORMS } from '../../../facts/external-access';

/** A resource that cannot be read, and why. */
export interface Unreadable {
  readonly location: Location;
  readonly reason: string;
}

/** A value that a template exports. */
export interface Export {
  /** The name, if it is known before the deployment. */
  readonly name?: string;
  readonly value: unknown;
}

/** One template with its resources by logical id. */
export class Template implements DeclaringTemplate {
  public readonly resources: ReadonlyMap<string, Resource>;
  /** The resources of which only the type can be read. */
  public readonly unreadable: readonly Unreadable[];
  private readonly evaluator: Evaluator;
  private rewrittenCache?: boolean;
  private exportCache?: readonly Export[];
  private readonly mentions = new Map<string, Mentions>();
  private readonly dependencyCache = new Map<Resource, readonly Resource[]>();
  private lastBefore?: { readonly resource: Resource; readonly found: ReadonlySet<Resource> };

  public constructor(public readonly source: TemplateSource, neighbours: Neighbours) {
    this.evaluator = new Evaluator(this, neighbours);
    const resources = new Map<string, Resource>();
    const unreadable: Unreadable[] = [];
    for (const [logicalId, raw] of Object.entries(this.section('Resources'))) {
      const type = under(raw, 'Type');
      if (typeof type !== 'string') { continue; }
      const mentions: Mentions = { names: new Set(), imports: [] };
      const reason = problemOf(raw, mentions);
      if (reason === undefined) { this.mentions.set(logicalId, mentions); }
      const resource = new Resource(this, logicalId, reason === undefined ? raw as RawResource : { Type: String(type), Properties: NOT_KNOWN });
      resources.set(logicalId, resource);
      if (reason !== undefined) { unreadable.push({ location: resource.at(''), reason }); }
    }
    this.resources = resources;
    this.unreadable = unreadable;
  }

  public get name(): string { return this.source.name; }

  /** The account and Region it is deployed to, as far as they are known: names are unique within it. */
  public get environment(): string { return `${this.source.account ?? '?'}/${this.source.region ?? '?'}`; }

  /** Whether it is certainly in the same account and Region as another template. Without account or Region, it may be deployed anywhere. */
  public isNear({ environment, source }: DeclaringTemplate): boolean {
    return this.environment === environment && source.account !== undefined && source.region !== undefined;
  }

  /** The values it exports, and the outputs that a loop creates. */
  public get exports(): readonly Export[] {
    return this.exportCache ??= Object.entries(this.section('Outputs')).flatMap(([key, output]): readonly Export[] => {
      if (key.startsWith('Fn::')) { return [{ value: output }]; }
      const [outcome, ...others] = this.evaluate(under(under(output, 'Export'), 'Name'));
      const value = under(output, 'Value');
      if (others.length > 0 || outcome.kind !== 'literal') { return outcome.kind === 'absent' && others.length === 0 ? [] : [{ value }]; }
      return [{ name: String(outcome.value), value }];
    });
  }

  /** The values of its outputs. */
  public get outputs(): readonly unknown[] { return Object.values(this.section('Outputs')).map(output => under(output, 'Value')); }

  /** The value of one of its outputs. */
  public output(name: string): unknown { return under(under(this.section('Outputs'), name), 'Value'); }

  /** One of its sections, such as `Resources`; empty if that is not a map. */
  public section(name: keyof RawTemplate): Readonly<Record<string, unknown>> { return mapOf(under(this.source.template, name)); }

  /** Whether CloudFormation creates resources that the template does not show, by a macro, an include or a loop. */
  public get isExpanded(): boolean {
    return [under(this.source.template, 'Transform') ?? []].flat().some(transform => !isHarmless(transform))
      || [this.section('Resources'), ...Object.values(this.section('Resources'))].some(hasFunctions);
  }

  /** Whether a macro that is not from AWS may add properties to any resource. `AWS::Include` only adds its own contents. */
  public get isRewritten(): boolean {
    return this.rewrittenCache ??= [under(this.source.template, 'Transform') ?? []].flat().some(transform => !isOfAws(transform))
      || Object.hasOwn(this.section('Resources'), 'Fn::Transform');
  }

  /** Whether it has hooks that run during a deployment, such as that of CodeDeploy, which changes the target groups of listeners. */
  public get hasHooks(): boolean { return Object.keys(this.section('Hooks')).length > 0; }

  /** The declared type of a parameter. */
  public parameterType(name: string): string {
    const type = under(under(this.section('Parameters'), name), 'Type');
    return typeof type === 'string' ? type : '';
  }

  /** The resources that CloudFormation may create: all but those whose condition is certainly false. */
  public get created(): readonly Resource[] {
    return [...this.resources.values()].filter(({ condition }) => this.evaluator.holds(condition) !== false);
  }

  /** The arguments of Fn::ImportValue in its resources and outputs. */
  public get imports(): readonly unknown[] {
    const ofOutputs: Mentions = { names: new Set(), imports: [] };
    eachCollection(this.section('Outputs'), collection => { addMentions(collection, ofOutputs); });
    return [...this.mentions.values(), ofOutputs].flatMap(({ imports }) => imports);
  }

  public evaluate(raw: unknown): readonly Outcome[] { return this.evaluator.evaluate(raw); }

  public dependenciesOf(resource: Resource): readonly Resource[] {
    const known = this.dependencyCache.get(resource);
    if (known) { return known; }
    const named = [...this.mentions.get(resource.logicalId)?.names ?? []].flatMap(name => this.resources.get(name) ?? []);
    const found = [...new Set([...resource.dependsOn, ...named])];
    this.dependencyCache.set(resource, found);
    return found;
  }

  /** The direct and indirect dependencies of a resource. Cached for one resource, because callers ask many questions about one before the next. */
  public everythingBefore(resource: Resource): ReadonlySet<Resource> {
    if (this.lastBefore?.resource !== resource) { this.lastBefore = { resource, found: findBefore(resource) }; }
    return this.lastBefore.found;
  }
}

function findBefore(resource: Resource): ReadonlySet<Resource> {
  const found = new Set<Resource>();
  const waiting: Resource[] = [resource];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const dependency of next.dependencies) {
      if (!found.has(dependency)) { found.add(dependency); waiting.push(dependency); }
    }
  }
  return found;
}

function isHarmless(transform: unknown): boolean { return HARMLESS_TRANSFORMS.some(start => nameOf(transform).startsWith(start)); }

function isOfAws(transform: unknown): boolean { return nameOf(transform).startsWith('AWS::'); }

function nameOf(transform: unknown): string {
  const name = typeof transform === 'string' ? transform : under(transform, 'Name');
  return typeof name === 'string' ? name : '';
}

/** Whether there is an intrinsic function in place of resources, or of the attributes of one. */
function hasFunctions(raw: unknown): boolean { return Object.keys(mapOf(raw)).some(key => key.startsWith('Fn::')); }

/** What a resource mentions. */
interface Mentions {
  /** The names in its references. */
  readonly names: Set<string>;
  /** The arguments of its Fn::ImportValue. */
  readonly imports: unknown[];
}

function addMentions(collection: object, { names, imports }: Mentions): void {
  if (Array.isArray(collection)) { return; }
  for (const name of namesReferredTo(collection)) { names.add(name); }
  const imported = under(collection, 'Fn::ImportValue');
  if (imported !== undefined) { imports.push(imported); }
}

/** The reason why a resource cannot be read; `undefined` if it can. An intrinsic function is a map too. The same pass collects what it mentions. */
function problemOf(raw: unknown, mentions: Mentions): string | undefined {
  try {
    eachCollection(raw, collection => { addMentions(collection, mentions); });
    const properties = under(raw, 'Properties') ?? {};
    return typeof properties === 'object' && !Array.isArray(properties) ? undefined : `Properties is a ${Array.isArray(properties) ? 'list' : typeof properties}, not a map`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
