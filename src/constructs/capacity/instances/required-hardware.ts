import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { InstanceAccelerator } from './instance-accelerator';
import type { NamedHardware } from './instance-hardware';
import { acceleratorOf } from '../../../facts/instance-types';
import { isKnownLater } from '../../checks';
import { manufacturerArchitecture, patternArchitecture } from '../instance-architecture';

const MANUFACTURERS = new Map<ec2.AcceleratorManufacturer, InstanceAccelerator>([
  [ec2.AcceleratorManufacturer.NVIDIA, InstanceAccelerator.NVIDIA_GPU],
  [ec2.AcceleratorManufacturer.AWS, InstanceAccelerator.AWS_NEURON],
]);

/** The hardware of the manufacturers and the types in requirements; a pattern with an unknown family says nothing. */
export function hardwareOfRequirements(requirements: ec2.InstanceRequirementsConfig): NamedHardware {
  const { cpuManufacturers = [], acceleratorManufacturers = [], allowedInstanceTypes = [] } = requirements;
  const types = allowedInstanceTypes.filter(name => !isKnownLater(name) && !name.split('.')[0].includes('*'));
  const unusable = acceleratorManufacturers.filter(each => !MANUFACTURERS.has(each));
  return {
    prop: 'instanceRequirements',
    architectures: new Map([
      ...cpuManufacturers.map(each => [each, manufacturerArchitecture(each)] as const),
      ...types.flatMap(name => entry(name, patternArchitecture(name))),
    ]),
    accelerators: new Map([
      ...acceleratorManufacturers.flatMap(each => entry(each, MANUFACTURERS.get(each))),
      ...types.map(name => [name, acceleratorOf(name) as InstanceAccelerator] as const),
    ]),
    problems: unusable.map(each => `instanceRequirements: acceleratorManufacturers contains ${each}, which ECS does not support; use nvidia or amazon-web-services`),
  };
}

function entry<T>(name: string, value: T | undefined): (readonly [string, T])[] { return value === undefined ? [] : [[name, value]]; }

/** Why the requirements need another accelerator, which selects the AMI. */
export function acceleratorProblems(requirements: ec2.InstanceRequirementsConfig, accelerator: InstanceAccelerator | undefined): string[] {
  const { acceleratorCountMin = 0, acceleratorNames = [], acceleratorTypes = [], acceleratorManufacturers = [] } = requirements;
  const isAccelerated = acceleratorCountMin > 0 || [acceleratorNames, acceleratorTypes, acceleratorManufacturers].some(list => list.length > 0);
  if (!isAccelerated) { return []; }
  if (accelerator === undefined) {
    return ['accelerator is required with these instanceRequirements, because it selects the AMI; set it to NVIDIA_GPU or AWS_NEURON'];
  }
  return accelerator === InstanceAccelerator.NONE && acceleratorManufacturers.length === 0
    ? ['accelerator (NONE) contradicts instanceRequirements, which require accelerators; set it to NVIDIA_GPU or AWS_NEURON']
    : [];
}
