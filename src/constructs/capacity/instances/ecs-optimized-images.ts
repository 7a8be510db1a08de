import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ImageKind } from './image-kind';
import { Hardware, InstanceAccelerator } from './instance-accelerator';
import { InstanceImageOptions, WindowsImageOptions } from './instance-image-options';
import { IMAGE_VOLUMES, ImageVolume, windowsCoreParameter } from '../../../facts/machine-images';

const { NONE, NVIDIA_GPU, AWS_NEURON } = InstanceAccelerator;

/** The ECS-optimized AMI with Amazon Linux 2023. */
export class AmazonLinuxImage implements ImageKind {
  public readonly name = 'InstanceImage.amazonLinux2023';
  public readonly system = 'AMAZON_LINUX';
  public readonly operatingSystemFamily = ecs.OperatingSystemFamily.LINUX;

  public constructor(private readonly options: InstanceImageOptions) {}

  public problems({ architecture, accelerator }: Hardware): readonly string[] {
    if (architecture !== 'ARM64' || accelerator === NONE) { return []; }
    const cure = accelerator === NVIDIA_GPU ? 'use InstanceImage.bottlerocket(), or instance types with X86_64' : 'use instance types with X86_64';
    return [`image (${this.name}) has no AMI for ${accelerator} on ARM64; ${cure}`];
  }

  public machineImage({ architecture, accelerator }: Hardware): ec2.IMachineImage {
    return ecs.EcsOptimizedImage.amazonLinux2023(hardwareType(architecture, accelerator), this.options);
  }

  public volume({ accelerator }: Hardware): ImageVolume {
    return accelerator === NONE ? IMAGE_VOLUMES.amazonLinux : IMAGE_VOLUMES.amazonLinuxAccelerated;
  }
}

function hardwareType(architecture: Hardware['architecture'], accelerator: InstanceAccelerator): ecs.AmiHardwareType {
  if (accelerator === NVIDIA_GPU) { return ecs.AmiHardwareType.GPU; }
  if (accelerator === AWS_NEURON) { return ecs.AmiHardwareType.NEURON; }
  return architecture === 'ARM64' ? ecs.AmiHardwareType.ARM : ecs.AmiHardwareType.STANDARD;
}

/** Bottlerocket for ECS. */
export class BottlerocketImage implements ImageKind {
  public readonly name = 'InstanceImage.bottlerocket';
  public readonly system = 'BOTTLEROCKET';
  public readonly operatingSystemFamily = ecs.OperatingSystemFamily.LINUX;

  public constructor(private readonly options: InstanceImageOptions) {}

  public problems({ accelerator }: Hardware): readonly string[] {
    return accelerator === AWS_NEURON ? [`image (${this.name}) has no AMI for ${accelerator}; use InstanceImage.amazonLinux2023()`] : [];
  }

  public machineImage({ architecture, accelerator }: Hardware): ec2.IMachineImage {
    return new ecs.BottleRocketImage({
      ...this.options,
      architecture: architecture === 'ARM64' ? ec2.InstanceArchitecture.ARM_64 : ec2.InstanceArchitecture.X86_64,
      variant: accelerator === NVIDIA_GPU ? ecs.BottlerocketEcsVariant.AWS_ECS_2_NVIDIA : ecs.BottlerocketEcsVariant.AWS_ECS_2,
    });
  }

  public volume({ accelerator }: Hardware): ImageVolume {
    return accelerator === NONE ? IMAGE_VOLUMES.bottlerocket : IMAGE_VOLUMES.bottlerocketAccelerated;
  }
}

/** The ECS-optimized AMI with Windows Server. */
export class WindowsImage implements ImageKind {
  public readonly name = 'InstanceImage.windows';
  public readonly system = 'WINDOWS';

  public constructor(private readonly version: ecs.WindowsOptimizedVersion, private readonly options: WindowsImageOptions) {}

  public get operatingSystemFamily(): ecs.OperatingSystemFamily {
    return ecs.OperatingSystemFamily.of(`WINDOWS_SERVER_${this.version}_${this.options.core ? 'CORE' : 'FULL'}`);
  }

  public problems({ architecture, accelerator }: Hardware): readonly string[] {
    return [
      ...architecture === 'ARM64' ? [`image (${this.name}) has no AMI for ARM64; use instance types with X86_64`] : [],
      ...accelerator === NONE ? [] : [`image (${this.name}) has no AMI for ${accelerator}; use InstanceImage.amazonLinux2023()`],
    ];
  }

  public machineImage(): ec2.IMachineImage {
    const { core, cachedInContext } = this.options;
    return core
      ? ec2.MachineImage.fromSsmParameter(windowsCoreParameter(this.version), { os: ec2.OperatingSystemType.WINDOWS, cachedInContext })
      : ecs.EcsOptimizedImage.windows(this.version, { cachedInContext });
  }

  public volume(): ImageVolume { return IMAGE_VOLUMES.windows; }
}
