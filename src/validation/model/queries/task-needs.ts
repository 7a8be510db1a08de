import type { Container } from '../entities/container';
import type { TaskDefinition } from '../entities/task-definition';

/** The CPU units that ECS reserves for a task on a container instance, at least. */
export function reservedCpu(task: TaskDefinition): number {
  return task.mayBeWindows ? ofContainers(task, ({ cpu }) => cpu.known) : task.cpu.known ?? ofContainers(task, ({ cpu }) => cpu.known);
}

/** The memory that ECS reserves for a task on a container instance, at least, in MiB: for a container its soft limit, or else its hard limit. */
export function reservedMemory(task: TaskDefinition): number {
  const sum = ofContainers(task, ({ memory, memoryReservation }) => memoryReservation.orElse(memory).known);
  // Windows ignores the size of the task
  return task.mayBeWindows ? sum : task.memory.known ?? sum;
}

/** The whole GPUs that a task needs on one container instance, at least. */
export function requestedGpus(task: TaskDefinition): number {
  return ofContainers(task, ({ node }) => node.list('ResourceRequirements').sure
    .filter(requirement => requirement.text('Type').is('GPU'))
    .map(requirement => gpusIn(requirement.text('Value').known))
    .reduce((sum, gpus) => sum + gpus, 0));
}

/** A port of the container instance that every task of the task definition uses. */
export function fixedHostPort(task: TaskDefinition): number | undefined { return fixedPorts(task)[0]?.number; }

/** The ports of the container instance that every task of the task definition uses, with their protocols if these are known. */
export function fixedHostPorts(task: TaskDefinition): readonly string[] {
  return fixedPorts(task).flatMap(({ number, protocol }) => protocol === undefined ? [] : [`${number}/${protocol}`]);
}

function fixedPorts({ containers, networkMode }: TaskDefinition): readonly { readonly number: number; readonly protocol?: string }[] {
  const key = networkMode.map(mode => mode === 'host' ? 'containerPort' : mode === 'bridge' ? 'hostPort' : undefined).known;
  const mappings = key ? containers.flatMap(({ portMappings }) => portMappings) : [];
  return mappings.flatMap(mapping => {
    const port = key && mapping[key];
    return port?.satisfies(number => number > 0) ? [{ number: port.known ?? 0, protocol: mapping.protocol.known }] : [];
  });
}

function ofContainers({ containerList, containers }: TaskDefinition, need: (container: Container) => number | undefined): number {
  return containerList.isKnown ? containers.reduce((sum, container) => sum + (need(container) ?? 0), 0) : 0;
}

function gpusIn(value: string | undefined): number {
  if (value === 'ALL') { return 1; }
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : 0;
}
