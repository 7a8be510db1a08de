import { INSTANCE_FAMILIES } from './instance-types.generated';
import { own } from './own';
import type { Format } from './value-format';

/** An instance type of EC2. */
export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;
  /** In MiB. ECS registers less, because the operating system and the agent use some. */
  readonly memory: number;
  /** The number of network interfaces, with the primary one. */
  readonly interfaces: number;
  readonly gpus: number;
  /** In the values of `RuntimePlatform`. */
  readonly architecture: 'X86_64' | 'ARM64';
}

/** The name of an instance type: a family and a size. */
export const INSTANCE_TYPE_NAME: Format = { pattern: /^[a-z][a-z\d-]*\.[a-z\d-]+$/, form: 'a family and a size, such as m7g.large' };

/**
 * Instances with macOS, for which there is no ECS agent.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-mac-instances.html
 */
export const MACOS_TYPE = /^mac/;

/** The CPU units of a vCPU. */
export const CPU_UNITS = 1024;

/**
 * An instance type, if it is in the table. The table is the output of DescribeInstanceTypes, as the AWS emulator moto 5.2.5 packages it;
 * `scripts/instance-types.ts` generates it. Types that AWS has added since, and macOS, are not in the table.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html
 */
export function instanceType(name: string): InstanceType | undefined {
  const [family, size, ...rest] = name.split('.');
  const [architecture, ...sizes] = own(INSTANCE_FAMILIES, family)?.split('|') ?? [];
  const [, vcpus, memory, interfaces, gpus = 0] = sizes.find(each => each.startsWith(`${size} `))?.split(' ').map(Number) ?? [];
  if (memory === undefined || rest.length > 0) { return undefined; }
  return { name, vcpus, memory, interfaces, gpus, architecture: architecture === 'arm64' ? 'ARM64' : 'X86_64' };
}

let names: readonly string[] | undefined;

/** The names of all instance types in the table. */
export function instanceTypeNames(): readonly string[] {
  return names ??= Object.entries(INSTANCE_FAMILIES).flatMap(([family, row]) => row.split('|').slice(1).map(size => `${family}.${size.split(' ')[0]}`));
}

/** The accelerators for which ECS has AMIs. */
export type Accelerator = 'NONE' | 'NVIDIA_GPU' | 'AWS_NEURON';

const NEURON = /^(?:inf|trn)\d/;
const NVIDIA = /^(?:p|gr?)\d/;
/** GPUs of AMD, which ECS does not support. */
const AMD = /^g4ad\b/;

/**
 * The accelerator of an instance type, from the name of its family: those of types that are not in the table follow the same scheme.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-inference.html
 */
export function acceleratorOf(name: string): Accelerator {
  if (NEURON.test(name)) { return 'AWS_NEURON'; }
  return NVIDIA.test(name) && !AMD.test(name) ? 'NVIDIA_GPU' : 'NONE';
}
