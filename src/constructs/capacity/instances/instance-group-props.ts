import * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * Properties of a group of container instances.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export interface InstanceGroupProps {
  /**
   * The instance types, in order of preference. All have the same CPU architecture.
   */
  readonly instanceTypes: ec2.InstanceType[];

  /**
   * The minimum number of instances.
   *
   * @default 0
   */
  readonly minInstances?: number;

  /**
   * The maximum number of instances.
   */
  readonly maxInstances: number;

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
