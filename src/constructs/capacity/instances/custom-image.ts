import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ImageKind } from './image-kind';
import { CustomInstanceImageProps } from './instance-image-options';
import { AgentSystem } from '../../../facts/agent-settings';
import { IMAGE_VOLUMES, ImageVolume } from '../../../facts/machine-images';

const VOLUMES: Readonly<Record<AgentSystem, ImageVolume>> = {
  AMAZON_LINUX: IMAGE_VOLUMES.amazonLinux,
  BOTTLEROCKET: IMAGE_VOLUMES.bottlerocket,
  WINDOWS: IMAGE_VOLUMES.windows,
};

/** An AMI that is not of AWS, or not one of the ECS-optimized ones. */
export class CustomImage implements ImageKind {
  public readonly name = 'InstanceImage.custom';
  public readonly system: AgentSystem;
  public readonly operatingSystemFamily: ecs.OperatingSystemFamily;

  public constructor(private readonly image: ec2.IMachineImage, private readonly props: CustomInstanceImageProps) {
    this.system = props.family;
    this.operatingSystemFamily = props.operatingSystemFamily ?? ecs.OperatingSystemFamily.LINUX;
  }

  public problems(): readonly string[] { return []; }

  public machineImage(): ec2.IMachineImage { return this.image; }

  public volume(): ImageVolume {
    const usual = VOLUMES[this.system];
    const leastGiB = this.props.minimumVolumeSize?.toGibibytes() ?? usual.leastGiB;
    return { device: this.props.volumeDeviceName ?? usual.device, leastGiB, defaultGiB: Math.max(leastGiB, usual.defaultGiB) };
  }
}
