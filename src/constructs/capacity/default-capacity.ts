import { AspectPriority, Aspects } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { associationProblems } from './association-problems';
import { clusterCapacityOf } from './cluster-capacity';
import { CapacityKind, Compute, Strategy } from './compute';
import { defaultFargate } from './fargate/fargate';

const DEFAULT = Symbol.for('cdk-ecs-shipshape.defaultCapacity');

export const DEFAULT_IS_SET = 'the default capacity is set already; set it once, with Capacity.combine for several groups';

/** The default capacity of a cluster, and the path of the first workload that uses it. */
interface DefaultCapacity {
  kind?: CapacityKind;
  firstUser?: string;
}

export function setDefaultCapacity(cluster: ecs.ICluster, kind: CapacityKind): void { defaultOf(cluster).kind = kind; }

/** The compute of a workload without a capacity: that of the default capacity, else Fargate. */
export function defaultCompute(scope: IConstruct, cluster: ecs.ICluster): Compute {
  return defaultKind(scope, cluster)?.on(cluster) ?? defaultFargate(cluster);
}

/** The default capacity of a cluster, for a workload without a capacity; undefined if the cluster has none. */
export function defaultKind(scope: IConstruct, cluster: ecs.ICluster): CapacityKind | undefined {
  const known = defaultOf(cluster);
  known.firstUser ??= scope.node.path;
  return known.kind;
}

/** Why tasks cannot have this default. A launch type is no strategy. */
export function defaultKindProblems(name: string, { strategy, factory }: CapacityKind): readonly string[] {
  if (strategy) { return []; }
  const instead = factory === 'external' ? 'set it as the capacity of each service' : 'use Capacity.fargate()';
  return [`${name} (Capacity.${factory}()) must be a capacity provider strategy; ${instead}`];
}

/** Why the props of a new cluster cannot have this default: its instances do not exist yet. */
export function instancesDefaultProblems({ sources, factory }: CapacityKind): readonly string[] {
  return sources.length === 0 ? [] : [`defaultCapacity (Capacity.${factory}: ${sources.map(({ node }) => node.path).join(', ')}) can only name Fargate, because instances are added to the cluster later; call addDefaultCapacity on the cluster instead`];
}

/** Why the default of a cluster in this app cannot be set any more, or not to this capacity. */
export function defaultProblems(cluster: ecs.Cluster, kind: CapacityKind): readonly string[] {
  const { firstUser, kind: known } = defaultOf(cluster);
  const isSet = known !== undefined || cluster.defaultCapacityProviderStrategy.length > 0;
  return [
    ...defaultKindProblems('addDefaultCapacity: capacity', kind),
    ...(isSet ? [DEFAULT_IS_SET] : []),
    ...(firstUser === undefined ? [] : [`addDefaultCapacity was called after '${firstUser}' used the default; call it before, or set capacity of '${firstUser}'`]),
    ...associationProblems(clusterCapacityOf(cluster), strategyOf(kind), kind.sources),
  ];
}

export function hasDefault(cluster: ecs.ICluster): boolean { return defaultOf(cluster).kind !== undefined; }

/**
 * Writes the default strategy onto the association of the cluster. The L2 has a list for it, but with a strategy in that list it creates the association
 * again in each synthesis, and a second synthesis fails: that of `EcsValidator.findings` and that of a test.
 */
export function writeDefaultStrategy(cluster: ecs.Cluster, strategy: Strategy): void {
  Aspects.of(cluster).add({
    visit: node => { if (node instanceof ecs.CfnClusterCapacityProviderAssociations) { node.defaultCapacityProviderStrategy = [...strategy]; } },
  }, { priority: AspectPriority.MUTATING });
}

export function strategyOf({ strategy = [] }: CapacityKind): Strategy { return strategy; }

function defaultOf(cluster: ecs.ICluster & { readonly [DEFAULT]?: DefaultCapacity }): DefaultCapacity {
  const known = cluster[DEFAULT];
  if (known) { return known; }
  const created: DefaultCapacity = {};
  Object.defineProperty(cluster, DEFAULT, { value: created });
  return created;
}
