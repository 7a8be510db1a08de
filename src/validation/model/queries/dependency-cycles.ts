import { circleFrom, Graph, leastOf, stronglyConnectedComponents } from './strongly-connected-components';
import type { Service } from '../entities/service';
import { namesReferredTo } from '../evaluation/references';
import type { DeclaringTemplate, Location, Resource } from '../evaluation/resource';

const DEPENDS_ON = 'DependsOn';

/** A resource in a cycle, and the place where it refers to the next one. */
export interface CycleStep {
  readonly resource: Resource;
  /** A property path, or `DependsOn`. */
  readonly place: string;
  readonly location: Location;
}

/** A reference from one resource to another, which exists whenever both do. */
interface Reference {
  readonly target: Resource;
  readonly place: () => string;
}

/** A value and its path. */
interface Spot {
  readonly value: unknown;
  readonly key: string;
  readonly parent?: Spot;
}

/** The templates of the services, and their parents if they are nested stacks. A cycle makes CloudFormation reject the whole template. */
export function templatesAround(services: readonly Service[]): ReadonlySet<DeclaringTemplate> {
  const templates = new Set<DeclaringTemplate>();
  for (const { resource, application } of services) {
    let template: DeclaringTemplate | undefined = resource.template;
    while (template && !templates.has(template)) {
      templates.add(template);
      template = application.parentOf(template)?.template;
    }
  }
  return templates;
}

/**
 * The circular dependencies of a template: the shortest cycle of each group of resources that depend on each other.
 *
 * Omits dependencies that a condition may remove: those in a branch of Fn::If, or on a resource with another condition. Finds none in a
 * template with macros, which may change all dependencies.
 */
export function dependencyCycles(template: DeclaringTemplate): readonly (readonly CycleStep[])[] {
  if (template.isExpanded) { return []; }
  const resources = [...template.resources.values()];
  const numbers = new Map(resources.map((resource, number) => [resource, number]));
  if (!hasCycle(resources.map(({ dependencies }) => dependencies.map(target => numbers.get(target)!)))) { return []; }
  const references = resources.map(certainReferences);
  const graph: Graph = references.map(targets => targets.map(({ target }) => numbers.get(target)!));
  const alone = graph.flatMap((targets, number) => targets.includes(number) ? [[number, number]] : []);
  const cycles = [...alone, ...stronglyConnectedComponents(graph).map(component => circleFrom(firstOf(component, resources), component, graph))];
  return cycles.map(cycle => cycle.slice(0, -1).map((number, step) => {
    const next = resources[cycle[step + 1]];
    return stepAt(resources[number], references[number].find(({ target }) => target === next)!);
  }));
}

/** A quick check of all references, including those that conditions may remove: few templates have a cycle even then. */
function hasCycle(graph: Graph): boolean {
  return stronglyConnectedComponents(graph).length > 0 || graph.some((targets, number) => targets.includes(number));
}

function stepAt(resource: Resource, reference: Reference): CycleStep {
  const place = reference.place();
  return { resource, place, location: resource.at(place === DEPENDS_ON ? '' : place) };
}

/** A reported cycle starts at its ECS service. */
function firstOf(component: readonly number[], resources: readonly Resource[]): number {
  return component.find(number => resources[number].type === 'AWS::ECS::Service') ?? leastOf(component);
}

/** SAM creates several resources from one: a reference may belong to another of them, such as the permission for an event. */
const TRANSFORMED = 'AWS::Serverless::';

function certainReferences(resource: Resource): readonly Reference[] {
  if (resource.type.startsWith(TRANSFORMED)) { return []; }
  const told = resource.dependsOn.map(target => ({ target, place: () => DEPENDS_ON }));
  const written = [...spotsIn(resource.written('Properties'))].flatMap(spot => namesReferredTo(spot.value as object)
    .flatMap(name => resource.template.resources.get(name) ?? [])
    .map(target => ({ target, place: () => pathTo(spot) })));
  return [...told, ...written].filter(({ target }) => target.coexistsWith(resource));
}

/** Every map and list that no condition can remove. A loop, because recursion would overflow the stack in deeply nested templates. */
function* spotsIn(root: unknown): Iterable<Spot> {
  const seen = new Set<unknown>();
  const waiting: Spot[] = [{ value: root, key: '' }];
  for (let spot = waiting.pop(); spot; spot = waiting.pop()) {
    const { value } = spot;
    if (typeof value !== 'object' || value === null || seen.has(value)) { continue; }
    seen.add(value);
    yield spot;
    for (const [key, entry] of Object.entries(value)) {
      if (key !== 'Fn::If') { waiting.push({ value: entry, key, parent: spot }); }
    }
  }
}

/** The path to the property, up to the first intrinsic function. */
function pathTo(spot: Spot): string {
  const keys: string[] = [];
  for (let at: Spot | undefined = spot; at?.parent; at = at.parent) { keys.unshift(at.key); }
  const intrinsic = keys.findIndex(key => key.startsWith('Fn::'));
  return (intrinsic < 0 ? keys : keys.slice(0, intrinsic)).join('.');
}
