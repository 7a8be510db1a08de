import { capacityGroups, typesOf } from './capacity-groups';
import { launchableTypes, requirementsOf } from './managed-types';
import type { InstanceType } from '../../../facts/instance-types';
import type { CapacityProvider } from '../entities/capacity-provider';
import type { TaskRunner } from '../entities/task-runner';
import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';

/** The instance types of an Auto Scaling group, or of a capacity provider of Managed Instances. */
export interface InstancePool {
  readonly resource: Resource;
  readonly types: JoinedList<InstanceType>;
}

/** The instances on which ECS may place the tasks of a task runner; empty if some are unknown. */
export function instancePools(runner: TaskRunner): readonly InstancePool[] {
  const groups = capacityGroups(runner).all.map(group => ({ resource: group.resource, types: typesOf(group) }));
  const managed = managedProviders(runner).map(provider => ({ resource: provider.resource, types: typesOfManaged(provider) }));
  return [...groups, ...managed];
}

/** The capacity providers of Managed Instances that run the tasks of a task runner; empty if one of them is unknown. */
export function managedProviders({ compute, strategies }: TaskRunner): readonly CapacityProvider[] {
  const [strategy] = strategies;
  if (!strategy?.isComplete || !compute.is('MANAGED_INSTANCES')) { return []; }
  return strategy.items.flatMap(({ provider }) => provider ?? []);
}

/** The types that a capacity provider may launch. If some are unknown, the largest that its requirements allow stands for them. */
function typesOfManaged(provider: CapacityProvider): JoinedList<InstanceType> {
  const types = launchableTypes(provider);
  const largest = types.isComplete ? undefined : largestAllowed(provider);
  return largest ? new JoinedList([largest], true) : types;
}

/** An instance type with the maxima of the requirements; `undefined` if there is none. */
function largestAllowed(provider: CapacityProvider): InstanceType | undefined {
  const requirements = requirementsOf(provider);
  const [vcpus, memory] = [maximumOf(requirements.get('VCpuCount')), maximumOf(requirements.get('MemoryMiB'))];
  if (vcpus === Infinity && memory === Infinity) { return undefined; }
  return { name: `the largest instance type that ${provider.resource.logicalId} allows`, vcpus, memory, interfaces: Infinity, gpus: Infinity, architecture: 'X86_64' };
}

/** No instance type is in a range whose minimum is above its maximum; another rule reports it. */
function maximumOf(range: Node): number {
  const [min, max] = [range.number('Min').known ?? 0, range.number('Max').known ?? Infinity];
  return min > max ? Infinity : max;
}
