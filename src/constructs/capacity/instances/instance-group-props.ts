import { Duration, Size } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AgentOptions } from './agent-options';
import { InstanceAccelerator } from './instance-accelerator';
import { InstanceImage } from './instance-image';
import { InstanceRefreshProps } from './instance-refresh-props';
import { WarmPoolProps } from './warm-pool-props';

/**
 * Properties of a group of container instances.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export interface InstanceGroupProps {
  /**
   * The instance types, in order of preference. All have the same CPU architecture and the same accelerator.
   *
   * With several types, EC2 Auto Scaling launches the next one if the first has no capacity. ECS scales a group best if its types have similar sizes.
   *
   * @default - required unless `instanceRequirements` is set
   */
  readonly instanceTypes?: ec2.InstanceType[];

  /**
   * The attributes by which EC2 Auto Scaling selects instance types, such as their vCPUs and memory. Cannot be combined with `instanceTypes`.
   *
   * Instance types with accelerators are excluded, unless `accelerator` is set or the requirements name a manufacturer of accelerators.
   *
   * @default - required unless `instanceTypes` is set
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-mixed-instances-group-attribute-based-instance-type-selection.html
   */
  readonly instanceRequirements?: ec2.InstanceRequirementsConfig;

  /**
   * The CPU architecture of the instances.
   *
   * Throws when it is not that of `instanceTypes`.
   *
   * @default - that of `instanceTypes`; with `instanceRequirements` ARM64 if AWS is the only CPU manufacturer, otherwise X86_64
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;

  /**
   * The accelerator of the instances, which selects the AMI with its driver.
   *
   * Throws when it is not that of `instanceTypes`.
   *
   * @default - that of `instanceTypes` or of `instanceRequirements`
   */
  readonly accelerator?: InstanceAccelerator;

  /**
   * The AMI of the instances.
   *
   * @default InstanceImage.amazonLinux2023()
   */
  readonly image?: InstanceImage;

  /**
   * Settings of the ECS agent.
   *
   * @default - the settings of the AMI; tasks in network mode awsvpc cannot read the instance metadata, and Spot Instances drain their tasks
   */
  readonly agent?: AgentOptions;

  /**
   * Commands of the user data that run before the agent starts: lines of a shell script, or of PowerShell on Windows. Bottlerocket has no commands.
   *
   * @default - none
   */
  readonly additionalUserData?: string[];

  /**
   * Settings of Bottlerocket as TOML. Settings in a table that the group writes too, such as `[settings.ecs]`, are added to that table.
   *
   * @default - none
   * @see https://bottlerocket.dev/en/os/latest/api/settings/
   */
  readonly bottlerocketSettings?: string;

  /**
   * The size of the volume with the container images, in whole GiB. It is an encrypted gp3 volume.
   *
   * @default - 50 GiB; 100 GiB with an accelerator or on Windows
   */
  readonly volumeSize?: Size;

  /**
   * The KMS key that encrypts the volumes. The service-linked role of EC2 Auto Scaling is allowed to use a key of this app; allow it in the policy of an
   * imported key, otherwise no instance is launched.
   *
   * @default - the AWS managed key of EBS
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   */
  readonly volumeEncryptionKey?: kms.IKey;

  /**
   * Whether EC2 sends metrics of the instances every minute instead of every five. CloudWatch charges for it.
   *
   * @default false
   */
  readonly detailedMonitoring?: boolean;

  /**
   * The maximum number of network hops of an answer of the instance metadata service, from 1 to 64.
   *
   * With 1 the containers of tasks in network mode bridge cannot read the metadata, and so the credentials of the instance role. With 2 they can.
   * Containers in network mode host can always read them: they use the network of the instance.
   *
   * @default 1
   */
  readonly metadataHopLimit?: number;

  /**
   * Whether Session Manager of AWS Systems Manager can open a session on the instances. They have no SSH key pair.
   *
   * @default true
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
   */
  readonly ssmAccess?: boolean;

  /**
   * The instance role. It gets the permissions of the ECS agent, and of Session Manager if `ssmAccess` is true.
   *
   * @default - a new role
   */
  readonly role?: iam.IRole;

  /**
   * The subnets of the instances.
   *
   * @default - private subnets with a route to the internet
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the instances.
   *
   * Running instances keep theirs when this changes, while load balancers and clients are allowed to connect to the new ones. That cuts the traffic of
   * tasks in network mode bridge or host until the instances are replaced. Add a group instead, and move the services.
   *
   * @default - a new security group that allows all outbound traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether the group has Spot Instances: a lower price for instances that EC2 may interrupt, with a warning of two minutes.
   *
   * @default false
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
   */
  readonly spot?: boolean;

  /**
   * The number of instances that are launched on demand before any Spot Instance. Requires `spot`.
   *
   * @default 0
   */
  readonly onDemandBase?: number;

  /**
   * The percentage of the instances above the base that are launched on demand, from 0 to 100. Requires `spot`.
   *
   * @default 0
   */
  readonly onDemandPercentage?: number;

  /**
   * How EC2 Auto Scaling selects the types of on-demand instances.
   *
   * @default - in the order of `instanceTypes`; with `instanceRequirements` the lowest price
   */
  readonly onDemandAllocationStrategy?: autoscaling.OnDemandAllocationStrategy;

  /**
   * How EC2 Auto Scaling selects the types of Spot Instances. Requires `spot`.
   *
   * @default autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED
   */
  readonly spotAllocationStrategy?: autoscaling.SpotAllocationStrategy;

  /**
   * The minimum number of instances. They run even without tasks.
   *
   * @default 0
   */
  readonly minInstances?: number;

  /**
   * The maximum number of instances. Tasks that do not fit wait.
   */
  readonly maxInstances: number;

  /**
   * Whether ECS adds and removes instances as tasks need them.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
   */
  readonly managedScaling?: boolean;

  /**
   * The part of the group that tasks use, in percent from 1 to 100: with 90, about a tenth of the instances is free for new tasks.
   *
   * @default 100
   */
  readonly targetCapacityPercent?: number;

  /**
   * The time after the launch of an instance in which ECS counts it as not yet useful, up to 10 000 seconds. A short time adds instances faster.
   *
   * @default - 300 seconds
   */
  readonly instanceWarmup?: Duration;

  /**
   * The minimum number of instances that are added at once, from 1 to 10 000.
   *
   * @default 1
   */
  readonly minScalingStepSize?: number;

  /**
   * The maximum number of instances that are added at once, from 1 to 10 000.
   *
   * @default 10000
   */
  readonly maxScalingStepSize?: number;

  /**
   * Whether ECS drains the tasks of an instance before it is terminated, whatever terminates it.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html
   */
  readonly managedDraining?: boolean;

  /**
   * Whether instances with tasks are protected from scale-in. It requires managed scaling.
   *
   * @default - true with managed scaling
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html
   */
  readonly managedTerminationProtection?: boolean;

  /**
   * The name of the capacity provider. ECS refuses names that begin with aws, ecs or fargate.
   *
   * It cannot change as long as the construct id stays the same: CloudFormation would create another provider first, and ECS refuses a second one for the
   * same Auto Scaling group. Add a group with another construct id instead, and move the services.
   *
   * @default - CloudFormation generates one
   */
  readonly capacityProviderName?: string;

  /**
   * The health checks of the instances. Unhealthy instances are replaced.
   *
   * @default - status checks of EC2
   */
  readonly healthChecks?: autoscaling.HealthChecks;

  /**
   * The time after which a new instance counts in the metrics of the group.
   *
   * @default - the instance counts at once
   */
  readonly defaultInstanceWarmup?: Duration;

  /**
   * Replaces running instances when a deployment changes the AMI or another setting of the launch template.
   *
   * @default - running instances keep their AMI and settings until they are terminated; only new instances have the new ones
   */
  readonly instanceRefresh?: InstanceRefreshProps;

  /**
   * Instances that are prepared in advance, so that the group scales out faster. Cannot be combined with Spot Instances, several instance types or
   * `instanceRequirements`.
   *
   * @default - no warm pool
   */
  readonly warmPool?: WarmPoolProps;

  /**
   * Whether the instances are terminated when the group is deleted, even if they are protected from scale-in. A custom resource does it; tasks that
   * no service runs are stopped.
   *
   * Without it, `cdk destroy` waits until somebody removes the protection of the instances. Set it to false if the Auto Scaling group is retained.
   * A group that a capacity provider still uses is never deleted.
   *
   * @default true
   * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html
   */
  readonly forceDelete?: boolean;
}
