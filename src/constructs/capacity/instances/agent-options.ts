import { Duration, Size } from 'aws-cdk-lib';

/**
 * Which image the ECS agent starts a container from.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export enum ImagePullBehavior {
  /** Pulls the image. If that fails, a cached image is used. */
  DEFAULT = 'default',
  /** Pulls the image. If that fails, the task fails. */
  ALWAYS = 'always',
  /** Pulls an image that the instance has not pulled before, or that the clean-up removed. */
  ONCE = 'once',
  /** Pulls an image only if the instance has none. The clean-up of images is off. */
  PREFER_CACHED = 'prefer-cached',
}

/**
 * Settings of the ECS agent on the instances of a group. They are written in the form of the AMI: to `/etc/ecs/ecs.config`, as environment variables of
 * Windows, or to the table `settings.ecs` of Bottlerocket.
 *
 * The agent reads them when an instance starts. A change creates a new version of the launch template, and running instances keep their settings.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export interface AgentOptions {
  /**
   * Whether tasks in network mode awsvpc share trunk network interfaces, so that an instance runs more of them (ENI trunking).
   *
   * It also requires the account setting `awsvpcTrunking`, which CloudFormation cannot set: run
   * `aws ecs put-account-setting-default --name awsvpcTrunking --value enabled` before the instances are launched. Set `true` to declare that the setting
   * is on, and `false` to switch trunking off on these instances. Windows does not support it; Bottlerocket has no setting to switch it off.
   *
   * @default - the account setting decides, and the tasks of the group are counted without trunking
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
   */
  readonly eniTrunking?: boolean;

  /**
   * Whether an instance drains its tasks when EC2 interrupts it, two minutes before. It applies to Spot Instances.
   *
   * @default - true if the group has Spot Instances
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/spot-instance-draining-linux-container.html
   */
  readonly spotDraining?: boolean;

  /**
   * Whether each container has a file with its metadata, at the path in `ECS_CONTAINER_METADATA_FILE`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-metadata.html
   */
  readonly containerMetadata?: boolean;

  /**
   * Whether tasks in network mode awsvpc are kept from the instance metadata, and so from the credentials of the instance role.
   *
   * @default true
   */
  readonly blockInstanceMetadata?: boolean;

  /**
   * The time between two clean-ups of images, at least 10 minutes.
   *
   * @default - 30 minutes
   */
  readonly imageCleanupInterval?: Duration;

  /**
   * The time after the pull of an image from which a clean-up may remove it.
   *
   * @default - 1 hour
   */
  readonly imageMinimumAge?: Duration;

  /**
   * The maximum number of images that a clean-up removes.
   *
   * @default - 5
   */
  readonly imagesPerCleanup?: number;

  /**
   * Which image a container is started from.
   *
   * @default ImagePullBehavior.DEFAULT
   */
  readonly imagePullBehavior?: ImagePullBehavior;

  /**
   * The time after a task has stopped until its containers, with their files and logs on the instance, are removed.
   *
   * @default - 3 hours
   */
  readonly taskCleanupDelay?: Duration;

  /**
   * The log drivers that tasks may use. ECS places a task only on instances with its log driver.
   *
   * @default - on Linux the drivers of the AMI, awslogs among them; on Windows json-file and awslogs
   */
  readonly logDrivers?: string[];

  /**
   * The memory that ECS does not give to tasks, in whole MiB, for processes of the instance.
   *
   * @default - none
   */
  readonly reservedMemory?: Size;

  /**
   * Whether containers may be privileged. Windows has no privileged containers.
   *
   * @default - true on Amazon Linux, false on Bottlerocket
   */
  readonly privileged?: boolean;

  /**
   * Whether containers may have a credential spec, so that they authenticate with a group managed service account (gMSA) of Active Directory. On Amazon
   * Linux, the instances also install and start credentials-fetcher from the repositories of the system. Bottlerocket does not support it.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/linux-gmsa.html
   */
  readonly gmsa?: boolean;

  /**
   * Attributes of the instances, for placement constraints such as `attribute:stack == prod`.
   *
   * @default - the attributes that ECS adds
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
   */
  readonly instanceAttributes?: { [name: string]: string };
}
