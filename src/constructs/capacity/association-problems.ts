import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { ClusterCapacity } from './cluster-capacity';
import { Strategy } from './compute';
import { hasNoWeight } from '../../facts/capacity-strategy';
import { FARGATE_CAPACITY_PROVIDERS } from '../../facts/compute';

const CLUSTER = Symbol.for('cdk-ecs-shipshape.clusterOfInstances');

/** Remembers the cluster of instances. An instance belongs to one cluster. */
export function rememberClusterOf(source: IConstruct, cluster: ecs.ICluster): void { Object.defineProperty(source, CLUSTER, { value: cluster }); }

function clusterOf(source: IConstruct & { readonly [CLUSTER]?: ecs.ICluster } | undefined): ecs.ICluster | undefined { return source?.[CLUSTER]; }

/**
 * Why ECS refuses a strategy on a cluster: a capacity provider is not associated with it, or no provider has a weight.
 *
 * @param sources the constructs of the capacity providers, in the order of the strategy
 */
export function associationProblems(cluster: ClusterCapacity, strategy: Strategy, sources: readonly IConstruct[] = []): readonly string[] {
  const named = strategy.map(({ capacityProvider }, index) => ({ capacityProvider, source: sources.at(index) }));
  const names = named.map(({ capacityProvider, source }) => source?.node.path ?? capacityProvider);
  return [
    ...named.flatMap(({ capacityProvider, source }) => associationProblem(cluster, capacityProvider, source)),
    ...(lacksWeight(strategy) ? [hasNoWeight(names)] : []),
  ];
}

/** One provider with a base is accepted: its base may be as large as the number of tasks. */
function lacksWeight([first, ...others]: Strategy): boolean {
  return first !== undefined && [first, ...others].every(({ weight }) => weight === 0) && (others.length > 0 || !first.base);
}

function associationProblem(place: ClusterCapacity, provider: string, source: IConstruct | undefined): readonly string[] {
  const { cluster, label } = place;
  const owner = clusterOf(source);
  if (source && owner && owner !== cluster && owner.clusterName !== cluster.clusterName) {
    return [`'${source.node.path}' belongs to cluster '${owner.node.path}', and an instance belongs to one cluster; use capacity of cluster '${label}'`];
  }
  const { providers } = place;
  if (!providers || owner || isAssociated(place, provider, providers)) { return []; }
  const name = source && Token.isUnresolved(provider) ? `of '${source.node.path}'` : provider;
  return [`capacity provider ${name} is not associated with cluster '${label}', which has ${listed(providers) || 'none'}, so ECS refuses the service; ${fixOf(place)}`];
}

function fixOf({ isOwn }: ClusterCapacity): string {
  return isOwn
    ? 'set another capacity, or associate it with addInstances or addAsgCapacityProvider'
    : 'set another capacity, or list it in capacityProviders of EcsCluster.fromEcsClusterAttributes if it is associated';
}

/** Fargate can still be associated with a cluster of this app. A name that is known only at deployment may be any name. */
function isAssociated({ isOwn }: ClusterCapacity, provider: string, providers: readonly string[]): boolean {
  if (providers.includes(provider)) { return true; }
  return isOwn ? FARGATE_CAPACITY_PROVIDERS.includes(provider) : Token.isUnresolved(provider) || providers.some(each => Token.isUnresolved(each));
}

function listed(providers: readonly string[]): string {
  const known = providers.filter(each => !Token.isUnresolved(each));
  const others = providers.length - known.length;
  return [...known, ...(others > 0 ? [`${others} of this app`] : [])].join(', ');
}
