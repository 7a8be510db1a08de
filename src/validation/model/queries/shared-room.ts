import { capacityGroups, mostInstances, typesOf } from './capacity-groups';
import { INSTANCE_RESOURCES, InstanceResource } from './instance-limits';
import { fixedHostPorts } from './task-needs';
import { SERVICE_DEFAULTS } from '../../../facts/defaults';
import type { AutoScalingGroup } from '../entities/auto-scaling-group';
import type { Service } from '../entities/service';
import type { TaskDefinition } from '../entities/task-definition';
import { grouped } from '../index/grouped';

/** A service with its tasks, all of which ECS places on the instances of one Auto Scaling group. */
export interface Tenant {
  readonly service: Service;
  readonly task: TaskDefinition;
  readonly tasks: number;
}

/** The services that certainly exist and certainly have all their tasks on one Auto Scaling group, by the group. */
export function tenantsByGroup(services: readonly Service[]): ReadonlyMap<AutoScalingGroup, readonly Tenant[]> {
  const tenants = services.flatMap(tenantOf);
  return grouped(tenants, ({ service }) => {
    const { known, isComplete } = capacityGroups(service);
    const groups = new Set(known);
    return isComplete && groups.size === 1 ? [...groups] : [];
  });
}

/** Tasks that do not fit on the instances of a group together, although the tasks of each service fit. */
export interface Overflow {
  readonly tenants: readonly Tenant[];
  /** What they need, and what there is. */
  readonly text: string;
}

/** The first resource or host port of which the services of a group need more than all its instances have. */
export function overflowOf(group: AutoScalingGroup, tenants: readonly Tenant[]): Overflow | undefined {
  const size = mostInstances(group);
  if (size === undefined || tenants.length < 2) { return undefined; }
  const [found] = [...overflowOfPorts(size, tenants), ...INSTANCE_RESOURCES.flatMap(resource => overflowOfResource(resource, size, group, tenants))];
  return found;
}

function tenantOf(service: Service): readonly Tenant[] {
  const { taskDefinition: task, desiredCount, controller, schedulingStrategy, resource } = service;
  const tasks = desiredCount.known ?? (service.hasDefaultCount ? SERVICE_DEFAULTS.desiredCount : 0);
  const isCertain = schedulingStrategy.is('REPLICA') && controller.isOneOf(['ECS', 'CODE_DEPLOY']) && !resource.isConditional;
  return task && isCertain && tasks > 0 ? [{ service, task, tasks }] : [];
}

function overflowOfPorts(size: number, tenants: readonly Tenant[]): readonly Overflow[] {
  return [...grouped(tenants, ({ task }) => [...new Set(fixedHostPorts(task))])].flatMap(([port, users]) => {
    const sum = total(users, () => 1);
    if (sum <= size || users.some(({ tasks }) => tasks > size)) { return []; }
    return [{ tenants: users, text: `${addends(users, () => 1)} = ${sum} tasks use host port ${port}, one on each instance` }];
  });
}

function overflowOfResource(
  { needOf, of, unitOf }: InstanceResource, size: number, group: AutoScalingGroup, tenants: readonly Tenant[],
): readonly Overflow[] {
  const types = typesOf(group);
  const each = Math.max(...types.known.map(of));
  const users = tenants.filter(({ task }) => needOf(task) > 0);
  const need = ({ task }: Tenant) => needOf(task);
  const sum = total(users, need);
  const isAlone = users.some(({ task, tasks }) => tasks > size * Math.floor(each / needOf(task)));
  if (!types.isComplete || types.known.length === 0 || isAlone || sum <= size * each) { return []; }
  return [{ tenants: users, text: `the tasks need ${addends(users, need)} = ${sum} ${unitOf(sum)}, and an instance has at most ${each}` }];
}

function total(tenants: readonly Tenant[], need: (tenant: Tenant) => number): number {
  return tenants.reduce((sum, tenant) => sum + tenant.tasks * need(tenant), 0);
}

function addends(tenants: readonly Tenant[], need: (tenant: Tenant) => number): string {
  return tenants.map(tenant => need(tenant) === 1 ? `${tenant.tasks}` : `${tenant.tasks} × ${need(tenant)}`).join(' + ');
}
