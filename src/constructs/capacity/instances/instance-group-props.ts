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
}
