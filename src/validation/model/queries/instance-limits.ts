import { fixedHostPort, requestedGpus, reservedCpu, reservedMemory } from './task-needs';
import { CPU_UNITS, InstanceType } from '../../../facts/instance-types';
import type { Service } from '../entities/service';
import type { TaskDefinition } from '../entities/task-definition';
import type { Location } from '../evaluation/resource';

/** What limits the number of tasks of a service on a container instance. */
export interface InstanceLimit {
  /** The place of the need in the task definition. */
  readonly location: Location;
  /** The largest number of tasks on an instance of a type. */
  tasksOn(type: InstanceType): number;
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
  if (!task || !compute.is('EC2')) { return []; }
  const [memory, cpu, gpus] = [reservedMemory(task), reservedCpu(task), requestedGpus(task)];
  const ofContainers = task.node.at('ContainerDefinitions');
  return [
    share(memory, type => type.memory, 'MiB of memory', task.node.get('Memory').isAbsent ? ofContainers : task.node.at('Memory')),
    share(cpu, type => type.vcpus * CPU_UNITS, 'CPU units', task.node.get('Cpu').isAbsent ? ofContainers : task.node.at('Cpu')),
    share(gpus, type => type.gpus, gpus === 1 ? 'GPU' : 'GPUs', ofContainers),
  ].flat();
}

/** The limit of tasks in network mode awsvpc: each has its own network interface, unless the account enables ENI trunking. */
export function interfaceLimit({ node }: TaskDefinition): InstanceLimit {
  return {
    tasksOn: ({ interfaces }) => interfaces - 1,
    because: ({ name, interfaces }) => `${name} has ${interfaces} network interfaces, one for itself and one for each task, unless awsvpcTrunking is enabled`,
    location: node.at('NetworkMode'),
  };
}

function share(need: number, has: (type: InstanceType) => number, unit: string, location: Location): readonly InstanceLimit[] {
  if (need === 0) { return []; }
  return [{ tasksOn: type => Math.floor(has(type) / need), because: type => `a task needs ${need} ${unit}, and ${type.name} has ${has(type)}`, location }];
}
