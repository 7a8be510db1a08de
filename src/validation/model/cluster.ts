import type { Application, PointsAt } from './application';
import { CapacityStrategy } from './capacity-strategy';
import { List, Node } from './node';
import type { Resource } from './resource';

/** A cluster, and the capacity providers that are associated with it. */
export class Cluster {
  public readonly node: Node;

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
  }

  public get associations(): readonly Resource[] {
    return this.application.pointingAt(this.resource, 'AWS::ECS::ClusterCapacityProviderAssociations', clusterOf);
  }

  /** The lists that name its capacity providers: its own, and those of its associations. */
  public get providerLists(): readonly List[] {
    return [this.node, ...this.associations.map(({ properties }) => properties)].map(node => node.list('CapacityProviders'));
  }

  /** Whether all that is associated with it is known; an association of an unknown cluster may be its own. */
  public get knowsItsProviders(): boolean {
    return this.providerLists.every(list => list.isKnown)
      && this.application.ofType('AWS::ECS::ClusterCapacityProviderAssociations').every(association => isTraceable(association.properties.get('Cluster')))
      && [this.resource, ...this.associations].every(({ isConditional }) => !isConditional);
  }

  /** The strategy of services that name none, when there is one. */
  public get defaultStrategy(): CapacityStrategy | undefined {
    return [this.node, ...this.associations.map(({ properties }) => properties)]
      .map(node => node.get('DefaultCapacityProviderStrategy'))
      .filter(node => !node.isAbsent && !node.asList.isEmpty)
      .map(node => new CapacityStrategy(node, this.application))[0];
  }
}

const clusterOf: PointsAt = (association, application) => {
  const cluster = application.resolve(association.properties.get('Cluster'), 'AWS::ECS::Cluster', 'ClusterName');
  return cluster ? [cluster] : [];
};

function isTraceable(place: Node): boolean {
  return place.asAttribute !== undefined || place.asText.isKnown;
}
