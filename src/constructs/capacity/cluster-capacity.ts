import { CfnResource } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Dependable, IConstruct, IDependable } from 'constructs';

const KNOWN = Symbol.for('cdk-ecs-shipshape.clusterCapacity');

/** The capacity of an imported cluster, from its attributes. */
export interface KnownCapacity {
  readonly providers: readonly string[];
  readonly strategy: readonly ecs.CapacityProviderStrategy[];
}

/** The capacity of a cluster, as far as this app knows it. */
export interface ClusterCapacity {
  readonly cluster: ecs.ICluster;
  /** The cluster in messages: its path in this app, or the name of an imported one. */
  readonly label: string;
  /** Names of the associated providers; undefined when they are unknown, such as those of a cluster imported with aws-ecs. */
  readonly providers?: readonly string[];
  /** Whether this app creates the cluster, so that a missing provider can be associated. */
  readonly isOwn: boolean;
  /** Empty when there is none, or when it is unknown. It may change until synthesis. */
  readonly defaultStrategy: readonly ecs.CapacityProviderStrategy[];
  /** A dependency on it waits until the providers are associated. */
  readonly association: IDependable;
  /** Associates Fargate and Fargate Spot with a cluster of this app. */
  associateFargate(): void;
}

export function rememberCapacity(cluster: ecs.ICluster, known: KnownCapacity): void {
  Object.defineProperty(cluster, KNOWN, { value: known });
}

export function clusterCapacityOf(cluster: ecs.ICluster): ClusterCapacity {
  return ecs.Cluster.isCluster(cluster) ? new OwnCluster(cluster) : new ImportedCluster(cluster);
}

class OwnCluster implements ClusterCapacity {
  public readonly isOwn = true;
  public readonly association: IDependable;

  public constructor(public readonly cluster: ecs.Cluster) {
    this.association = associationOf(cluster);
  }

  public get label(): string { return this.cluster.node.path; }

  public get providers(): readonly string[] { return [...this.cluster.capacityProviderNames, ...this.cluster.clusterScopedCapacityProviderNames]; }

  public associateFargate(): void {
    this.cluster.enableFargateCapacityProviders();
  }

  public get defaultStrategy(): readonly ecs.CapacityProviderStrategy[] {
    return this.cluster.defaultCapacityProviderStrategy;
  }
}

class ImportedCluster implements ClusterCapacity {
  public readonly isOwn = false;
  public readonly association: IDependable;

  public constructor(public readonly cluster: ecs.ICluster & { readonly [KNOWN]?: KnownCapacity }) {
    this.association = cluster;
  }

  public get label(): string { return this.cluster.clusterName; }

  public get providers(): readonly string[] | undefined {
    return this.cluster[KNOWN]?.providers;
  }

  public associateFargate(): void {}

  public get defaultStrategy(): readonly ecs.CapacityProviderStrategy[] {
    return this.cluster[KNOWN]?.strategy ?? [];
  }
}

/** The CDK creates the association when it visits Aspects, so it can only be found after that. */
function associationOf(cluster: ecs.Cluster): IDependable {
  const late: IDependable = {};
  Dependable.implement(late, { get dependencyRoots() { return cluster.node.children.filter(isAssociation); } });
  return late;
}

/** Whether a construct associates capacity providers with a cluster. */
export function isAssociation(construct: IConstruct): boolean {
  return CfnResource.isCfnResource(construct)
    && construct.cfnResourceType === ecs.CfnClusterCapacityProviderAssociations.CFN_RESOURCE_TYPE_NAME;
}
