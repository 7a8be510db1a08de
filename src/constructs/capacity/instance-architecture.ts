import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { InstanceType, instanceType } from '../../facts/instance-types';
import { isKnownLater } from '../checks';

export type Architecture = InstanceType['architecture'];

export function manufacturerArchitecture(manufacturer: ec2.CpuManufacturer): Architecture {
  return manufacturer === ec2.CpuManufacturer.AWS ? 'ARM64' : 'X86_64';
}

/** The architecture of a type that requirements allow; it may be a pattern, such as `m7g.*`. */
export function patternArchitecture(name: string): Architecture | undefined {
  const known = instanceType(name)?.architecture;
  if (known || isKnownLater(name)) { return known; }
  const [family] = name.split('.');
  if (family.includes('*')) { return undefined; }
  return instanceType(`${family}.large`)?.architecture ?? instanceType(`${family}.xlarge`)?.architecture;
}
