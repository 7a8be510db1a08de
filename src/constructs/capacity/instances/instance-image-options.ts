import { Size } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * Options of an ECS-optimized AMI.
 */
export interface InstanceImageOptions {
  /**
   * Whether the id of the AMI is looked up at synthesis, and kept in `cdk.context.json` until it is removed there. It requires the account and Region of the stack.
   *
   * @default false - each deployment that changes the stack reads the id of the newest AMI
   * @see https://docs.aws.amazon.com/cdk/v2/guide/context.html
   */
  readonly cachedInContext?: boolean;
}

/**
 * Options of an ECS-optimized AMI with Windows Server.
 */
export interface WindowsImageOptions extends InstanceImageOptions {
  /**
   * Whether the AMI has Windows Server Core instead of Full. Containers must match the edition in the platform of their task.
   *
   * @default false
   */
  readonly core?: boolean;
}

/**
 * The form of the user data of an AMI.
 */
export enum InstanceImageFamily {
  /** A Linux with the ECS agent of Amazon Linux: the user data is a shell script. */
  AMAZON_LINUX = 'AMAZON_LINUX',
  /** Bottlerocket: the user data is TOML. */
  BOTTLEROCKET = 'BOTTLEROCKET',
  /** Windows Server with the module ECSTools: the user data is a PowerShell script. */
  WINDOWS = 'WINDOWS',
}

/**
 * Properties of an AMI of your own.
 */
export interface CustomInstanceImageProps {
  /**
   * The form of the user data.
   */
  readonly family: InstanceImageFamily;

  /**
   * The operating system of the tasks.
   *
   * @default - Linux; required for Windows
   */
  readonly operatingSystemFamily?: ecs.OperatingSystemFamily;

  /**
   * The device name of the volume with the container images.
   *
   * @default - `/dev/xvda` on Amazon Linux, `/dev/xvdb` on Bottlerocket, `/dev/sda1` on Windows
   */
  readonly volumeDeviceName?: string;

  /**
   * The size of the snapshot in the AMI, which is the smallest size of the volume.
   *
   * @default - 30 GiB on Amazon Linux, 20 GiB on Bottlerocket, 50 GiB on Windows
   */
  readonly minimumVolumeSize?: Size;
}
