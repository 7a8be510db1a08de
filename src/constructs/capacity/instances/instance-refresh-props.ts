/**
 * How running instances are replaced when a deployment changes the AMI or another setting of the launch template.
 *
 * The deployment starts an instance refresh of EC2 Auto Scaling and does not wait for it. It also replaces instances that are protected from scale-in. ECS drains
 * each instance first: service tasks move to other instances, and standalone tasks have up to 48 hours to finish. A refresh that still runs is not
 * interrupted, and no second one is started.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
 */
export interface InstanceRefreshProps {
  /**
   * The minimum percentage of the instances that stay in service, from 0 to 100.
   *
   * @default 100
   */
  readonly minHealthyPercent?: number;

  /**
   * The maximum percentage of the instances during the refresh, from 100 to 200, and at most 100 above `minHealthyPercent`.
   *
   * With 100 as the minimum, an instance is launched before one is terminated. A higher maximum replaces more instances at once.
   *
   * @default 110
   */
  readonly maxHealthyPercent?: number;
}
