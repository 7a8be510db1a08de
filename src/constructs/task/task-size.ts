import { Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { FARGATE_SIZES_LINUX, FARGATE_SIZES_WINDOWS } from '../../facts/fargate-sizes';

/**
 * The CPU and memory of a task on Fargate.
 */
export interface FargateTaskSizeProps {
  /**
   * CPU units; 1024 are one vCPU.
   */
  readonly cpu: number;

  /**
   * Memory of the whole task, shared by its containers.
   */
  readonly memory: Size;
}

/**
 * How much CPU and memory one task has.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
export class TaskSize {
  /**
   * A size that Fargate offers.
   *
   * Throws, with the sizes to choose from, when Fargate does not offer the pair. A value that is known at deployment only is taken as it is.
   *
   * @param props CPU and memory
   */
  public static fargate(props: FargateTaskSizeProps): TaskSize {
    const size = new TaskSize(props.cpu, props.memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
    const problem = size._problem('LINUX');
    if (problem) { throw new Error(problem); }
    return size;
  }

  private constructor(
    /**
     * CPU units; 1024 are one vCPU.
     */
    public readonly cpu: number,
    /**
     * Memory of the whole task in MiB.
     */
    public readonly memoryMiB: number,
  ) {}

  /**
   * Why Fargate could not run a task of this size on the operating system; nothing when it can.
   *
   * @internal
   */
  public _problem(operatingSystemFamily: string): string | undefined {
    if (Token.isUnresolved(this.cpu)) { return undefined; }
    const [system, sizes] = operatingSystemFamily === 'LINUX' ? ['', FARGATE_SIZES_LINUX] : [' for Windows', FARGATE_SIZES_WINDOWS];
    const memories = sizes.get(this.cpu);
    if (!memories) {
      return `fargate does not offer ${this.cpu} CPU units${system}, use one of ${[...sizes.keys()].join(', ')}`;
    }
    if (Token.isUnresolved(this.memoryMiB) || memories.includes(this.memoryMiB)) { return undefined; }
    return `fargate does not offer ${this.memoryMiB} MiB with ${this.cpu} CPU units${system}, use one of ${memories.join(', ')}`;
  }
}
