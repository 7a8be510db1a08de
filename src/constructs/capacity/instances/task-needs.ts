import { Token } from 'aws-cdk-lib';
import { InstanceAccelerator } from './instance-accelerator';
import { InstancesShare, isUsed } from './instances-share';
import { knownInstancesOf } from './known-instances';
import { misfit, SizedType, TaskNeeds } from '../../../facts/instance-fit';
import { TASK_CPU_RANGE } from '../../../facts/task-sizes';
import { wholeNumberProblem } from '../../checks';
import { ContainerSize, TaskRequest } from '../compute';
import { defaultSize, TaskSize } from '../task-size';

/** The size of a task. With sizes of its container, a task needs none. */
export function sizeOf({ size, platform }: TaskRequest): TaskSize { return size ?? defaultSize(platform); }

/** Why instances cannot run tasks of this size. */
export function sizeProblems(request: TaskRequest, shares: readonly InstancesShare[]): string[] {
  const { cpu, ephemeralStorage } = sizeOf(request);
  const problems = [
    ...(ephemeralStorage ? [`size: ephemeralStorage (${ephemeralStorage.toGibibytes()} GiB) is a setting of Fargate; on instances, tasks use the volumes of the instance: set their size on the group`] : []),
    ...wholeNumberProblem('size: cpu', cpu, TASK_CPU_RANGE),
  ];
  return problems.length > 0 ? problems : shares.flatMap(share => fitProblems(needsOf(request), share));
}

/** Why the main container must have a limit on its memory: the agent refuses a container without one. */
export function mainContainerProblems(request: TaskRequest): string[] {
  const { containerMemoryLimit, containerMemoryReservation } = request;
  return sizeOf(request).memoryMiB !== undefined || (containerMemoryLimit ?? containerMemoryReservation)
    ? []
    : ['size has no memory, so the container needs a limit; set memory of the size, containerMemoryLimit or containerMemoryReservation'];
}

/** Why a further container must have a size. Windows ignores the size of the task, and gives a container without CPU units one hundredth of a CPU. */
export function addedContainerProblems(request: TaskRequest, { cpu, memoryLimit, memoryReservation }: ContainerSize): string[] {
  const { isWindows } = request.platform;
  const hasMemory = memoryLimit ?? (isWindows ? undefined : memoryReservation ?? sizeOf(request).memoryMiB);
  return [
    ...(isWindows && cpu === undefined ? ['cpu is required on Windows, which ignores the size of the task; set the CPU units of the container'] : []),
    ...(hasMemory ? [] : [`${isWindows ? 'memoryLimit is required on Windows, which ignores the size of the task' : 'memoryLimit or memoryReservation is required, because size has no memory'}; set it`]),
  ];
}

/** ECS reserves the size of the task, else the sizes of its containers: for memory the soft limit, else the hard limit. */
function needsOf(request: TaskRequest): TaskNeeds {
  const { cpu, memoryMiB } = sizeOf(request);
  const { containerCpu, containerMemoryReservation, containerMemoryLimit, gpuCount } = request;
  const memory = memoryMiB ?? (containerMemoryReservation ?? containerMemoryLimit)?.toMebibytes();
  return { cpu: known(cpu ?? containerCpu), memory: known(memory), gpus: known(gpuCount) };
}

/** Silent about a group whose types are unknown, and about one that gets no tasks. */
function fitProblems(needs: TaskNeeds, share: InstancesShare): string[] {
  const { group } = share;
  const { sizes = [], reservedMemory = 0, accelerator } = knownInstancesOf(group) ?? {};
  if (!isUsed(share)) { return []; }
  if (sizes.length === 0) { return gpuProblems(needs, group.node.path, accelerator); }
  const types = sizes.map(each => ({ ...each, memory: Math.max(0, each.memory - reservedMemory) }));
  const problem = misfit(types, needs);
  if (problem === undefined) { return []; }
  const reserved = reservedMemory > 0 ? ` (without the ${reservedMemory} MiB of agent.reservedMemory)` : '';
  return [`no instance of group '${group.node.path}' can run a task${reserved}: ${problem}; ${fixOf(types, needs)}`];
}

/** GPUs are no matter of the size. */
function fixOf(types: readonly SizedType[], { gpus = 0, ...size }: TaskNeeds): string {
  const most = Math.max(...types.map(type => type.gpus));
  const isLargeEnough = misfit(types, size) === undefined;
  return [
    ...(gpus > most ? [most === 0 ? 'use instance types with GPUs, or remove gpuCount' : 'use instance types with more GPUs, or a smaller gpuCount'] : []),
    ...(gpus > most && isLargeEnough ? [] : ['use a larger instance type, or a smaller size']),
  ].join('; ');
}

/** The types are unknown, but not whether they have GPUs. */
function gpuProblems({ gpus = 0 }: TaskNeeds, path: string, accelerator: InstanceAccelerator | undefined): string[] {
  if (gpus === 0 || accelerator === undefined || accelerator === InstanceAccelerator.NVIDIA_GPU) { return []; }
  return [`no instance of group '${path}' has a GPU, and a task needs ${gpus}; set accelerator of the group to InstanceAccelerator.NVIDIA_GPU, or remove gpuCount`];
}

function known(amount: number | undefined): number | undefined { return Token.isUnresolved(amount) ? undefined : amount; }
