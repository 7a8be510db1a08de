import { CapacityProvider } from './capacity-provider';
import type { CapacityStrategy } from './capacity-strategy';
import { Cluster } from './cluster';
import { Neighbours, Nesting } from './evaluation/evaluator';
import { Node } from './evaluation/node';
import type { DeclaringTemplate, Resource } from './evaluation/resource';
import type { TemplateSource } from './evaluation/source';
import { Template } from './evaluation/template';
import { Term, UNKNOWN } from './evaluation/term';
import { grouped } from './grouped';
import { generatedRoleAt } from './iam/generated-role';
import type { Launch } from './launch';
import { launchesByTask, taskLaunches } from './launchers';
import { Listener, LoadBalancer, TargetGroup } from './load-balancing';
import { Role } from './role';
import { ruleCalls } from './rule-calls';
import { ScalableTarget } from './scaling';
import { SecurityGroup } from './security-group';
import { Service } from './service';
import { Subnet } from './subnet';
import { TaskDefinition } from './task-definition';

/** What a resource points at; one function for an index, because it is the index's name. */
export type PointsAt = (resource: Resource, application: Application) => readonly Resource[];

type View<T> = new (resource: Resource, application: Application) => T;

/** All stacks of an app as one: templates joined, resources typed, every lookup an index that is built once. */
export class Application implements Neighbours {
  public readonly templates: readonly Template[];
  public readonly nesting = new Nesting();
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;
  private readonly views = new Map<View<unknown>, Map<Resource, unknown>>();
  private readonly indexes = new Map<unknown, ReadonlyMap<unknown, readonly Resource[]>>();
  private readonly parents = new Map<DeclaringTemplate, Resource>();
  private readonly children = new Map<Resource, Template>();
  private readonly facts = new Map<unknown, unknown>();
  private exports?: ReadonlyMap<string, (() => readonly Term[]) | undefined>;
  private stacks?: ReadonlyMap<string, Template | undefined>;

  public constructor(sources: readonly TemplateSource[]) {
    this.templates = sources.map(source => new Template(source, this));
    this.nest();
    this.byType = grouped(this.templates.flatMap(({ created }) => created), ({ type }) => [type]);
  }

  public get services(): readonly Service[] { return this.all('AWS::ECS::Service', Service); }
  /** Everything that runs a task definition. */
  public get launches(): readonly Launch[] { return [...this.services, ...this.fact(taskLaunches)]; }
  public get taskDefinitions(): readonly TaskDefinition[] { return this.all('AWS::ECS::TaskDefinition', TaskDefinition); }
  public get clusters(): readonly Cluster[] { return this.all('AWS::ECS::Cluster', Cluster); }
  public get strategies(): readonly CapacityStrategy[] {
    return [...this.launches.map(({ strategy }) => strategy), ...this.clusters.flatMap(({ defaultStrategies }) => defaultStrategies)];
  }

  public get capacityProviders(): readonly CapacityProvider[] { return this.all('AWS::ECS::CapacityProvider', CapacityProvider); }
  public get targetGroups(): readonly TargetGroup[] { return this.all('AWS::ElasticLoadBalancingV2::TargetGroup', TargetGroup); }
  public get listeners(): readonly Listener[] { return this.all('AWS::ElasticLoadBalancingV2::Listener', Listener); }
  /** The rules of listeners: resources, and those that custom resources create. */
  public get listenerRules(): readonly Listener[] {
    return [...this.all('AWS::ElasticLoadBalancingV2::ListenerRule', Listener), ...ruleCalls(this).creators.map(creator => this.view(Listener, creator))];
  }

  public get listenersAndRules(): readonly Listener[] { return [...this.listeners, ...this.listenerRules]; }
  public get loadBalancers(): readonly LoadBalancer[] { return this.all('AWS::ElasticLoadBalancingV2::LoadBalancer', LoadBalancer); }
  public get scalableTargets(): readonly ScalableTarget[] { return this.all('AWS::ApplicationAutoScaling::ScalableTarget', ScalableTarget); }
  public get roles(): readonly Role[] { return this.all('AWS::IAM::Role', Role); }
  public get subnets(): readonly Subnet[] { return this.all('AWS::EC2::Subnet', Subnet); }
  public get securityGroups(): readonly SecurityGroup[] { return this.all('AWS::EC2::SecurityGroup', SecurityGroup); }

  public get resources(): readonly Resource[] { return [...this.byType.values()].flat(); }

  /** Every resource of a type, in the order of the templates. */
  public ofType(type: string): readonly Resource[] { return this.byType.get(type) ?? []; }

  /** The one typed view of a resource. */
  public view<T>(kind: View<T>, resource: Resource): T {
    const views = this.views.get(kind) ?? new Map<Resource, unknown>();
    this.views.set(kind, views);
    const known = views.get(resource) as T | undefined;
    if (known) { return known; }
    const made = new kind(resource, this);
    views.set(resource, made);
    return made;
  }

  /** The resources of a type that point at a resource; `pointsAt` names what one points at, and is the name of the index. */
  public pointingAt(target: Resource, type: string, pointsAt: PointsAt): readonly Resource[] {
    return this.index(pointsAt, type, resource => pointsAt(resource, this)).get(target) ?? [];
  }

  /** Something about the application as a whole, computed once; the function is its name. */
  public fact<T>(find: (application: Application) => T): T {
    if (!this.facts.has(find)) { this.facts.set(find, find(this)); }
    return this.facts.get(find) as T;
  }

  /** The role of the app that a place names, or that SAM creates where it names none. */
  public roleAt(place: Node): Role | undefined {
    const role = this.resolve(place, 'AWS::IAM::Role', 'RoleName') ?? generatedRoleAt(place);
    return role && this.view(Role, role);
  }

  /** The listener rule of the app whose ARN stands at a place. */
  public listenerRuleAt(place: Node): Listener | undefined {
    const rule = ruleCalls(this).ruleAt(place);
    return rule && this.view(Listener, rule);
  }

  public serviceOf(resource: Resource): Service { return this.view(Service, resource); }

  /** The services that run a task definition. */
  public servicesRunning(task: TaskDefinition): readonly Service[] {
    return this.pointingAt(task.resource, 'AWS::ECS::Service', taskDefinitionOf).map(resource => this.view(Service, resource));
  }

  /** Everything that runs a task definition of the app. */
  public launchesOf(task: TaskDefinition): readonly Launch[] { return this.fact(launchesByTask).get(task.resource) ?? []; }

  /** The services that register their tasks in a target group. */
  public servicesBehind(group: TargetGroup): readonly Service[] {
    return this.pointingAt(group.resource, 'AWS::ECS::Service', targetGroupsOf).map(resource => this.view(Service, resource));
  }

  /**
   * The resource of a type that a place refers to: by Ref or GetAtt, by an ARN that ends in its Ref, or by its name: a literal one
   * in the same account and Region, where both are known; any other in the same template.
   */
  public resolve(place: Node, type: string, nameKey?: string): Resource | undefined {
    const attribute = place.asAttribute;
    if (attribute) { return attribute.resource.type === type ? attribute.resource : undefined; }
    const phrase = place.asPhrase;
    const named = phrase?.arnTarget;
    if (named) { return named.type === type ? named : undefined; }
    if (!phrase?.isTraceable || nameKey === undefined) { return undefined; }
    const found = this.index(`${type}.${nameKey}`, type, resource => nameOf(resource, nameKey)).get(phrase.key) ?? [];
    const here = place.resource.template;
    const reachable = found.filter(({ template }) => template === here || phrase.literal !== undefined && template.isNear(here));
    return reachable.length === 1 ? reachable[0] : undefined;
  }

  public exported(name: string, environment: string): readonly Term[] {
    this.exports ??= this.exportsByName();
    return this.exports.get(`${environment} ${name}`)?.() ?? [UNKNOWN];
  }

  public outputOf(stackName: string, output: string): readonly Term[] {
    this.stacks ??= this.stacksByName();
    const template = this.stacks.get(stackName);
    const value = template?.output(output);
    return template && value !== undefined ? template.evaluate(value) : [UNKNOWN];
  }

  public nestedUnder(resource: Resource): Template | undefined { return this.children.get(resource); }

  public parentOf(template: DeclaringTemplate): Resource | undefined { return this.parents.get(template); }

  private all<T>(type: string, kind: View<T>): readonly T[] {
    return this.ofType(type).map(resource => this.view(kind, resource));
  }

  private index<K>(name: unknown, type: string, keysOf: (resource: Resource) => readonly K[]): ReadonlyMap<unknown, readonly Resource[]> {
    const known = this.indexes.get(name);
    if (known) { return known; }
    const index = grouped(this.ofType(type), keysOf);
    this.indexes.set(name, index);
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

  /** Two exports of one name in one environment are not told apart: what is known of the environment is not all of it. */
  private exportsByName(): ReadonlyMap<string, (() => readonly Term[]) | undefined> {
    const exports = new Map<string, (() => readonly Term[]) | undefined>();
    for (const template of this.templates) {
      for (const { name, value } of template.exports) {
        if (name === undefined) { continue; }
        const key = `${template.environment} ${name}`;
        exports.set(key, exports.has(key) ? undefined : () => template.evaluate(value));
      }
    }
    return exports;
  }

  /** Two stacks of one name, in two accounts or Regions, are not told apart by a name. */
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
  const name = properties.phrase(key);
  return name?.isTraceable ? [name.key] : [];
}

const taskDefinitionOf: PointsAt = (service, application) => {
  const task = application.view(Service, service).taskDefinition;
  return task ? [task.resource] : [];
};

const targetGroupsOf: PointsAt = (service, application) => application.view(Service, service).attachments
  .flatMap(({ targetGroup, alternateTargetGroup }) => [targetGroup, alternateTargetGroup])
  .flatMap(group => group ? [group.resource] : []);
