import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { ManagedInstancesProps } from './managed-instances-props';
import { CAPACITY_PROVIDER_NAME } from '../../../facts/capacity-provider-name';
import { MANAGED_SCALE_IN_SECONDS, MANAGED_STORAGE_GIB } from '../../../facts/managed-instances';
import { formatProblem, secondsProblem, wholeNumberProblem } from '../../checks';
import { macProblems, requirementProblems } from '../requirement-problems';

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

function purchaseProblems({ capacityOptionType, capacityReservations }: ManagedInstancesProps): string[] {
  return capacityOptionType && capacityReservations
    ? [`capacityOptionType (${capacityOptionType}) and capacityReservations cannot be combined, because reserved capacity is a purchase option of its own; remove one of them`]
    : [];
}
