import { Size, SizeRoundingBehavior, Token, Tokenization } from 'aws-cdk-lib';
import { TaskPlatform } from './task-platform';
import { FARGATE_EPHEMERAL_STORAGE_GIB } from '../../facts/fargate-platforms';
import { FARGATE_SIZES_LINUX, FARGATE_SIZES_WINDOWS } from '../../facts/fargate-sizes';
import { CONTAINER_MEMORY_MINIMUM } from '../../facts/task-parameters';
import { TASK_CPU_RANGE } from '../../facts/task-sizes';
import { wholeNumberProblem } from '../checks';

/**
 * The CPU, memory and ephemeral storage of a task on Fargate.
 */
export interface FargateTaskSizeProps {
  /**
   * The CPU of the task in CPU units; 1024 units are one vCPU.
   */
  readonly cpu: number;

  /**
   * The memory of the task, shared by its containers.
   */
  readonly memory: Size;

  /**
   * The ephemeral storage of the task, from 21 to 200 GiB.
   *
   * @default - 20 GiB, at no additional charge
   */
  readonly ephemeralStorage?: Size;
}

/**
 * The CPU and memory of a task on container instances.
 */
export interface InstancesTaskSizeProps {
  /**
   * The CPU of the task in CPU units, from 128; 1024 units are one vCPU.
   *
   * @default - the task gets a share of the CPU of its instance, by the CPU units of its containers
   */
  readonly cpu?: number;

  /**
   * The memory of the task, shared by its containers.
   *
   * @default - no limit of the task; each container must have `memoryLimit` or `memoryReservation`
   */
  readonly memory?: Size;
}

/**
 * The CPU, memory and ephemeral storage of a task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
export class TaskSize {
  /**
   * A task size for Fargate.
   *
   * Throws when Fargate does not offer this combination of CPU and memory; the error lists the supported values.
   * A value that is known only at deployment is accepted.
   *
   * @param props CPU, memory and ephemeral storage
   */
  public static fargate(props: FargateTaskSizeProps): TaskSize {
    const [missing] = missingProblems(props);
    if (missing) { throw new Error(`TaskSize.fargate: ${missing}`); }
    const size = new TaskSize(props.cpu, props.memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE }), props.ephemeralStorage);
    const [problem = size._problem('LINUX')] = wholeNumberProblem('ephemeralStorage', size._ephemeralStorageGiB, FARGATE_EPHEMERAL_STORAGE_GIB, ' GiB');
    if (problem) { throw new Error(`TaskSize.fargate: ${problem}`); }
    return size;
  }

  /**
   * A task size for container instances, in any combination of CPU and memory. A size for Fargate works on instances too.
   *
   * On Windows, where ECS ignores the size of a task, the main container gets it.
   *
   * Throws when `cpu` is out of bounds. A service throws when no instance type of its groups has room for a task.
   *
   * @param props CPU and memory
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size
   */
  public static instances(props: InstancesTaskSizeProps = {}): TaskSize {
    const { cpu, memory } = props;
    const memoryMiB = memory === undefined || !isSize(memory) ? undefined : memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
    const [problem] = [
      ...(memory === undefined || isSize(memory) ? [] : [`memory (${String(memory)}) must be a Size, such as Size.gibibytes(1)`]),
      ...wholeNumberProblem('cpu', cpu, TASK_CPU_RANGE),
      ...wholeNumberProblem('memory', memoryMiB, { min: CONTAINER_MEMORY_MINIMUM.linux }, ' MiB'),
    ];
    if (problem) { throw new Error(`TaskSize.instances: ${problem}`); }
    return new TaskSize(cpu, memoryMiB);
  }

  private constructor(
    /**
     * The CPU of the task in CPU units; 1024 units are one vCPU. Undefined if the task has none.
     */
    public readonly cpu?: number,
    /**
     * The memory of the task, in MiB. Undefined if the task has none.
     */
    public readonly memoryMiB?: number,
    /**
     * The ephemeral storage of the task; undefined for the default of 20 GiB.
     */
    public readonly ephemeralStorage?: Size,
  ) {}

  /** @internal */
  public get _ephemeralStorageGiB(): number | undefined { return this.ephemeralStorage?.toGibibytes(); }

  /** @internal */
  public get _memory(): Size | undefined { return this.memoryMiB === undefined ? undefined : Size.mebibytes(this.memoryMiB); }

  /**
   * The size in the props of a task definition.
   *
   * @internal
   */
  public get _taskProps(): { readonly cpu?: string; readonly memoryMiB?: string } { return { cpu: text(this.cpu), memoryMiB: text(this.memoryMiB) }; }

  /**
   * Why Fargate cannot run a task of this size on the operating system; undefined when it can.
   *
   * @internal
   */
  public _problem(operatingSystemFamily: string): string | undefined {
    const { cpu, memoryMiB } = this;
    if (cpu === undefined || memoryMiB === undefined) { return `Fargate needs ${cpu === undefined ? 'cpu' : 'memory'}; use TaskSize.fargate`; }
    if (Token.isUnresolved(cpu)) { return undefined; }
    const [system, sizes] = operatingSystemFamily === 'LINUX' ? ['', FARGATE_SIZES_LINUX] : [' for Windows', FARGATE_SIZES_WINDOWS];
    const memories = sizes.get(cpu);
    if (!memories) {
      return `Fargate does not offer ${cpu} CPU units${system}; use one of ${[...sizes.keys()].join(', ')}`;
    }
    if (Token.isUnresolved(memoryMiB) || memories.includes(memoryMiB)) { return undefined; }
    return `Fargate does not offer ${memoryMiB} MiB with ${cpu} CPU units${system}; use one of ${memories.join(', ')}`;
  }
}

/** The size of a task that sets none. It is the same on every compute, so that a service can change its capacity. */
export function defaultSize({ isLinux }: TaskPlatform): TaskSize {
  return isLinux
    ? TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(1) })
    : TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(2) });
}

/** The size of a daemon that sets none, which each instance reserves. On Windows it is that of other tasks. */
export function daemonSize({ isLinux }: TaskPlatform): TaskSize | undefined {
  return isLinux ? TaskSize.fargate({ cpu: 256, memory: Size.mebibytes(512) }) : undefined;
}

function text(value: number | undefined): string | undefined { return value === undefined ? undefined : Tokenization.stringifyNumber(value); }

/** The checks of the TypeScript types, for callers in JavaScript. */
function missingProblems({ cpu, memory, ephemeralStorage }: Partial<FargateTaskSizeProps>): string[] {
  return [
    ...(cpu === undefined ? ['cpu is required, such as 512'] : []),
    ...(isSize(memory) ? [] : [`memory (${String(memory)}) must be a Size, such as Size.gibibytes(1)`]),
    ...(ephemeralStorage === undefined || isSize(ephemeralStorage)
      ? []
      : [`ephemeralStorage (${String(ephemeralStorage)}) must be a Size, such as Size.gibibytes(50)`]),
  ];
}

function isSize(value: Partial<Size> | undefined): boolean {
  return typeof value?.toMebibytes === 'function';
}
