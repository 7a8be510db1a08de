import { Size, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ManagedInstancesProps } from './managed-instances-props';
import { CPU_UNITS, InstanceType, instanceType } from '../../../facts/instance-types';
import { BARE_METAL_TYPE, BURSTABLE_TYPE } from '../../../facts/managed-instances';
import { isKnownLater } from '../../checks';

export type Architecture = InstanceType['architecture'];

/** The CPU units and MiB of an instance; undefined if they are unknown or have no limit. */
export interface InstanceSize {
  readonly cpu?: number;
  readonly memoryMiB?: number;
}

/** The instance types that ECS may launch. */
export class InstanceSelection {
  public constructor(private readonly props: ManagedInstancesProps) {}

  /**
   * Undefined when ECS selects. Listed types need lower bounds, and requirements exclude burstable and bare metal types unless they include them.
   */
  public get requirements(): ec2.InstanceRequirementsConfig | undefined {
    const { instanceTypes, instanceRequirements } = this.props;
    if (!instanceTypes) { return instanceRequirements; }
    const names = instanceTypes.map(String);
    return {
      vCpuCountMin: 1,
      memoryMin: Size.mebibytes(1),
      allowedInstanceTypes: names,
      burstablePerformance: names.some(name => BURSTABLE_TYPE.test(name)) ? ec2.BurstablePerformance.INCLUDED : undefined,
      bareMetal: names.some(name => BARE_METAL_TYPE.test(name)) ? ec2.BareMetal.INCLUDED : undefined,
    };
  }

  /** The architecture of all instances; undefined if it is unknown, or if they may have different ones. */
  public get architecture(): Architecture | undefined {
    const { cpuManufacturers = [], allowedInstanceTypes = [] } = this.requirements ?? {};
    const all = cpuManufacturers.length > 0 ? cpuManufacturers.map(ofManufacturer) : allowedInstanceTypes.map(ofType);
    return all.every(each => each === all[0]) ? all[0] : undefined;
  }

  /** The size of the largest instance: no task can be larger. */
  public get largest(): InstanceSize {
    const { instanceTypes, instanceRequirements } = this.props;
    if (!instanceTypes) { return upperBounds(instanceRequirements); }
    const known = instanceTypes.map(each => instanceType(String(each)));
    const all = known.filter(each => each !== undefined);
    if (all.length < known.length) { return {}; }
    return { cpu: CPU_UNITS * Math.max(...all.map(({ vcpus }) => vcpus)), memoryMiB: Math.max(...all.map(({ memory }) => memory)) };
  }
}

function upperBounds({ vCpuCountMax, memoryMax }: Partial<ec2.InstanceRequirementsConfig> = {}): InstanceSize {
  const isKnown = vCpuCountMax !== undefined && !Token.isUnresolved(vCpuCountMax);
  return { cpu: isKnown ? vCpuCountMax * CPU_UNITS : undefined, memoryMiB: memoryMax?.toMebibytes() };
}

/** The architecture of the CPUs of a manufacturer. */
export function ofManufacturer(manufacturer: ec2.CpuManufacturer): Architecture {
  return manufacturer === ec2.CpuManufacturer.AWS ? 'ARM64' : 'X86_64';
}

/** The architecture of a listed type, which may be a pattern, such as `m7g.*`. Undefined if it is unknown. */
export function ofType(name: string): Architecture | undefined {
  const known = instanceType(name)?.architecture;
  if (known || isKnownLater(name)) { return known; }
  const [family] = name.split('.');
  if (family.includes('*')) { return undefined; }
  return instanceType(`${family}.large`)?.architecture ?? instanceType(`${family}.xlarge`)?.architecture;
}
