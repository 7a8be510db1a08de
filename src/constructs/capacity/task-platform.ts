import * as ecs from 'aws-cdk-lib/aws-ecs';
import { isWindows } from '../../facts/hosts';

const LINUX = 'LINUX';

/** The props that decide which platform a task needs. */
export interface TaskPlatformProps {
  readonly cpuArchitecture?: ecs.CpuArchitecture;
  readonly operatingSystemFamily?: ecs.OperatingSystemFamily;
}

/** The operating system and the CPU that a task needs. */
export class TaskPlatform {
  public readonly operatingSystemFamily: string;
  public readonly cpuArchitecture: string;
  public readonly runtimePlatform: ecs.RuntimePlatform;

  /** @param isMixed whether tasks run on instances with different CPU architectures, so that the images must support all of them */
  public constructor(
    { cpuArchitecture = ecs.CpuArchitecture.X86_64, operatingSystemFamily = ecs.OperatingSystemFamily.LINUX }: TaskPlatformProps,
    public readonly isMixed: boolean = false,
  ) {
    this.runtimePlatform = { cpuArchitecture, operatingSystemFamily };
    this.operatingSystemFamily = operatingSystemFamily._operatingSystemFamily;
    this.cpuArchitecture = cpuArchitecture._cpuArchitecture;
  }

  public get isLinux(): boolean { return this.operatingSystemFamily === LINUX; }

  /** The CPU architecture that image assets are built for; undefined if it is that of the build machine. */
  public get imageArchitecture(): string | undefined { return this.isLinux && !this.isMixed ? this.cpuArchitecture : undefined; }

  public get isWindows(): boolean { return isWindows(this.operatingSystemFamily); }
}
