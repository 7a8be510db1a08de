import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct, IDependable } from 'constructs';
import { createGroup, createProvider } from './auto-scaling-group';
import { ForceDelete } from './force-delete';
import { InstanceGroupAttributes } from './instance-group-attributes';
import { InstanceGroupPlan } from './instance-group-plan';
import { InstanceGroupProps } from './instance-group-props';
import { refreshInstances } from './instance-refresh';
import { createInstanceRole } from './instance-role';
import { rememberInstances } from './known-instances';
import { createLaunchTemplate } from './launch-template';
import { warnOfQuota } from './security-group-quota';
import { addWarmPool, WARM_POOL_POLICY } from './warm-pool';
import { CAPACITY_PROVIDER_NAME } from '../../../facts/capacity-provider-name';
import { formatProblem, refuse } from '../../checks';

/**
 * A group of container instances that run tasks: an EC2 Auto Scaling group with its capacity provider.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export interface IInstanceGroup extends IConstruct, ec2.IConnectable {
  /**
   * The name of the capacity provider.
   */
  readonly capacityProviderName: string;

  /**
   * The CPU architecture of the instances.
   */
  readonly cpuArchitecture: ecs.CpuArchitecture;

  /**
   * The operating system of the instances.
   */
  readonly operatingSystemFamily: ecs.OperatingSystemFamily;
}

/**
 * An EC2 Auto Scaling group of container instances, with its capacity provider. `EcsCluster.addInstances` creates it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export class InstanceGroup extends Construct implements IInstanceGroup {
  /**
   * Imports an existing group, for services on its cluster. The app must not create the group: use `EcsCluster.addInstances` for that.
   *
   * Throws when the name cannot be that of a capacity provider of instances.
   *
   * @param scope the scope of the import
   * @param id the construct id of the import
   * @param attributes the name of the capacity provider, and more about the instances
   */
  public static fromInstanceGroupAttributes(scope: Construct, id: string, attributes: InstanceGroupAttributes): IInstanceGroup {
    return new ImportedInstanceGroup(scope, id, attributes);
  }

  /** @internal */
  public static _on(cluster: ecs.ICluster, scope: Construct, id: string, props: InstanceGroupProps): InstanceGroup {
    return new InstanceGroup(cluster, scope, id, props);
  }

  /**
   * The Auto Scaling group.
   */
  public readonly autoScalingGroup: autoscaling.AutoScalingGroup;

  /**
   * The capacity provider.
   */
  public readonly capacityProvider: ecs.AsgCapacityProvider;

  /**
   * The connections of the instances.
   */
  public readonly connections: ec2.Connections;

  /**
   * The launch template.
   */
  public readonly launchTemplate: ec2.LaunchTemplate;

  /**
   * The instance role.
   */
  public readonly role: iam.IRole;

  public readonly cpuArchitecture: ecs.CpuArchitecture;
  public readonly operatingSystemFamily: ecs.OperatingSystemFamily;

  private constructor(cluster: ecs.ICluster, scope: Construct, id: string, props: InstanceGroupProps) {
    const plan = planOf(cluster, scope, id, props);
    super(scope, id);
    const { role, policy } = createInstanceRole(this, cluster, props);
    this.role = role;
    this.cpuArchitecture = plan.cpuArchitecture;
    this.operatingSystemFamily = plan.image.operatingSystemFamily;
    this.launchTemplate = createLaunchTemplate(this, cluster, plan, role);
    this.autoScalingGroup = createGroup(this, cluster, plan, this.launchTemplate, policy);
    this.capacityProvider = createProvider(this, this.autoScalingGroup, props);
    this.connections = this.autoScalingGroup.connections;
    this.addFeatures(plan);
    if (props.forceDelete ?? true) { this.forceDelete(cluster); }
    rememberInstances(this, plan.known);
  }

  /**
   * The name of the capacity provider.
   */
  public get capacityProviderName(): string { return this.capacityProvider.capacityProviderName; }

  /**
   * Services wait for it: it exists when instances can join the cluster, and is deleted after the services.
   *
   * @internal
   */
  public get _ready(): readonly IDependable[] { return [this.capacityProvider]; }

  /** What refers to the group is deleted before the force deletion. */
  private forceDelete(cluster: ecs.ICluster): void {
    const forceDelete = new ForceDelete(this, 'ForceDelete', this.autoScalingGroup, cluster);
    this.capacityProvider.node.addDependency(forceDelete);
    this.node.tryFindChild(WARM_POOL_POLICY)?.node.addDependency(forceDelete);
  }

  private addFeatures({ props }: InstanceGroupPlan): void {
    const { autoScalingGroup, launchTemplate } = this;
    if (props.warmPool) { addWarmPool(this, autoScalingGroup, this.role, props.warmPool); }
    if (props.instanceRefresh) {
      refreshInstances(this, autoScalingGroup, launchTemplate, props.instanceRefresh).node.addDependency(this.capacityProvider);
    }
    warnOfQuota(this, props.securityGroups?.length ?? 1);
  }
}

function planOf({ vpc }: ecs.ICluster, scope: Construct, id: string, props: InstanceGroupProps | undefined): InstanceGroupPlan {
  const given = props ?? {} as InstanceGroupProps;
  const refuseAny = (problems: readonly string[]) => { if (problems.length > 0) { throw new Error(`[${scope.node.path}/${id}] ${problems.join('; ')}`); } };
  refuseAny(missingTypeProblems(given.instanceTypes));
  const plan = new InstanceGroupPlan(given);
  refuseAny([...plan.problems, ...subnetProblems(vpc, given)]);
  return plan;
}

/** Languages without checks of types let undefined through. */
function missingTypeProblems(types: readonly (ec2.InstanceType | undefined)[] = []): string[] {
  return types.flatMap((type, index) => type ? [] : [`instanceTypes[${index}] is ${type}; it must be an instance type, such as new ec2.InstanceType('m7g.large')`]);
}

/** The CDK would select isolated or public subnets, in which the instances cannot reach ECS without further settings. */
function subnetProblems(vpc: ec2.IVpc, { vpcSubnets }: InstanceGroupProps): string[] {
  const others = [...vpc.publicSubnets.length > 0 ? ['public'] : [], ...vpc.isolatedSubnets.length > 0 ? ['isolated'] : []];
  if (vpcSubnets || vpc.privateSubnets.length > 0 || others.length === 0) { return []; }
  return [`VPC '${vpc.node.path}' has no private subnets with a route to the internet, where instances run by default; choose its ${others.join(' or ')} subnets with vpcSubnets`];
}

class ImportedInstanceGroup extends Construct implements IInstanceGroup {
  public readonly capacityProviderName: string;
  public readonly cpuArchitecture: ecs.CpuArchitecture;
  public readonly operatingSystemFamily: ecs.OperatingSystemFamily;
  public readonly connections: ec2.Connections;

  public constructor(scope: Construct, id: string, attributes: InstanceGroupAttributes) {
    super(scope, id);
    refuse(this, formatProblem('capacityProviderName', attributes.capacityProviderName, CAPACITY_PROVIDER_NAME));
    this.capacityProviderName = attributes.capacityProviderName;
    this.cpuArchitecture = attributes.cpuArchitecture ?? ecs.CpuArchitecture.X86_64;
    this.operatingSystemFamily = attributes.operatingSystemFamily ?? ecs.OperatingSystemFamily.LINUX;
    this.connections = new ec2.Connections({ securityGroups: attributes.securityGroups });
  }
}
