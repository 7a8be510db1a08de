import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { InstanceAccelerator } from './instance-accelerator';
import type { NamedHardware } from './instance-hardware';
import { acceleratorOf, INSTANCE_TYPE_NAME, instanceType, MACOS_TYPE } from '../../../facts/instance-types';
import { hasFormat } from '../../../facts/value-format';
import { formatProblem } from '../../checks';
import { Architecture } from '../instance-architecture';

/** The hardware of instance types. `given` is the CPU architecture of those that nobody knows. */
export function hardwareOfTypes(types: readonly ec2.InstanceType[], given: Architecture | undefined): NamedHardware {
  const all = types.map(type => type.toString()).filter(name => !Token.isUnresolved(name));
  const names = all.filter(name => hasFormat(name, INSTANCE_TYPE_NAME) && !MACOS_TYPE.test(name));
  const known = names.map(name => [name, architectureOf(name) ?? given] as const);
  return {
    prop: 'instanceTypes',
    architectures: new Map(known.flatMap(([name, architecture]) => architecture ? [[name, architecture]] : [])),
    accelerators: new Map(names.map(name => [name, acceleratorOf(name) as InstanceAccelerator])),
    problems: [
      ...all.flatMap(name => formatProblem('an instance type', name, INSTANCE_TYPE_NAME)),
      ...all.filter(name => MACOS_TYPE.test(name)).map(name => `instanceTypes contains '${name}', which runs only macOS, and ECS has no agent for it; use other types`),
      ...known.filter(([, architecture]) => !architecture).map(([name]) => `instanceTypes contains '${name}', whose CPU architecture is not known; set cpuArchitecture`),
    ],
  };
}

/** Types that are not in the table have their architecture in the name, as the CDK reads it. It throws for names such as `u-6tb1.metal`. */
function architectureOf(name: string): Architecture | undefined {
  const known = instanceType(name)?.architecture;
  if (known) { return known; }
  try {
    return new ec2.InstanceType(name).architecture === ec2.InstanceArchitecture.ARM_64 ? 'ARM64' : 'X86_64';
  } catch {
    return undefined;
  }
}
