import { CLUSTER_PROVIDERS } from '../../../facts/capacity-providers';
import { areOfTwoClusters, ProviderList, providerLists } from '../../model/queries/provider-lists';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A cluster is associated with at most 20 capacity providers, which are of no other cluster and have no Managed Instances',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS associates Managed Instances with their cluster when the capacity provider is created, and refuses them in a list: "Cannot associate Managed Instances capacity provider to clusters using this API". It refuses more than 20 capacity providers for a cluster. A capacity provider with an Auto Scaling group must not be associated with another cluster, because its instances register with one cluster only.',
  fix: 'Use `cluster.addManagedInstancesCapacityProvider(provider)` for Managed Instances, and a capacity provider with its own Auto Scaling group for each cluster. In CloudFormation: remove the capacity provider from CapacityProviders; ClusterName of a capacity provider with Managed Instances.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html',

  subject: 'application',
  *check(application) {
    const lists = providerLists(application);
    for (const list of lists) {
      yield* managed(list);
      const { atLeast } = list.node.asList;
      if (atLeast > CLUSTER_PROVIDERS) {
        yield { location: list.node.location, message: `CapacityProviders has ${atLeast} capacity providers; the maximum for a cluster is ${CLUSTER_PROVIDERS}` };
      }
    }
    yield* shared(lists);
  },

  scene: 'a service on a capacity provider',
  bad: {
    'Managed Instances in the list of an association': {
      scene: 'a service on Managed Instances', change: { Providers: association({ Ref: 'Cluster' }, ['FARGATE', { Ref: 'Provider' }]) },
    },
    'Managed Instances in the list of another cluster': {
      scene: 'a service on Managed Instances', change: { Others: { Type: 'AWS::ECS::Cluster', Properties: { CapacityProviders: [{ Ref: 'Provider' }] } } },
    },
    'twenty-one capacity providers': { More: association('others', Array.from({ length: 21 }, (_, index) => `group-${index}`)) },
    'a capacity provider in two clusters': {
      Others: { Type: 'AWS::ECS::Cluster', Properties: {} }, More: association({ Ref: 'Others' }, [{ Ref: 'Instances' }]),
    },
    'a capacity provider in the cluster of the app and in another': { Cluster: { ClusterName: 'web' }, More: association('others', [{ Ref: 'Instances' }]) },
  },
  good: {
    'twenty capacity providers': { More: association('others', Array.from({ length: 20 }, (_, index) => `group-${index}`)) },
    'Fargate in two clusters': { More: association('others', ['FARGATE']) },
    'a capacity provider in a cluster that may be the same': { More: association('others', [{ Ref: 'Instances' }]) },
    'a cluster from a parameter': { More: association({ Ref: 'AParameter' }, [{ Ref: 'Instances' }]), Providers: { Cluster: { Ref: 'AParameter' } }, Service: { DependsOn: [] } },
    'one cluster for each condition': {
      Cluster: { ClusterName: 'web' },
      Providers: { Condition: 'OnOne' },
      Service: { DependsOn: [] },
      More: { ...association('others', [{ Ref: 'Instances' }]), Condition: 'OnOther' },
    },
    'a capacity provider that a condition removes from one cluster': {
      Cluster: { ClusterName: 'web' }, More: association('others', ['FARGATE', { 'Fn::If': ['Shared', { Ref: 'Instances' }, { Ref: 'AWS::NoValue' }] }]),
    },
  },
});

function* managed({ items }: ProviderList): Iterable<Violation> {
  for (const { compute, node, label } of items) {
    if (!compute.is('MANAGED_INSTANCES')) { continue; }
    yield { location: node.location, message: `CapacityProviders has ${label}, which has Managed Instances; ECS associates them with the ClusterName of the capacity provider, and refuses them here` };
  }
}

/** Warnings, because AWS documents the limit only for the creation of a cluster. */
function* shared(lists: readonly ProviderList[]): Iterable<Violation> {
  const uses = lists.flatMap(list => list.items.map(({ provider, node }) => ({ list, provider, node })));
  const firsts = new Map<unknown, typeof uses[number]>();
  for (const use of uses) {
    const { list, provider, node } = use;
    if (!provider) { continue; }
    const first = firsts.get(provider);
    if (!first) { firsts.set(provider, use); continue; }
    if (!areOfTwoClusters(first.list, list) || !first.node.resource.coexistsWith(node.resource)) { continue; }
    yield {
      location: node.location,
      related: [first.node.location],
      message: `${provider.label} is associated with a second cluster; ${first.node.resource.logicalId} associates it with another`,
      severity: 'warning',
    };
  }
}

function association(Cluster: unknown, CapacityProviders: readonly unknown[]) {
  return { Type: 'AWS::ECS::ClusterCapacityProviderAssociations', Properties: { Cluster, CapacityProviders, DefaultCapacityProviderStrategy: [] } };
}
