import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Hardware } from './instance-accelerator';
import { AgentSystem } from '../../../facts/agent-settings';
import { ImageVolume } from '../../../facts/machine-images';

/** The value inside an `InstanceImage`. */
export interface ImageKind {
  /** The name of the factory, for messages. */
  readonly name: string;
  readonly system: AgentSystem;
  readonly operatingSystemFamily: ecs.OperatingSystemFamily;
  /** Why there is no such AMI for the hardware. */
  problems(hardware: Hardware): readonly string[];
  machineImage(hardware: Hardware): ec2.IMachineImage;
  /** The volume with the container images. */
  volume(hardware: Hardware): ImageVolume;
}
