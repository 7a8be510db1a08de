import { capacityGroups, typesOf } from './capacity-groups';
import { launchableTypes } from './managed-types';
import type { InstanceType } from '../../../facts/instance-types';
import type { CapacityProvider } from '../entities/capacity-provider';
import type { TaskRunner } from '../entities/task-runner';
import type { JoinedList } from '../evaluation/joined-list';
import type { Resource } from '../evaluation/resource';

/** The instance types of an Auto Scaling group, or of a capacity provider of Managed Instances. */
export interface InstancePool {
  readonly resource: Resource;
  readonly types: JoinedList<InstanceType>;
}

/** The instances on which ECS may place the tasks of a task runner; empty if some are unknown. */
export function instancePools(runner: TaskRunner): readonly InstancePool[] {
  const groups = capacityGroups(runner).all.map(group => ({ resource: group.resource, types: typesOf(group) }));
  const managed = managedProviders(runner).map(provider => ({ resource: provider.resource, types: launchableTypes(provider) }));
  return [...groups, ...managed];
}

/** The capacity providers of Managed Instances that run the tasks of a task runner; empty if one of them is unknown. */
export function managedProviders({ compute, strategies }: TaskRunner): readonly CapacityProvider[] {
  const [strategy] = strategies;
  if (!strategy?.isComplete || !compute.is('MANAGED_INSTANCES')) { return []; }
  return strategy.items.flatMap(({ provider }) => provider ?? []);
}
