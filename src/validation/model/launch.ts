import type { Application, PointsAt } from './application';
import { CapacityStrategy } from './capacity-strategy';
import { Node } from './node';
import type { Resource } from './resource';
import { Value } from './value';
import { Compute, COMPUTES } from '../../facts/compute';
import { SERVICE_DEFAULTS } from '../../facts/defaults';

/** Something that runs a task definition: a service, or one of the entries below. */
export interface Launch {
  readonly resource: Resource;
  /** Where its LaunchType, CapacityProviderStrategy and PlatformVersion stand. */
  readonly node: Node;
  readonly compute: Value<Compute>;
  readonly platformVersion: Value<string>;
}

/** A task set, a scheduled task, or a task started by an event. */
export class TaskLaunch implements Launch {
  public constructor(public readonly resource: Resource, public readonly node: Node, private readonly application: Application) {}

  public get platformVersion(): Value<string> { return this.node.text('PlatformVersion').orDefault(SERVICE_DEFAULTS.platformVersion); }

  /** Its launch type or its strategy; the cluster's default decides otherwise and is not followed. */
  public get compute(): Value<Compute> {
    const strategy = new CapacityStrategy(this.node.get('CapacityProviderStrategy'), this.application);
    return this.node.text('LaunchType').map(type => COMPUTES.find(compute => compute === type)).orElse(strategy.compute);
  }
}

/** Where a resource of each type says what it runs, and the key of the task definition there. */
const LAUNCHERS: Readonly<Record<string, { readonly places: (properties: Node) => readonly Node[]; readonly key: string }>> = {
  'AWS::ECS::TaskSet': { places: properties => [properties], key: 'TaskDefinition' },
  'AWS::Events::Rule': { places: properties => properties.list('Targets').map(target => target.get('EcsParameters')), key: 'TaskDefinitionArn' },
  'AWS::Scheduler::Schedule': { places: properties => [properties.get('Target').get('EcsParameters')], key: 'TaskDefinitionArn' },
};

/** Each type has a function of its own, which names the index. */
const RUN_BY: readonly (readonly [string, PointsAt])[] = Object.entries(LAUNCHERS).map(([type, { places, key }]) => [
  type,
  ({ properties }, application) => places(properties).flatMap(place => application.resolve(place.get(key), 'AWS::ECS::TaskDefinition', 'Family') ?? []),
]);

/** The task sets and scheduled tasks that run a task definition. */
export function launchesOf(task: Resource, application: Application): readonly Launch[] {
  return RUN_BY.flatMap(([type, runs]) => application.pointingAt(task, type, runs).flatMap(resource => LAUNCHERS[type].places(resource.properties)
    .filter(place => application.resolve(place.get(LAUNCHERS[type].key), 'AWS::ECS::TaskDefinition', 'Family') === task)
    .map(place => new TaskLaunch(resource, place, application))));
}
