import { CfnResource } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Dependable, IConstruct, IDependable } from 'constructs';
import { Capacity } from './capacity';
import { FARGATE_CAPACITY_PROVIDERS } from '../../facts/compute';

const KNOWN = Symbol.for('cdk-ecs-shipshape.clusterCapacity');

/** What the one who imported a cluster says about it. */
export interface KnownCapacity {
  readonly providers: readonly string[];
  readonly strategy: readonly ecs.CapacityProviderStrategy[];
}

/** What a service can learn about the capacity providers of the cluster it runs on. */
export interface ClusterCapacity {
  /** Names of the associated providers; nothing when the cluster is imported and nobody said. */
  readonly providers?: readonly string[];
  /** Whether the cluster is one of this app, which can still be given what is missing. */
  readonly isOwn: boolean;
  /** What a service writes that names no capacity itself, as far as it is known by now. */
  readonly defaultStrategy: readonly ecs.CapacityProviderStrategy[];
  /** Whoever depends on it waits until the providers are associated. */
  readonly association: IDependable;
  /** Associates Fargate and Fargate Spot, if it is one of this app. */
  associateFargate(): void;
}

/** Remembers what is known about an imported cluster. */
export function rememberCapacity(cluster: ecs.ICluster, known: KnownCapacity): void {
  Object.defineProperty(cluster, KNOWN, { value: known });
}

export function capacityOf(cluster: ecs.ICluster): ClusterCapacity {
  return ecs.Cluster.isCluster(cluster) ? new OwnCluster(cluster) : new ImportedCluster(cluster);
}

class OwnCluster implements ClusterCapacity {
  public readonly isOwn = true;
  public readonly association: IDependable;

  public constructor(private readonly cluster: ecs.Cluster) {
    this.association = associationOf(cluster);
  }

  public get providers(): readonly string[] {
    return this.cluster.capacityProviderNames;
  }

  public associateFargate(): void {
    this.cluster.enableFargateCapacityProviders();
  }

  public get defaultStrategy(): readonly ecs.CapacityProviderStrategy[] {
    return onFargate(this.cluster.defaultCapacityProviderStrategy);
  }
}

class ImportedCluster implements ClusterCapacity {
  public readonly isOwn = false;
  public readonly association: IDependable;

  public constructor(private readonly cluster: ecs.ICluster & { readonly [KNOWN]?: KnownCapacity }) {
    this.association = cluster;
  }

  public get providers(): readonly string[] | undefined {
    return this.cluster[KNOWN]?.providers;
  }

  public associateFargate(): void {}

  public get defaultStrategy(): readonly ecs.CapacityProviderStrategy[] {
    return onFargate(this.cluster[KNOWN]?.strategy ?? []);
  }
}

/** A strategy of instances is not one for tasks on Fargate. */
function onFargate(strategy: readonly ecs.CapacityProviderStrategy[]): readonly ecs.CapacityProviderStrategy[] {
  const usable = strategy.length > 0 && strategy.every(item => FARGATE_CAPACITY_PROVIDERS.includes(item.capacityProvider));
  return usable ? strategy : Capacity.fargate()._kind.strategy ?? [];
}

/** The CDK makes the association late, when Aspects are visited, so it is looked up later still. */
function associationOf(cluster: ecs.Cluster): IDependable {
  const late: IDependable = {};
  Dependable.implement(late, { get dependencyRoots() { return cluster.node.children.filter(isAssociation); } });
  return late;
}

function isAssociation(construct: IConstruct): boolean {
  return CfnResource.isCfnResource(construct)
    && construct.cfnResourceType === ecs.CfnClusterCapacityProviderAssociations.CFN_RESOURCE_TYPE_NAME;
}
