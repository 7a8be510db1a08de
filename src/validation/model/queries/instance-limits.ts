import { fixedHostPort, requestedGpus, reservedCpu, reservedMemory } from './task-needs';
import { INSTANCE_ROOM, InstanceRoom } from '../../../facts/instance-fit';
import type { InstanceType } from '../../../facts/instance-types';
import type { Service } from '../entities/service';
import type { TaskDefinition } from '../entities/task-definition';
import type { Location } from '../evaluation/resource';

/** What limits the number of tasks of a service on a container instance. */
export interface InstanceLimit {
  /** The place of the need in the task definition. */
  readonly location: Location;
  /** The largest number of tasks on an instance of a type. */
  tasksOn(type: InstanceType): number;
  /** Whether a task needs all memory of a type, of which the operating system uses a part. */
  fillsMemoryOf(type: InstanceType): boolean;
  /** The reason, as a clause. */
  because(type: InstanceType): string;
}

/** The limit if every task of a service needs its own instance, with the reason. */
export function ownInstance(service: Service): string | undefined {
  const port = service.taskDefinition && fixedHostPort(service.taskDefinition);
  if (port !== undefined) { return `each task uses port ${port} of its instance`; }
  const isDistinct = service.node.list('PlacementConstraints').sure.some(constraint => constraint.text('Type').is('distinctInstance'));
  return isDistinct ? 'distinctInstance places one task on each instance' : undefined;
}

/** The limits of the tasks of a service that follow from the size of its container instances. The system of an instance needs a part of its memory, so that fewer tasks may fit. */
export function sizeLimits({ taskDefinition: task, compute }: Service): readonly InstanceLimit[] {
  if (!task || !compute.isOneOf(['EC2', 'MANAGED_INSTANCES'])) { return []; }
  return INSTANCE_RESOURCES.flatMap(({ needOf, of, unitOf, isShared, key }) => {
    const need = needOf(task);
    if (need === 0) { return []; }
    return [{
      tasksOn: (type: InstanceType) => Math.floor(of(type) / need),
      fillsMemoryOf: (type: InstanceType) => isShared === true && need === of(type),
      because: (type: InstanceType) => `a task needs ${need} ${unitOf(need)}, and ${type.name} has ${of(type)}`,
      location: task.node.at(key !== undefined && !task.node.get(key).isAbsent ? key : 'ContainerDefinitions'),
    }];
  });
}

/** A resource of container instances that ECS reserves for tasks. */
export interface InstanceResource extends InstanceRoom {
  /** The property of a task definition with the need of the whole task. */
  readonly key?: string;
  needOf(task: TaskDefinition): number;
}

export const INSTANCE_RESOURCES: readonly InstanceResource[] = [
  { key: 'Memory', needOf: reservedMemory, ...INSTANCE_ROOM.memory },
  { key: 'Cpu', needOf: reservedCpu, ...INSTANCE_ROOM.cpu },
  { needOf: requestedGpus, ...INSTANCE_ROOM.gpus },
];

/** The limit of tasks in network mode awsvpc: each has its own network interface, unless the account enables ENI trunking. */
export function interfaceLimit({ node }: TaskDefinition): InstanceLimit {
  return {
    tasksOn: ({ interfaces }) => interfaces - 1,
    fillsMemoryOf: () => false,
    because: ({ name, interfaces }) => `${name} has ${interfaces} network interfaces, one for itself and one for each task, unless awsvpcTrunking is enabled`,
    location: node.at('NetworkMode'),
  };
}
