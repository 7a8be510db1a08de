import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Hardware, InstanceAccelerator } from './instance-accelerator';
import { InstanceGroupProps } from './instance-group-props';
import { SizedType } from '../../../facts/instance-fit';
import { InstanceType, instanceType } from '../../../facts/instance-types';

/** The sizes of the instances of a group; empty if a type is not in the table. */
export function sizesOf({ instanceTypes, instanceRequirements }: InstanceGroupProps, hardware: Hardware): readonly SizedType[] {
  const types = typesOf(instanceTypes?.map(String));
  return types.length === 0 && instanceRequirements ? requiredSizes(instanceRequirements, hardware) : types;
}

/** The largest instance type that requirements allow. An AMI without drivers for GPUs gets no instance types with GPUs. */
function requiredSizes(requirements: ec2.InstanceRequirementsConfig, { accelerator }: Hardware): readonly SizedType[] {
  const { vCpuCountMax, memoryMax, acceleratorCountMax } = requirements;
  return [{
    name: 'limited by instanceRequirements',
    vcpus: limit(vCpuCountMax),
    memory: memoryMax?.isUnresolved() ? Infinity : memoryMax?.toMebibytes() ?? Infinity,
    gpus: accelerator === InstanceAccelerator.NVIDIA_GPU ? limit(acceleratorCountMax) : 0,
  }];
}

function typesOf(names: readonly string[] = []): readonly InstanceType[] {
  const types = names.flatMap(name => instanceType(name) ?? []);
  return types.length < names.length ? [] : types;
}

function limit(value: number | undefined): number { return value === undefined || Token.isUnresolved(value) ? Infinity : value; }

/** The agent reserves memory before ECS gives the rest to tasks. */
export function reservedMemoryProblems(sizes: readonly SizedType[], reserved: number): string[] {
  const small = sizes.filter(({ memory }) => memory <= reserved);
  if (reserved === 0 || small.length === 0) { return []; }
  return [`agent.reservedMemory (${reserved} MiB) leaves no memory for tasks on ${small.map(({ name, memory }) => `${name} (${memory} MiB)`).join(', ')}; use a smaller value, or larger instance types`];
}
