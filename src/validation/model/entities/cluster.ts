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

/** A cluster, and the capacity providers that are associated with it. */
export class Cluster extends Entity {
  public static readonly TYPE = 'AWS::ECS::Cluster';
  public static readonly NAME = 'ClusterName';

  private isKnown?: boolean;
  private listed?: ListedProviders;

  public get associations(): readonly Resource[] {
    return this.application.pointingAt(this.resource, 'AWS::ECS::ClusterCapacityProviderAssociations', clusterOf);
  }

  /** Whether all that is associated with it is known; an association of an unknown cluster may be its own. */
  public get knowsItsProviders(): boolean { return this.isKnown ??= this.findsItsProviders(); }

  /** Whether a provider of a strategy is certainly not associated with it. */
  public lacks(item: StrategyItem): boolean {
    return item.compute.is('MANAGED_INSTANCES') ? this.isOtherThan(item.provider?.node.get('ClusterName')) : this.knowsItsProviders
      && item.compute.isOneOf(['EC2', 'FARGATE'])
      && !this.listedProviders.mayHold(item);
  }

  /** Whether certainly no capacity provider is associated with it. */
  public get hasNoProviders(): boolean { return this.knowsItsProviders && this.providerLists.every(list => list.isEmpty); }

  /** The strategies of services that name none: one at most, or ECS takes the last. */
  public get defaultStrategies(): readonly CapacityStrategy[] {
    return this.places.map(node => node.get('DefaultCapacityProviderStrategy'))
      .filter(node => !node.isAbsent && !node.asList.isEmpty)
      .map(node => new CapacityStrategy(node, this.application));
  }

  /** Where its tasks run that do not say it themselves. */
  public get defaultCompute(): Value<Compute> {
    if (!this.knowsItsProviders) { return Value.deferred(); }
    const [strategy, ...others] = this.defaultStrategies;
    if (others.length > 0) { return Value.deferred(); }
    return strategy?.compute ?? Value.known('EC2');
  }

  /** Whether container instances that are launched in the app may register in it. */
  public get mayHaveInstances(): boolean { return !this.knowsItsProviders || this.application.memo(launchesInstances); }

  private get listedProviders(): ListedProviders {
    return this.listed ??= new ListedProviders(this.providerLists.flatMap(list => list.map(node => new StrategyItem(node, node, this.application))));
  }

  /** A provider of Managed Instances names its cluster, where the others are associated. */
  private isOtherThan(clusterName: Node | undefined): boolean {
    const other = clusterName && this.application.resolve(clusterName, Cluster.TYPE, Cluster.NAME);
    return other !== undefined && other !== this.resource;
  }

  private findsItsProviders(): boolean {
    return this.providerLists.every(list => list.isKnown)
      && this.associations.every(association => association.coexistsWith(this.resource))
      && !this.application.memo(hasStrayAssociations)
      && !mayBeChangedOutside(this.resource, this.application);
  }

  /** Where its capacity providers are named: on itself, and on its associations. */
  private get places(): readonly Node[] { return [this.node, ...this.associations.map(({ properties }) => properties)]; }

  private get providerLists(): readonly List[] { return this.places.map(node => node.list('CapacityProviders')); }
}

const clusterOf: PointsAt = (association, application) => {
  const cluster = application.resolve(association.properties.get('Cluster'), Cluster.TYPE, Cluster.NAME);
  return cluster ? [cluster] : [];
};

function launchesInstances(application: ResourceIndex): boolean {
  return INSTANCE_LAUNCHERS.some(type => application.ofType(type).length > 0);
}

/** Whether the app associates providers with a cluster that is not known: it may be any. */
function hasStrayAssociations(application: ResourceIndex): boolean {
  return application.ofType('AWS::ECS::ClusterCapacityProviderAssociations')
    .some(({ properties }) => mayNameOne(properties.get('Cluster'), Cluster.TYPE, application));
}

/** The name of the cluster that a place refers to. */
export function clusterNameAt(place: Node, application: ResourceIndex): Value<string> {
  const cluster = application.resolve(place, Cluster.TYPE, Cluster.NAME);
  return cluster ? cluster.properties.text(Cluster.NAME) : place.asText.map(text => text.split('/').at(-1));
}
