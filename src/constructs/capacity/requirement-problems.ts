import { Size, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { manufacturerArchitecture, patternArchitecture } from './instance-architecture';
import { MACOS_TYPE } from '../../facts/instance-types';
import { REQUIREMENT_RANGES } from '../../facts/managed-instances';

type Requirements = ec2.InstanceRequirementsConfig;

/** Why no instance type has these attributes, or why EC2 refuses them. */
export function requirementProblems(requirements: Requirements): string[] {
  const { allowedInstanceTypes = [], excludedInstanceTypes = [] } = requirements;
  const { spotMaxPricePercentageOverLowestPrice: spot, onDemandMaxPricePercentageOverLowestPrice: onDemand } = requirements;
  return [
    ...macProblems('instanceRequirements: allowedInstanceTypes', requirements.allowedInstanceTypes),
    ...manufacturerProblems(requirements),
    ...REQUIREMENT_RANGES.flatMap(({ prop }) => rangeProblem(requirements, `${prop}Min`, `${prop}Max`)),
    ...(allowedInstanceTypes.length > 0 && excludedInstanceTypes.length > 0
      ? ['instanceRequirements: allowedInstanceTypes and excludedInstanceTypes cannot be combined; remove one of them']
      : []),
    ...(spot !== undefined && onDemand !== undefined
      ? [`instanceRequirements: spotMaxPricePercentageOverLowestPrice (${spot}) and onDemandMaxPricePercentageOverLowestPrice (${onDemand}) cannot be combined; remove one of them`]
      : []),
  ];
}

/** Mac instances run no containers of ECS. */
export function macProblems(name: string, types: readonly string[] = []): string[] {
  const macs = types.filter(each => MACOS_TYPE.test(each));
  return macs.length > 0 ? [`${name} (${macs.join(', ')}) must not have Mac instances, which run no Linux containers; remove them`] : [];
}

/** Listed types whose architecture no listed manufacturer has. */
function manufacturerProblems({ cpuManufacturers = [], allowedInstanceTypes = [] }: Requirements): string[] {
  if (cpuManufacturers.length === 0) { return []; }
  const architectures = cpuManufacturers.map(manufacturerArchitecture);
  const never = allowedInstanceTypes.filter(each => {
    const architecture = patternArchitecture(each);
    return architecture !== undefined && !architectures.includes(architecture);
  });
  if (never.length === 0) { return []; }
  return [`instanceRequirements: allowedInstanceTypes (${never.join(', ')}) have no CPU of cpuManufacturers (${cpuManufacturers.join(', ')}), so they are never launched; remove them, or add their manufacturer`];
}

function rangeProblem(requirements: Requirements, min: keyof Requirements, max: keyof Requirements): string[] {
  const [lower, upper] = [numberOf(requirements[min]), numberOf(requirements[max])];
  if (lower === undefined || upper === undefined || lower <= upper) { return []; }
  return [`instanceRequirements: ${min} (${lower}) must not be above ${max} (${upper}), because no instance type has both`];
}

/** A size in MiB. Undefined for values that are known only at deployment. */
function numberOf(value: Requirements[keyof Requirements]): number | undefined {
  const number = value instanceof Size ? value.toMebibytes() : value;
  return typeof number === 'number' && !Token.isUnresolved(number) ? number : undefined;
}
