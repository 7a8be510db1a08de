import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * The attributes of an existing group of container instances.
 */
export interface InstanceGroupAttributes {
  /**
   * The name of the capacity provider of the Auto Scaling group.
   *
   * It must be associated with the cluster of the services: list it in `capacityProviders` of `EcsCluster.fromEcsClusterAttributes`.
   */
  readonly capacityProviderName: string;

  /**
   * The CPU architecture of the instances. Tasks need an image for it.
   *
   * @default ecs.CpuArchitecture.X86_64
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;

  /**
   * The operating system of the instances.
   *
   * @default ecs.OperatingSystemFamily.LINUX
   */
  readonly operatingSystemFamily?: ecs.OperatingSystemFamily;

  /**
   * The security groups of the instances. Tasks in bridge and host mode use them, so that a load balancer can be allowed to reach the tasks.
   *
   * @default - none: connections to tasks in bridge and host mode must be allowed elsewhere; tasks in awsvpc mode have their own security groups
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}
