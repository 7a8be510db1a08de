import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, IConstruct, IDependable } from 'constructs';
import { ManagedInstancesProps } from './managed-instances-props';

/**
 * Container instances that AWS launches, patches and terminates: a capacity provider of ECS Managed Instances.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export interface IManagedInstances extends IConstruct, ec2.IConnectable {
  /**
   * The name of the capacity provider.
   */
  readonly capacityProviderName: string;

  /**
   * The CPU architecture of the instances; undefined when they may have both.
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;
}

/**
 * Container instances that AWS manages, with their capacity provider and roles. `EcsCluster.addManagedInstances` creates it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export class ManagedInstances extends Construct implements IManagedInstances {
  /** @internal */
  public static _on(cluster: ecs.ICluster, scope: Construct, id: string, props: ManagedInstancesProps): ManagedInstances {
    return new ManagedInstances(cluster, scope, id, props);
  }

  /**
   * The capacity provider.
   */
  public readonly capacityProvider: ecs.ManagedInstancesCapacityProvider;

  /**
   * The connections of the instances.
   */
  public readonly connections: ec2.Connections;

  public readonly cpuArchitecture?: ecs.CpuArchitecture;

  private constructor(cluster: ecs.ICluster, scope: Construct, id: string, props: ManagedInstancesProps) {
    super(scope, id);
    const securityGroups = props.securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', { vpc: cluster.vpc })];
    this.capacityProvider = new ecs.ManagedInstancesCapacityProvider(this, 'CapacityProvider', {
      subnets: cluster.vpc.selectSubnets(props.vpcSubnets).subnets,
      securityGroups,
    });
    this.connections = this.capacityProvider.connections;
  }

  /**
   * The name of the capacity provider.
   */
  public get capacityProviderName(): string { return this.capacityProvider.capacityProviderName; }

  /**
   * Services wait for it: it exists when instances can be launched, and is deleted after the services.
   *
   * @internal
   */
  public get _ready(): readonly IDependable[] { return [this.capacityProvider]; }
}
