import { capacityGroups, mostInstances, typesOf } from './capacity-groups';
import { InstanceLimit, ownInstance } from './instance-limits';
import { mostTasks } from './shortage';
import type { InstanceType } from '../../../facts/instance-types';
import type { AutoScalingGroup } from '../entities/auto-scaling-group';
import type { Service } from '../entities/service';
import type { JoinedList } from '../evaluation/joined-list';
import type { Location } from '../evaluation/resource';

/** The number of tasks of a service for which its Auto Scaling groups have room, if no other task runs there: at least one. */
export interface Room {
  readonly tasks: number;
  /** The calculation. */
  readonly because: string;
  readonly sizes: readonly Location[];
}

/** The room if every task needs its own instance, unless it is enough. */
export function roomOfOwnInstances(service: Service): Room | undefined {
  const reason = ownInstance(service);
  return reason === undefined ? undefined : roomOf(service, () => ({ each: 1, reason }));
}

/** The room by a limit that depends on the instance type, if all instance types are known, unless it is enough. */
export function roomBySize(service: Service, limit: InstanceLimit): Room | undefined {
  return roomOf(service, group => {
    const largest = largestOf(typesOf(group), limit);
    return largest && { each: limit.tasksOn(largest), reason: limit.because(largest) };
  });
}

/** The instance type that has room for most tasks, if all types are known. */
export function largestOf(types: JoinedList<InstanceType>, limit: InstanceLimit): InstanceType | undefined {
  return types.all.reduce<InstanceType | undefined>(
    (best, type) => best === undefined || limit.tasksOn(type) > limit.tasksOn(best) ? type : best, undefined,
  );
}

/** The number of tasks on each instance, and the reason. */
interface Share { readonly each: number; readonly reason: string }

/** Reads groups only until they have room for all tasks, because a service with launch type EC2 may use any group of the app. */
function roomOf(service: Service, shareOf: (group: AutoScalingGroup) => Share | undefined): Room | undefined {
  const { known, isComplete } = capacityGroups(service);
  if (!isComplete) { return undefined; }
  const enough = mostTasks(service);
  const found: (Share & { readonly size: number; readonly group: AutoScalingGroup })[] = [];
  let tasks = 0;
  for (const group of known) {
    const [size, share] = [mostInstances(group), shareOf(group)];
    if (size === undefined || share === undefined) { return undefined; }
    found.push({ ...share, size, group });
    tasks += share.each * size;
    if (tasks >= enough) { return undefined; }
  }
  const reasons = new Set(found.map(({ reason }) => reason));
  const sum = found.map(({ each, size, group }) => `${each === 1 ? '' : `${each} × `}MaxSize ${size} of ${group.resource.logicalId}`).join(' + ');
  return tasks === 0 ? undefined : { tasks, because: [...reasons, sum].join('; '), sizes: found.map(({ group }) => group.node.at('MaxSize')) };
}
