import { Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ofManufacturer, ofType } from './instance-selection';
import { ManagedInstancesProps } from './managed-instances-props';
import { CAPACITY_PROVIDER_NAME } from '../../../facts/capacity-provider-name';
import { MAC_TYPE, MANAGED_SCALE_IN_SECONDS, MANAGED_STORAGE_GIB } from '../../../facts/managed-instances';
import { formatProblem, secondsProblem, wholeNumberProblem } from '../../checks';

type Requirements = ec2.InstanceRequirementsConfig;

/** The bounds of requirements: the lower and the upper prop. */
const RANGES: readonly (readonly [keyof Requirements, keyof Requirements])[] = [
  ['vCpuCountMin', 'vCpuCountMax'],
  ['memoryMin', 'memoryMax'],
  ['memoryPerVCpuMin', 'memoryPerVCpuMax'],
  ['acceleratorCountMin', 'acceleratorCountMax'],
  ['acceleratorTotalMemoryMin', 'acceleratorTotalMemoryMax'],
  ['baselineEbsBandwidthMbpsMin', 'baselineEbsBandwidthMbpsMax'],
  ['networkBandwidthGbpsMin', 'networkBandwidthGbpsMax'],
  ['networkInterfaceCountMin', 'networkInterfaceCountMax'],
  ['totalLocalStorageGBMin', 'totalLocalStorageGBMax'],
];

/** Why ECS would refuse the capacity provider, or could launch no instance for it. */
export function managedInstancesProblems(props: ManagedInstancesProps): string[] {
  const { storageSize, scaleInAfter, infrastructureOptimization, securityGroups, capacityProviderName } = props;
  return [
    ...selectionProblems(props),
    ...purchaseProblems(props),
    ...wholeNumberProblem('storageSize', gibibytes(storageSize), MANAGED_STORAGE_GIB, ' GiB'),
    ...secondsProblem('scaleInAfter', scaleInAfter, MANAGED_SCALE_IN_SECONDS),
    ...(scaleInAfter && infrastructureOptimization === false
      ? [`scaleInAfter (${scaleInAfter.toHumanString()}) has no effect while infrastructureOptimization is false; remove one of them`]
      : []),
    ...(securityGroups?.length === 0 ? ['securityGroups ([]) must have at least one security group; remove it for a new one'] : []),
    ...formatProblem('capacityProviderName', capacityProviderName, CAPACITY_PROVIDER_NAME),
  ];
}

/** A size that is not a whole number of GiB has decimals, for which `toGibibytes` would throw. */
function gibibytes(size: Size | undefined): number | undefined { return size?.toGibibytes({ rounding: SizeRoundingBehavior.NONE }); }

function selectionProblems({ instanceTypes, instanceRequirements }: ManagedInstancesProps): string[] {
  if (instanceTypes && instanceRequirements) { return ['instanceTypes and instanceRequirements cannot be combined; list the types in allowedInstanceTypes of instanceRequirements']; }
  if (instanceTypes?.length === 0) { return ['instanceTypes ([]) must have at least one instance type; remove it to let ECS select']; }
  return [
    ...macProblems('instanceTypes', instanceTypes?.map(String)),
    ...(instanceRequirements ? requirementProblems(instanceRequirements) : []),
  ];
}

function requirementProblems(requirements: Requirements): string[] {
  const { allowedInstanceTypes = [], excludedInstanceTypes = [] } = requirements;
  const { spotMaxPricePercentageOverLowestPrice: spot, onDemandMaxPricePercentageOverLowestPrice: onDemand } = requirements;
  return [
    ...macProblems('instanceRequirements: allowedInstanceTypes', requirements.allowedInstanceTypes),
    ...manufacturerProblems(requirements),
    ...RANGES.flatMap(([min, max]) => rangeProblem(requirements, min, max)),
    ...(allowedInstanceTypes.length > 0 && excludedInstanceTypes.length > 0
      ? ['instanceRequirements: allowedInstanceTypes and excludedInstanceTypes cannot be combined; remove one of them']
      : []),
    ...(spot !== undefined && onDemand !== undefined
      ? [`instanceRequirements: spotMaxPricePercentageOverLowestPrice (${spot}) and onDemandMaxPricePercentageOverLowestPrice (${onDemand}) cannot be combined; remove one of them`]
      : []),
  ];
}

function macProblems(name: string, types: readonly string[] = []): string[] {
  const macs = types.filter(each => MAC_TYPE.test(each));
  return macs.length > 0 ? [`${name} (${macs.join(', ')}) must not have Mac instances, which run no Linux containers; remove them`] : [];
}

/** Listed types whose architecture no listed manufacturer has. */
function manufacturerProblems({ cpuManufacturers = [], allowedInstanceTypes = [] }: Requirements): string[] {
  if (cpuManufacturers.length === 0) { return []; }
  const architectures = cpuManufacturers.map(ofManufacturer);
  const never = allowedInstanceTypes.filter(each => {
    const architecture = ofType(each);
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

function purchaseProblems({ capacityOptionType, capacityReservations }: ManagedInstancesProps): string[] {
  return capacityOptionType && capacityReservations
    ? [`capacityOptionType (${capacityOptionType}) and capacityReservations cannot be combined, because reserved capacity is a purchase option of its own; remove one of them`]
    : [];
}
