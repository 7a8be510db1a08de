import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { ImportedManagedInstances } from './imported-managed-instances';
import { InstanceSelection } from './instance-selection';
import { rememberManagedInstances } from './known-managed-instances';
import { associateAfter } from './managed-instances-dependencies';
import { managedInstancesProblems } from './managed-instances-problems';
import { ManagedInstancesProps } from './managed-instances-props';
import { createRoles } from './managed-instances-roles';
import { completeProvider, metadataTagProblems } from './provider-settings';
import { refuseNew } from '../../checks';
import { dependOnNeeds } from '../instance-needs';

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
   * The CPU architecture of the instances; undefined when they may have both, or when it is unknown.
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;
}

/**
 * Attributes of existing Managed Instances.
 */
export interface ManagedInstancesAttributes {
  /**
   * The name of the capacity provider.
   */
  readonly capacityProviderName: string;

  /**
   * The CPU architecture of the instances.
   *
   * @default - unknown: tasks of each architecture are accepted
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;

  /**
   * The security groups of the instances, which tasks in network mode host use.
   *
   * @default - unknown: no connections to such tasks can be allowed
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/**
 * Container instances that AWS manages, with their capacity provider and roles. `EcsCluster.addManagedInstances` creates it.
 *
 * The capacity provider is deleted after the services that use it, and before the roles and the network, which ECS needs to drain and terminate the
 * instances.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export class ManagedInstances extends Construct implements IManagedInstances {
  /**
   * Imports existing Managed Instances of the cluster on which services use them.
   *
   * Throws for a name that ECS reserves, such as `FARGATE`.
   *
   * @param scope the scope of the import
   * @param id the construct id of the import
   * @param attributes the attributes of the capacity provider
   */
  public static fromManagedInstancesAttributes(scope: Construct, id: string, attributes: ManagedInstancesAttributes): IManagedInstances {
    return new ImportedManagedInstances(scope, id, attributes);
  }

  /** @internal */
  public static _on(cluster: ecs.Cluster, scope: Construct, id: string, props: ManagedInstancesProps): ManagedInstances {
    return new ManagedInstances(cluster, scope, id, props);
  }

  /**
   * The capacity provider.
   */
  public readonly capacityProvider: ecs.ManagedInstancesCapacityProvider;

  /**
   * The role with which ECS launches and terminates the instances.
   */
  public readonly infrastructureRole: iam.IRole;

  /**
   * The role of the instances.
   */
  public readonly instanceRole: iam.IRole;

  /**
   * The connections of the instances.
   */
  public readonly connections: ec2.Connections;

  public readonly cpuArchitecture?: ecs.CpuArchitecture;

  private constructor(cluster: ecs.Cluster, scope: Construct, id: string, props: ManagedInstancesProps) {
    refuseNew(scope, id, managedInstancesProblems(props));
    super(scope, id);
    const { vpc } = cluster;
    const selection = new InstanceSelection(props);
    const network = vpc.selectSubnets(props.vpcSubnets);
    const securityGroups = props.securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: `Instances of ${this.node.path}` })];
    const { infrastructureRole, instanceRole, instanceProfile } = createRoles(this, cluster, props);
    this.capacityProvider = new ecs.ManagedInstancesCapacityProvider(this, 'CapacityProvider', {
      capacityProviderName: props.capacityProviderName,
      infrastructureRole,
      ec2InstanceProfile: instanceProfile,
      subnets: network.subnets,
      securityGroups,
      instanceRequirements: selection.requirements,
      capacityOptionType: props.capacityOptionType,
      taskVolumeStorage: props.storageSize,
      monitoring: props.detailedMonitoring ? ecs.InstanceMonitoring.DETAILED : undefined,
      propagateTags: props.propagateTags === false ? ecs.PropagateManagedInstancesTags.NONE : ecs.PropagateManagedInstancesTags.CAPACITY_PROVIDER,
    });
    const resource = this.capacityProvider.node.defaultChild as ecs.CfnCapacityProvider;
    completeProvider(resource, props);
    if (props.instanceMetadataTags) { this.node.addValidation({ validate: () => metadataTagProblems(resource) }); }
    dependOnNeeds(resource, { vpc, network, securityGroups, roles: [infrastructureRole, instanceRole, instanceProfile] });
    associateAfter(cluster, resource);
    this.connections = this.capacityProvider.connections;
    this.infrastructureRole = infrastructureRole;
    this.instanceRole = instanceRole;
    const { architecture, largest } = selection;
    this.cpuArchitecture = architecture && ecs.CpuArchitecture.of(architecture);
    rememberManagedInstances(this, { largest });
  }

  /**
   * The name of the capacity provider.
   */
  public get capacityProviderName(): string { return this.capacityProvider.capacityProviderName; }
}
