import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct, IDependable } from 'constructs';
import { InstanceGroupProps } from './instance-group-props';
import { rememberInstances } from './known-instances';

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

  public readonly cpuArchitecture: ecs.CpuArchitecture;
  public readonly operatingSystemFamily: ecs.OperatingSystemFamily;

  private constructor(cluster: ecs.ICluster, scope: Construct, id: string, props: InstanceGroupProps) {
    super(scope, id);
    const isArm = props.instanceTypes[0].architecture === ec2.InstanceArchitecture.ARM_64;
    this.cpuArchitecture = isArm ? ecs.CpuArchitecture.ARM64 : ecs.CpuArchitecture.X86_64;
    this.operatingSystemFamily = ecs.OperatingSystemFamily.LINUX;
    this.autoScalingGroup = new autoscaling.AutoScalingGroup(this, 'AutoScalingGroup', {
      vpc: cluster.vpc,
      instanceType: props.instanceTypes[0],
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(isArm ? ecs.AmiHardwareType.ARM : ecs.AmiHardwareType.STANDARD),
      minCapacity: props.minInstances ?? 0,
      maxCapacity: props.maxInstances,
    });
    this.autoScalingGroup.addUserData(`echo ECS_CLUSTER=${cluster.clusterName} >> /etc/ecs/ecs.config`);
    this.autoScalingGroup.role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonEC2ContainerServiceforEC2Role'));
    const { autoScalingGroup } = this;
    this.capacityProvider = new ecs.AsgCapacityProvider(this, 'CapacityProvider', { autoScalingGroup, enableManagedDraining: true });
    this.connections = this.autoScalingGroup.connections;
    rememberInstances(this, { instanceTypes: props.instanceTypes.map(String), hasEniTrunking: false, maxInstances: props.maxInstances });
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
}
