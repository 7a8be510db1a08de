import { StrategyItem } from '../entities/capacity-strategy';
import { Cluster } from '../entities/cluster';
import type { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import type { ResourceIndex } from '../index/resource-index';

/** The capacity providers that a cluster is associated with, by itself or by an association. */
export interface ProviderList {
  readonly owner: Resource;
  readonly node: Node;
  readonly items: readonly StrategyItem[];
  /** The cluster, if it is in the app. */
  readonly cluster?: Resource;
  /** The place that names the cluster of an association. */
  readonly clusterPlace?: Node;
}

const ASSOCIATION = 'AWS::ECS::ClusterCapacityProviderAssociations';

/** All lists of capacity providers in the app. */
export function providerLists(application: ResourceIndex): readonly ProviderList[] { return application.memo(findLists); }

/** Whether two lists are certainly of two clusters. */
export function areOfTwoClusters(one: ProviderList, other: ProviderList): boolean {
  if (one.cluster && other.cluster) { return one.cluster !== other.cluster; }
  const [here, there] = [one, other].map(({ cluster, clusterPlace }) => cluster ? cluster.properties.get(Cluster.NAME) : clusterPlace);
  return here?.asText.satisfies(name => there?.asText.differs(name) === true) === true;
}

function findLists(application: ResourceIndex): readonly ProviderList[] {
  const own = application.ofType(Cluster.TYPE).map(cluster => ({ ...listIn(cluster, application), cluster }));
  const apart = application.ofType(ASSOCIATION).map(association => {
    const clusterPlace = association.properties.get('Cluster');
    return { ...listIn(association, application), clusterPlace, cluster: application.resolve(clusterPlace, Cluster.TYPE, Cluster.NAME) };
  });
  return [...own, ...apart].filter(({ items }) => items.length > 0);
}

function listIn(owner: Resource, application: ResourceIndex): ProviderList {
  const node = owner.properties.get('CapacityProviders');
  return { owner, node, items: node.asList.sure.map(place => new StrategyItem(place, place, application)) };
}
