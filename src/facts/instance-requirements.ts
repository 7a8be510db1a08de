import type { InstanceType } from './instance-types';
import { BARE_METAL_TYPE, BURSTABLE_TYPE } from './managed-instances';

/** A lower and an upper bound. Unknown bounds are undefined. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** The requirements of instance types, as far as they are known. */
export interface KnownRequirements {
  readonly vcpus: Bounds;
  readonly memory: Bounds;
  readonly memoryPerVcpu: Bounds;
  /** `undefined` if they are unknown, or if there is no such requirement. */
  readonly manufacturers?: readonly string[];
  readonly excluded: readonly string[];
  /** `included`, `excluded` or `required`; `undefined` if it is unknown. */
  readonly burstable?: string;
  readonly bareMetal?: string;
}

const MIB_PER_GIB = 1024;

/** The manufacturer of the CPUs with the architecture ARM64. */
const ARM_MANUFACTURER = 'amazon-web-services';

/** The architectures of instance types with CPUs of some manufacturers. */
export function architecturesOf(manufacturers: readonly string[]): readonly InstanceType['architecture'][] {
  return [...new Set(manufacturers.map(each => each === ARM_MANUFACTURER ? 'ARM64' as const : 'X86_64' as const))];
}

/**
 * Why an instance type does not meet requirements; `undefined` if it may. Burstable and bare metal types are excluded by default, also if they are
 * among the allowed types.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceRequirementsRequest.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceRequirementsRequest.html
 */
export function unmetRequirement({ name, vcpus, memory, architecture }: InstanceType, requirements: KnownRequirements): string | undefined {
  const { manufacturers, burstable, bareMetal } = requirements;
  const perVcpu = memory / MIB_PER_GIB / vcpus;
  return outside(vcpus, requirements.vcpus, 'VCpuCount', 'vCPUs')
    ?? outside(memory, requirements.memory, 'MemoryMiB', 'MiB')
    ?? outside(perVcpu, requirements.memoryPerVcpu, 'MemoryGiBPerVCpu', 'GiB for each vCPU')
    ?? (manufacturers && !architecturesOf(manufacturers).includes(architecture) ? `CpuManufacturers has none with ${architecture}` : undefined)
    ?? (requirements.excluded.some(pattern => matchesType(name, pattern)) ? 'it is in ExcludedInstanceTypes' : undefined)
    ?? inclusion(BURSTABLE_TYPE.test(name), burstable, 'BurstablePerformance')
    ?? inclusion(BARE_METAL_TYPE.test(name), bareMetal, 'BareMetal');
}

/**
 * What AWS accepts as an instance type, or a pattern of types.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceRequirementsRequest.html
 */
const TYPE_PATTERN = /^[a-zA-Z0-9.*-]{1,30}$/;

/** Whether an instance type has a name, or a pattern such as `m7g.*`. AWS refuses other patterns, so that they match no type. */
export function matchesType(name: string, pattern: string): boolean {
  if (!TYPE_PATTERN.test(pattern)) { return false; }
  const [first, ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) { return name === first; }
  let at = first.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found < 0) { return false; }
    at = found + part.length;
  }
  return name.startsWith(first) && name.endsWith(last) && at + last.length <= name.length;
}

function outside(value: number, { min = -Infinity, max = Infinity }: Bounds, property: string, unit: string): string | undefined {
  if (value < min) { return `it has ${value} ${unit}, and ${property}.Min is ${min}`; }
  return value > max ? `it has ${value} ${unit}, and ${property}.Max is ${max}` : undefined;
}

function inclusion(isSuch: boolean, setting: string | undefined, property: string): string | undefined {
  return isSuch && setting === 'excluded' || !isSuch && setting === 'required' ? `${property} is ${setting}` : undefined;
}
