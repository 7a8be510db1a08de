import { SizeRoundingBehavior } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { agentProblems, AgentValues, agentValues } from './agent-settings';
import { tomlProblems } from './bottlerocket-user-data';
import { ImageKind } from './image-kind';
import { Hardware } from './instance-accelerator';
import { InstanceGroupProps } from './instance-group-props';
import { planHardware } from './instance-hardware';
import { InstanceImage } from './instance-image';
import { reservedMemoryProblems, sizesOf } from './instance-sizes';
import { KnownInstances } from './known-instances';
import { purchaseProblems } from './purchase';
import { scalingProblems } from './scaling-problems';
import { AGENT_SETTINGS, WINDOWS_LOG_DRIVERS } from '../../../facts/agent-settings';
import { ImageVolume } from '../../../facts/machine-images';
import { wholeNumberProblem } from '../../checks';

/** Decides and checks everything about a group before its first resource is created. */
export class InstanceGroupPlan {
  public readonly hardware: Hardware;
  public readonly image: ImageKind;
  public readonly agent: AgentValues;
  public readonly problems: readonly string[];

  public constructor(public readonly props: InstanceGroupProps) {
    const { hardware, problems } = planHardware(props);
    this.hardware = hardware;
    this.image = (props.image ?? InstanceImage.amazonLinux2023())._kind;
    this.agent = agentValues({ spotDraining: props.spot ? true : undefined, blockInstanceMetadata: true, ...props.agent });
    this.problems = [
      ...problems,
      ...purchaseProblems(props),
      ...scalingProblems(props),
      ...problems.length > 0 ? [] : this.image.problems(hardware),
      ...agentProblems(props.agent ?? {}, this.image.system),
      ...this.userDataProblems(),
      ...this.instanceProblems(),
      ...reservedMemoryProblems(sizesOf(props, hardware), this.reservedMemory),
    ];
  }

  public get cpuArchitecture(): ecs.CpuArchitecture { return ecs.CpuArchitecture.of(this.hardware.architecture); }

  public get volume(): ImageVolume { return this.image.volume(this.hardware); }

  public get isWindows(): boolean { return this.image.system === 'WINDOWS'; }

  public get known(): KnownInstances {
    const { instanceTypes = [], agent, maxInstances } = this.props;
    return {
      instanceTypes: instanceTypes.map(type => type.toString()),
      hasEniTrunking: agent?.eniTrunking ?? false,
      maxInstances,
      accelerator: this.hardware.accelerator,
      sizes: sizesOf(this.props, this.hardware),
      reservedMemory: this.reservedMemory,
      allowsPrivileged: this.allowsPrivileged,
      logDrivers: agent?.logDrivers ?? (this.isWindows ? WINDOWS_LOG_DRIVERS : undefined),
    };
  }

  private get reservedMemory(): number { return this.props.agent?.reservedMemory?.toMebibytes() ?? 0; }

  /** On Bottlerocket, the TOML of the user may allow it. */
  private get allowsPrivileged(): boolean | undefined {
    const { agent, bottlerocketSettings = '' } = this.props;
    if (agent?.privileged !== undefined || this.image.system !== 'BOTTLEROCKET') { return agent?.privileged; }
    return bottlerocketSettings.includes(AGENT_SETTINGS.privileged.bottlerocket) ? undefined : false;
  }

  private userDataProblems(): string[] {
    const { additionalUserData, bottlerocketSettings, warmPool } = this.props;
    if (this.image.system === 'BOTTLEROCKET') {
      return [
        ...additionalUserData ? ['additionalUserData is not supported on Bottlerocket, which runs no commands at launch; use bottlerocketSettings'] : [],
        ...tomlProblems(this.agent, bottlerocketSettings ?? '', warmPool !== undefined),
      ];
    }
    return bottlerocketSettings === undefined ? [] : [`bottlerocketSettings is not supported by image (${this.image.name}); use additionalUserData`];
  }

  private instanceProblems(): string[] {
    const { volumeSize, metadataHopLimit, securityGroups } = this.props;
    return [
      ...wholeNumberProblem('volumeSize', volumeSize?.toGibibytes({ rounding: SizeRoundingBehavior.NONE }), { min: this.volume.leastGiB }, ' GiB'),
      ...wholeNumberProblem('metadataHopLimit', metadataHopLimit, { min: 1, max: 64 }),
      ...securityGroups?.length === 0 ? ['securityGroups ([]) must have at least one security group; remove it for a new one'] : [],
    ];
  }
}
