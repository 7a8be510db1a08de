import { hasKind, isLike, shown } from '../checks';

/** The check of the TypeScript type of a `Capacity`, for callers in other languages. Instances are the most likely mistake. */
export function capacityTypeProblems(name: string, capacity: unknown): string[] {
  if (hasKind(capacity, 'on')) { return []; }
  const instead = isLike(capacity, 'capacityProviderName') ? 'pass the instances to Capacity.instances or Capacity.managedInstances' : 'use a factory of Capacity, such as Capacity.fargate()';
  return [`${name}${shown(capacity)} must be a Capacity; ${instead}`];
}
