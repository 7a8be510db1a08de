import { Token } from 'aws-cdk-lib';
import { Hardware, InstanceAccelerator } from './instance-accelerator';
import { InstanceGroupProps } from './instance-group-props';
import { acceleratorProblems, hardwareOfRequirements } from './required-hardware';
import { hardwareOfTypes } from './type-hardware';
import { Architecture } from '../instance-architecture';

/** The hardware of the instances, and why the props do not agree on it. */
export interface HardwarePlan {
  readonly hardware: Hardware;
  readonly problems: readonly string[];
}

/** The hardware that a prop names: by the name of an instance type or of a manufacturer. */
export interface NamedHardware {
  readonly prop: 'instanceTypes' | 'instanceRequirements';
  readonly architectures: ReadonlyMap<string, Architecture>;
  readonly accelerators: ReadonlyMap<string, InstanceAccelerator>;
  readonly problems: readonly string[];
}

/** The CPU architecture and the accelerator follow from the instance types or from the requirements. */
export function planHardware({ instanceTypes = [], instanceRequirements, cpuArchitecture, accelerator }: InstanceGroupProps): HardwarePlan {
  const given = cpuArchitecture?._cpuArchitecture as Architecture | undefined;
  const named = instanceRequirements ? hardwareOfRequirements(instanceRequirements) : hardwareOfTypes(instanceTypes, given);
  const { prop, architectures, accelerators, problems } = named;
  const [architecture] = architectures.values();
  const [typical] = accelerators.values();
  return {
    hardware: { architecture: given ?? architecture ?? 'X86_64', accelerator: accelerator ?? typical ?? InstanceAccelerator.NONE },
    problems: [
      ...problems,
      ...differenceProblems(`${prop} have different CPU architectures`, architectures),
      ...differenceProblems(`${prop} have different accelerators`, accelerators),
      ...contradictionProblems(`cpuArchitecture (${given}) is not that of ${prop}`, given, architectures),
      ...contradictionProblems(`accelerator (${accelerator}) is not that of ${prop}`, accelerator, accelerators),
      ...instanceRequirements ? acceleratorProblems(instanceRequirements, accelerator ?? typical) : [],
    ],
  };
}

function differenceProblems(problem: string, values: ReadonlyMap<string, string>): string[] {
  if (new Set(values.values()).size < 2) { return []; }
  return [`${problem} (${listed([...values])}), but a group has one AMI; add a group for each`];
}

function contradictionProblems(problem: string, given: string | undefined, values: ReadonlyMap<string, string>): string[] {
  const others = [...values].filter(([, value]) => given !== undefined && !Token.isUnresolved(given) && value !== given);
  return others.length === 0 ? [] : [`${problem} (${listed(others)}); remove it`];
}

function listed(values: readonly (readonly [string, string])[]): string { return values.map(each => each.join(': ')).join(', '); }
