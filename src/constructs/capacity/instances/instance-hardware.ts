import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Hardware, InstanceAccelerator } from './instance-accelerator';
import { InstanceGroupProps } from './instance-group-props';
import { acceleratorOf, INSTANCE_TYPE_NAME, instanceType } from '../../../facts/instance-types';
import { hasFormat } from '../../../facts/value-format';
import { formatProblem } from '../../checks';

type Architecture = Hardware['architecture'];

/** The hardware of the instances, and why the props do not agree on it. */
export interface HardwarePlan {
  readonly hardware: Hardware;
  readonly problems: readonly string[];
}

/** The CPU architecture and the accelerator follow from the instance types or from the requirements. */
export function planHardware({ instanceTypes = [], instanceRequirements, cpuArchitecture, accelerator }: InstanceGroupProps): HardwarePlan {
  const given = instanceTypes.map(type => type.toString()).filter(name => !Token.isUnresolved(name));
  const names = given.filter(name => hasFormat(name, INSTANCE_TYPE_NAME));
  const architectures = new Map(names.map(name => [name, architectureOf(name)]));
  const accelerators = new Map(names.map(name => [name, acceleratorOf(name)]));
  const required = instanceRequirements && requiredAccelerator(instanceRequirements);
  const [typical] = accelerators.values();
  return {
    hardware: {
      architecture: architectureIn(cpuArchitecture) ?? [...architectures.values()][0] ?? requiredArchitecture(instanceRequirements),
      accelerator: accelerator ?? required ?? (typical as InstanceAccelerator | undefined) ?? InstanceAccelerator.NONE,
    },
    problems: [
      ...given.flatMap(name => formatProblem('an instance type', name, INSTANCE_TYPE_NAME)),
      ...differenceProblems('CPU architectures', architectures),
      ...differenceProblems('accelerators', accelerators),
      ...contradictionProblems('cpuArchitecture', architectureIn(cpuArchitecture), architectures),
      ...contradictionProblems('accelerator', accelerator, accelerators),
      ...unknownAcceleratorProblems(instanceRequirements, accelerator ?? required),
    ],
  };
}

/** Types that are not in the table have their architecture in the name, as the CDK reads it. */
function architectureOf(name: string): Architecture {
  return instanceType(name)?.architecture ?? (new ec2.InstanceType(name).architecture === ec2.InstanceArchitecture.ARM_64 ? 'ARM64' : 'X86_64');
}

function architectureIn(given: ecs.CpuArchitecture | undefined): Architecture | undefined {
  return given?._cpuArchitecture as Architecture | undefined;
}

function requiredArchitecture({ cpuManufacturers = [] }: Partial<ec2.InstanceRequirementsConfig> = {}): Architecture {
  return cpuManufacturers.length > 0 && cpuManufacturers.every(each => each === ec2.CpuManufacturer.AWS) ? 'ARM64' : 'X86_64';
}

const MANUFACTURERS = new Map<ec2.AcceleratorManufacturer, InstanceAccelerator>([
  [ec2.AcceleratorManufacturer.NVIDIA, InstanceAccelerator.NVIDIA_GPU],
  [ec2.AcceleratorManufacturer.AWS, InstanceAccelerator.AWS_NEURON],
]);

/** The accelerator of the only manufacturer. */
function requiredAccelerator({ acceleratorManufacturers = [] }: ec2.InstanceRequirementsConfig): InstanceAccelerator | undefined {
  const [first, ...others] = acceleratorManufacturers;
  return others.length === 0 ? MANUFACTURERS.get(first) : undefined;
}

function differenceProblems(what: string, values: ReadonlyMap<string, string>): string[] {
  if (new Set(values.values()).size < 2) { return []; }
  return [`instanceTypes have different ${what} (${listed([...values])}), but a group has one AMI; add a group for each`];
}

function contradictionProblems(prop: string, given: string | undefined, values: ReadonlyMap<string, string>): string[] {
  const others = [...values].filter(([, value]) => given !== undefined && !Token.isUnresolved(given) && value !== given);
  return others.length === 0 ? [] : [`${prop} (${given}) is not that of instanceTypes (${listed(others)}); remove it`];
}

function listed(values: readonly (readonly [string, string])[]): string { return values.map(each => each.join(': ')).join(', '); }

function unknownAcceleratorProblems(requirements?: ec2.InstanceRequirementsConfig, accelerator?: InstanceAccelerator): string[] {
  if (!requirements || accelerator !== undefined) { return []; }
  const { acceleratorCountMin = 0, acceleratorNames = [], acceleratorTypes = [], acceleratorManufacturers = [] } = requirements;
  const isAccelerated = acceleratorCountMin > 0 || [acceleratorNames, acceleratorTypes, acceleratorManufacturers].some(list => list.length > 0);
  return isAccelerated ? ['accelerator is required with these instanceRequirements, because it selects the AMI; set it to NVIDIA_GPU or AWS_NEURON'] : [];
}
