import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CustomImage } from './custom-image';
import { AmazonLinuxImage, BottlerocketImage, WindowsImage } from './ecs-optimized-images';
import { ImageKind } from './image-kind';
import { CustomInstanceImageProps, InstanceImageFamily, InstanceImageOptions, WindowsImageOptions } from './instance-image-options';
import { WINDOWS_VERSIONS } from '../../../facts/machine-images';

/**
 * The AMI of the instances of a group. The variant for the CPU architecture and the accelerator of the instances is selected automatically.
 *
 * By default, each deployment that changes the stack reads the id of the newest AMI from the public parameter of AWS. A new id creates a new version of
 * the launch template. It does not change running instances: only new instances have the new AMI, unless the group has an `instanceRefresh`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
export class InstanceImage {
  /**
   * The ECS-optimized AMI with Amazon Linux 2023, with variants for ARM64, for NVIDIA GPUs and for AWS Neuron on X86_64.
   *
   * @param options whether the id of the AMI is kept in the context
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
   */
  public static amazonLinux2023(options: InstanceImageOptions = {}): InstanceImage { return new InstanceImage(new AmazonLinuxImage(options)); }

  /**
   * Bottlerocket, a small Linux for containers that is changed by settings only, with variants for ARM64 and for NVIDIA GPUs.
   *
   * @param options whether the id of the AMI is kept in the context
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-bottlerocket.html
   */
  public static bottlerocket(options: InstanceImageOptions = {}): InstanceImage { return new InstanceImage(new BottlerocketImage(options)); }

  /**
   * The ECS-optimized AMI with Windows Server. There is none for ARM64, and ECS does not support accelerators on Windows.
   *
   * Throws when AWS has no such AMI.
   *
   * @param version 2019, 2022 or 2025
   * @param options the edition, and whether the id of the AMI is kept in the context
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_windows_AMI.html
   */
  public static windows(version: ecs.WindowsOptimizedVersion, options: WindowsImageOptions = {}): InstanceImage {
    if (!Token.isUnresolved(version) && !WINDOWS_VERSIONS.includes(version)) {
      throw new Error(`InstanceImage.windows: version (${version}) has no ECS-optimized AMI; use one of ${WINDOWS_VERSIONS.join(', ')}`);
    }
    return new InstanceImage(new WindowsImage(version, options));
  }

  /**
   * An AMI of your own. It must contain the ECS agent, and be for the CPU architecture and the accelerator of the instances.
   *
   * Throws when the family is Windows and the operating system of the tasks is missing.
   *
   * @param machineImage the AMI
   * @param props the form of the user data, the operating system and the volume
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-install.html
   */
  public static custom(machineImage: ec2.IMachineImage, props: CustomInstanceImageProps): InstanceImage {
    const { family, operatingSystemFamily } = props;
    if (family === InstanceImageFamily.WINDOWS && !operatingSystemFamily?.isWindows()) {
      throw new Error('InstanceImage.custom: operatingSystemFamily is required for Windows, such as ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE');
    }
    return new InstanceImage(new CustomImage(machineImage, props));
  }

  private constructor(
    /** @internal */
    public readonly _kind: ImageKind,
  ) {}
}
