import { Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { TaskPlatform } from './task-platform';
import { FARGATE_EPHEMERAL_STORAGE_GIB } from '../../facts/fargate-platforms';
import { FARGATE_SIZES_LINUX, FARGATE_SIZES_WINDOWS } from '../../facts/fargate-sizes';
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

  private constructor(
    /**
     * The CPU of the task in CPU units; 1024 units are one vCPU.
     */
    public readonly cpu: number,
    /**
     * The memory of the task, in MiB.
     */
    public readonly memoryMiB: number,
    /**
     * The ephemeral storage of the task; undefined for the default of 20 GiB.
     */
    public readonly ephemeralStorage?: Size,
  ) {}

  /** @internal */
  public get _ephemeralStorageGiB(): number | undefined { return this.ephemeralStorage?.toGibibytes(); }

  /**
   * Why Fargate cannot run a task of this size on the operating system; undefined when it can.
   *
   * @internal
   */
  public _problem(operatingSystemFamily: string): string | undefined {
    if (Token.isUnresolved(this.cpu)) { return undefined; }
    const [system, sizes] = operatingSystemFamily === 'LINUX' ? ['', FARGATE_SIZES_LINUX] : [' for Windows', FARGATE_SIZES_WINDOWS];
    const memories = sizes.get(this.cpu);
    if (!memories) {
      return `Fargate does not offer ${this.cpu} CPU units${system}; use one of ${[...sizes.keys()].join(', ')}`;
    }
    if (Token.isUnresolved(this.memoryMiB) || memories.includes(this.memoryMiB)) { return undefined; }
    return `Fargate does not offer ${this.memoryMiB} MiB with ${this.cpu} CPU units${system}; use one of ${memories.join(', ')}`;
  }
}

/** The size of a task that sets none. It is the same on every compute, so that a service can change its capacity. */
export function defaultSize({ isLinux }: TaskPlatform): TaskSize {
  return isLinux
    ? TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(1) })
    : TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(2) });
}

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
