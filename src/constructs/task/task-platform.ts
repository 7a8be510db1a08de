import { Size } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { TaskSize } from './task-size';
import { FARGATE_ARCHITECTURES, FARGATE_OPERATING_SYSTEMS, FARGATE_SPOT_OPERATING_SYSTEMS } from '../../facts/fargate-platforms';
import { FARGATE_LARGE_CPU } from '../../facts/fargate-sizes';

const LINUX = 'LINUX';
const FARGATE_SPOT = 'FARGATE_SPOT';

/** Platform versions of Linux without what came with 1.4.0. */
const BEFORE_1_4: readonly string[] = [
  ecs.FargatePlatformVersion.VERSION1_0, ecs.FargatePlatformVersion.VERSION1_1,
  ecs.FargatePlatformVersion.VERSION1_2, ecs.FargatePlatformVersion.VERSION1_3,
];

/** What of a service decides which platform its tasks run on. */
export interface TaskPlatformProps {
  readonly cpuArchitecture?: ecs.CpuArchitecture;
  readonly operatingSystemFamily?: ecs.OperatingSystemFamily;
  readonly platformVersion?: ecs.FargatePlatformVersion;
  readonly size?: TaskSize;
  readonly ephemeralStorage?: Size;
}

/** The operating system and CPU that tasks on Fargate run on. */
export class TaskPlatform {
  public readonly compute = 'FARGATE';
  public readonly operatingSystemFamily: string;
  public readonly platformVersion?: string;
  public readonly runtimePlatform: ecs.RuntimePlatform;
  private readonly cpu: string;

  public constructor(private readonly props: TaskPlatformProps) {
    const { cpuArchitecture = ecs.CpuArchitecture.X86_64, operatingSystemFamily = ecs.OperatingSystemFamily.LINUX } = props;
    this.runtimePlatform = { cpuArchitecture, operatingSystemFamily };
    this.operatingSystemFamily = operatingSystemFamily._operatingSystemFamily;
    this.platformVersion = props.platformVersion;
    this.cpu = cpuArchitecture._cpuArchitecture;
  }

  /** The CPU that images are built for; nothing where Docker on the builder's side would have to be Windows too. */
  public get architecture(): string | undefined {
    return this.isLinux ? this.cpu : undefined;
  }

  public get defaultSize(): TaskSize {
    return this.isLinux
      ? TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(1) })
      : TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(2) });
  }

  /** @param providers the capacity providers of the service */
  public problems(providers: readonly string[]): string[] {
    const size = this.props.size?._problem(this.operatingSystemFamily);
    return [
      ...this.systemProblems(),
      ...(size ? [`size: ${size}`] : []),
      ...this.versionProblems(),
      ...(providers.includes(FARGATE_SPOT) && !FARGATE_SPOT_OPERATING_SYSTEMS.includes(this.operatingSystemFamily)
        ? [`fargate spot does not run ${this.operatingSystemFamily}, use Capacity.fargate()`]
        : []),
    ];
  }

  private get isLinux(): boolean {
    return this.operatingSystemFamily === LINUX;
  }

  private systemProblems(): string[] {
    if (!FARGATE_OPERATING_SYSTEMS.includes(this.operatingSystemFamily)) {
      return [`fargate does not run operatingSystemFamily ${this.operatingSystemFamily}, use one of ${FARGATE_OPERATING_SYSTEMS.join(', ')}`];
    }
    const [first] = FARGATE_ARCHITECTURES;
    const allowed = this.isLinux ? FARGATE_ARCHITECTURES : [first];
    return allowed.includes(this.cpu) ? [] : [`fargate does not run ${this.operatingSystemFamily} on cpuArchitecture ${this.cpu}, use ${allowed.join(' or ')}`];
  }

  private versionProblems(): string[] {
    const { platformVersion } = this;
    if (!this.isLinux || platformVersion === undefined || !BEFORE_1_4.includes(platformVersion)) { return []; }
    const { size, ephemeralStorage } = this.props;
    const asked = [
      ...(this.cpu === 'ARM64' ? ['cpuArchitecture ARM64'] : []),
      ...(size && size.cpu >= FARGATE_LARGE_CPU ? [`a size of ${size.cpu} CPU units`] : []),
      ...(ephemeralStorage ? ['ephemeralStorage'] : []),
    ];
    return asked.map(what => `platformVersion ${platformVersion} does not offer ${what}, use 1.4.0 or LATEST`);
  }
}
