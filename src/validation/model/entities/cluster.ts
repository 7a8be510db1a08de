import { CapacityStrategy, StrategyItem } from './capacity-strategy';
import { Entity } from './entity';
import { ListedProviders } from './listed-providers';
import { Compute, INSTANCE_LAUNCHERS } from '../../../facts/compute';
import { List, Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import { mayBeChangedOutside } from '../index/external-access';
import type { ResourceIndex, PointsAt } from '../index/resource-index';
import { mayNameOne } from '../index/unresolved-reference';

/** A cluster and its capacity providers. */
export class Cluster extends Entity {
  public static readonly TYPE = 'AWS::ECS::Cluster';
  public static readonly NAME = 'ClusterName';

  private isKnown?: boolean;
  private listed?: ListedProviders;

  public get associations(): readonly Resource[] {
    return this.application.pointingAt(this.resource, 'AWS::ECS::ClusterCapacityProviderAssociations', clusterOf);
  }

  /** Whether all its capacity providers are known. An association with an unknown cluster may belong to this one. */
  public get knowsItsProviders(): boolean { return this.isKnown ??= this.findsItsProviders(); }

  /** Whether a capacity provider of a strategy is certainly not associated with it. */
  public lacks(item: StrategyItem): boolean {
    return item.compute.is('MANAGED_INSTANCES') ? this.isOtherThan(item.provider?.node.get('ClusterName')) : this.knowsItsProviders
      && item.compute.isOneOf(['EC2', 'FARGATE'])
      && !this.listedProviders.mayHold(item);
  }

  /** Whether certainly no capacity provider is associated with it. */
  public get hasNoProviders(): boolean { return this.knowsItsProviders && this.providerLists.every(list => list.isEmpty); }

  /** The default strategies. If there are several, ECS uses the last. */
  public get defaultStrategies(): readonly CapacityStrategy[] {
    return this.places.map(node => node.get('DefaultCapacityProviderStrategy'))
      .filter(node => !node.isAbsent && !node.asList.isEmpty)
      .map(node => new CapacityStrategy(node, this.application));
  }

  /** The compute of tasks that have neither a launch type nor a strategy. */
  public get defaultCompute(): Value<Compute> {
    if (!this.knowsItsProviders) { return Value.deferred(); }
    const [strategy, ...others] = this.defaultStrategies;
    if (others.length > 0) { return Value.deferred(); }
    return strategy?.compute ?? Value.known('EC2');
  }

  /** Whether container instances that the app launches may register with it. */
  public get mayHaveInstances(): boolean { return !this.knowsItsProviders || this.application.memo(launchesInstances); }

  private get listedProviders(): ListedProviders {
    return this.listed ??= new ListedProviders(this.providerLists.flatMap(list => list.map(node => new StrategyItem(node, node, this.application))));
  }

  /** A capacity provider of Managed Instances names its cluster. The others are associated with one. */
  private isOtherThan(clusterName: Node | undefined): boolean {
    const other = clusterName && this.application.resolve(clusterName, Cluster.TYPE, Cluster.NAME);
    return other !== undefined && other !== this.resource;
  }

  private findsItsProviders(): boolean {
    return this.providerLists.every(list => list.isKnown)
      && this.associations.every(association => association.coexistsWith(this.resource))
      && !this.application.memo(hasUnresolvedAssociations)
      && !mayBeChangedOutside(this.resource, this.application);
  }

  /** The properties that list its capacity providers: its own, and those of its associations. */
  private get places(): readonly Node[] { return [this.node, ...this.associations.map(({ properties }) => properties)]; }

  private get providerLists(): readonly List[] { return this.places.map(node => node.list('CapacityProviders')); }
}

/** The cluster that a resource names in its property `Cluster`. */
export const clusterOf: PointsAt = (association, application) => {
  const cluster = application.resolve(association.properties.get('Cluster'), Cluster.TYPE, Cluster.NAME);
  return cluster ? [cluster] : [];
};

function launchesInstances(application: ResourceIndex): boolean {
  return INSTANCE_LAUNCHERS.some(type => application.ofType(type).length > 0);
}

/** Whether the app associates capacity providers with an unknown cluster, which may be any. */
function hasUnresolvedAssociations(application: ResourceIndex): boolean {
  return application.ofType('AWS::ECS::ClusterCapacityProviderAssociations')
    .some(({ properties }) => mayNameOne(properties.get('Cluster'), Cluster.TYPE, application));
}

/** The name of the cluster that a place refers to. */
export function clusterNameAt(place: Node, application: ResourceIndex): Value<string> {
  const cluster = application.resolve(place, Cluster.TYPE, Cluster.NAME);
  return cluster ? cluster.properties.text(Cluster.NAME) : place.asText.map(text => text.split('/').at(-1));
}
