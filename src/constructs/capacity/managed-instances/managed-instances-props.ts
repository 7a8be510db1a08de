import { Duration, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * How Managed Instances use capacity reservations.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityReservationRequest.html
 */
export enum CapacityReservationPreference {
  /**
   * Instances are launched in capacity reservations only. Without a free one, no instance is launched.
   */
  RESERVATIONS_ONLY = 'RESERVATIONS_ONLY',

  /**
   * Instances are launched in capacity reservations as long as one is free, and on demand otherwise.
   */
  RESERVATIONS_FIRST = 'RESERVATIONS_FIRST',

  /**
   * Instances are launched on demand, and use no capacity reservation.
   */
  RESERVATIONS_EXCLUDED = 'RESERVATIONS_EXCLUDED',
}

/**
 * The capacity reservations of Managed Instances.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityReservationRequest.html
 */
export interface ManagedCapacityReservations {
  /**
   * Whether instances outside of capacity reservations are launched.
   *
   * @default CapacityReservationPreference.RESERVATIONS_FIRST
   */
  readonly preference?: CapacityReservationPreference;

  /**
   * The ARN of a resource group with capacity reservations.
   *
   * @default - all open capacity reservations that match the instances
   */
  readonly reservationGroupArn?: string;
}

/**
 * Properties of Managed Instances.
 *
 * A change of a property applies to instances that are launched after it, unless the property says otherwise.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export interface ManagedInstancesProps {
  /**
   * The instance types. Burstable and bare metal types are allowed if they are listed.
   *
   * Cannot be combined with `instanceRequirements`.
   *
   * @default - ECS selects instance types by `instanceRequirements`, if set, and otherwise among the general purpose types that fit the tasks
   */
  readonly instanceTypes?: ec2.InstanceType[];

  /**
   * The attributes of the instance types: vCPUs, memory, CPU manufacturer, accelerators, network, local storage and more.
   *
   * ECS launches the cheapest instances that have them and fit the tasks. Cannot be combined with `instanceTypes`.
   *
   * @default - ECS selects among the general purpose types that fit the tasks
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-types.html
   */
  readonly instanceRequirements?: ec2.InstanceRequirementsConfig;

  /**
   * Whether instances are launched on demand or on Spot. Spot instances are interrupted with a warning of two minutes.
   *
   * ECS has no call that changes it: to change it, add Managed Instances with another id, and move the services to them.
   *
   * @default ecs.CapacityOptionType.ON_DEMAND
   */
  readonly capacityOptionType?: ecs.CapacityOptionType;

  /**
   * Launches the instances in capacity reservations. Cannot be combined with `capacityOptionType`.
   *
   * To add or remove it later, add Managed Instances with another id, and move the services to them.
   *
   * @default - no capacity reservations
   */
  readonly capacityReservations?: ManagedCapacityReservations;

  /**
   * The subnets of the instances. Subnets without a route to the internet need VPC endpoints for ECS (`ecs`, `ecs-agent`, `ecs-telemetry`).
   *
   * @default - private subnets with a route to the internet
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the instances. Tasks in network mode awsvpc have the security groups of their service instead.
   *
   * Running instances keep their security groups. After a change, rules for tasks in network mode host belong to the new ones only, so traffic to tasks on
   * running instances stops until these are replaced.
   *
   * @default - a new security group that allows all outbound traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The size of the data volume of an instance, from 30 to 16,384 GiB. Images, logs and volumes of all tasks on the instance use it.
   *
   * ECS calls it the storage size; the volumes of a group of instances have `volumeSize`. It is encrypted if encryption by default is on for Amazon EBS in the account and Region; ECS has no setting for it.
   *
   * @default - 80 GiB
   */
  readonly storageSize?: Size;

  /**
   * Whether the instance store of an instance is used for data, instead of an EBS volume, if the instance type has one.
   *
   * @default false
   */
  readonly useLocalStorage?: boolean;

  /**
   * Whether CloudWatch has metrics of the instances for each minute, instead of for five minutes. It has a cost.
   *
   * @default false
   */
  readonly detailedMonitoring?: boolean;

  /**
   * Whether the instances have the tags of the capacity provider, such as tags for cost allocation.
   *
   * @default true
   */
  readonly propagateTags?: boolean;

  /**
   * Whether the tags of an instance are in its instance metadata.
   *
   * Instances with a tag key that instance metadata does not support, such as `team/app`, are then not launched; the synthesis fails for such a key.
   *
   * @default false
   */
  readonly instanceMetadataTags?: boolean;

  /**
   * Whether the instances use FIPS 140 validated cryptographic modules. A change replaces the capacity provider.
   *
   * The replacement fails if `capacityProviderName` is set, because the old capacity provider still has the name.
   *
   * @default - enabled in AWS GovCloud (US), disabled elsewhere
   */
  readonly fips?: boolean;

  /**
   * How long an instance is idle or underutilized before ECS moves its tasks and terminates it, from 0 to 3600 seconds.
   *
   * @default - chosen by ECS
   */
  readonly scaleInAfter?: Duration;

  /**
   * Whether ECS moves tasks away from idle and underutilized instances and terminates these. Instances are replaced after 14 days in any case.
   *
   * @default true
   */
  readonly infrastructureOptimization?: boolean;

  /**
   * Whether ECS replaces impaired instances.
   *
   * @default - chosen by ECS
   */
  readonly autoRepair?: boolean;

  /**
   * The name of the capacity provider, which must not start with `aws`, `ecs` or `fargate`.
   *
   * With a name, CloudFormation cannot replace the capacity provider, so `fips` cannot change.
   *
   * @default - CloudFormation generates a name
   */
  readonly capacityProviderName?: string;

  /**
   * The role with which ECS launches and terminates instances. It is given `iam:PassRole` for the instance role.
   *
   * @default - a new role with the AWS managed policy AmazonECSInfrastructureRolePolicyForManagedInstances
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
   */
  readonly infrastructureRole?: iam.IRole;

  /**
   * The role of the instances. The ECS agent uses it; tasks have their own task role.
   *
   * @default - a new role that may join this cluster and receive its tasks
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html
   */
  readonly instanceRole?: iam.IRole;
}
