import { Container } from './container';
import { Entity } from './entity';
import { listed } from './listed';
import { Role } from './role';
import type { TaskRunner } from './task-runner';
import { cpuUnits, mebibytes } from './units';
import { COMPUTES } from '../../../facts/compute';
import type { Compute } from '../../../facts/compute';
import { TASK_DEFAULTS } from '../../../facts/defaults';
import { Host, hostsOf, isWindows } from '../../../facts/hosts';
import { List, Node } from '../evaluation/node';
import { Value } from '../evaluation/value';
import type { ResourceIndex } from '../index/resource-index';

const LINUX_NETWORKS: readonly string[] = ['bridge', 'host', 'none'];

/** A resource index that knows the task runners of each task definition. */
export interface TaskRunnerIndex extends ResourceIndex {
  taskRunnersOf(task: TaskDefinition): readonly TaskRunner[];
}

/** A task definition with the task runners that use it. */
export class TaskDefinition extends Entity<TaskRunnerIndex> {
  public static readonly TYPE: string = 'AWS::ECS::TaskDefinition';
  public static readonly NAME: string = 'Family';

  private systemCache?: Value<string>;
  private volumeCache?: List;
  private containerCache?: readonly Container[];
  private hostCache?: readonly (readonly Host[])[];
  private computeCache?: readonly Compute[];
  private networkModeCache?: Value<string>;
  private undecidedCache?: boolean;
  private ownerCache?: ReadonlyMap<string, string>;
  private nameCache?: ReadonlyMap<string, Container>;
  private listedNames?: string;
  private possibleNames?: { readonly names: ReadonlySet<string>; readonly areAll: boolean };

  /** Whether it is for daemons, which have parameters of their own. */
  public get isDaemon(): boolean { return false; }

  /** Whether ECS creates it for an Express service, with defaults for everything but the image. */
  public get isExpress(): boolean { return false; }

  public get containers(): readonly Container[] {
    return this.containerCache ??= this.containerList.map(node => new Container(node, this.unnamedContainer));
  }
  public get containerList(): List { return this.node.list('ContainerDefinitions'); }
  public get volumes(): List { return this.volumeCache ??= this.node.list('Volumes'); }

  /** CPU units of the whole task. */
  public get cpu(): Value<number> { return this.node.text('Cpu').map(cpuUnits); }

  /** Memory of the whole task, in MiB. */
  public get memory(): Value<number> { return this.node.text('Memory').map(mebibytes); }

  /** The effective network mode. The default applies to Linux on EC2; elsewhere an absent mode is deferred. */
  public get networkMode(): Value<string> { return this.networkModeCache ??= this.findNetworkMode(); }

  /** The operating system in the template; see `hosts` for the effective one. */
  public get operatingSystem(): Value<string> { return this.systemCache ??= this.node.get('RuntimePlatform').text('OperatingSystemFamily'); }
  /** Whether it certainly runs on Windows. */
  public get isWindows(): boolean { return this.operatingSystem.satisfies(isWindows); }
  /** Whether the operating system in the template may be Windows. */
  public get mayBeWindows(): boolean {
    const isLinux = this.operatingSystem.orDefault(TASK_DEFAULTS.operatingSystem).satisfies(family => !isWindows(family));
    return !isLinux;
  }

  public get architecture(): Value<string> { return this.node.get('RuntimePlatform').text('CpuArchitecture'); }

  /** The launch types that ECS checks it for when it is registered. */
  public get compatibilities(): List { return this.node.list('RequiresCompatibilities'); }

  /** Whether its `RequiresCompatibilities` include the compute. */
  public lists(compute: Compute): boolean { return this.compatibilities.texts.includes(compute); }

  /** The compute it is for: its `RequiresCompatibilities`, or else the compute of its task runners. */
  public get computes(): readonly Compute[] { return this.computeCache ??= this.findComputes(); }

  /** Whether it may run on the compute. For rules that report nothing about one compute. */
  public mayRunOn(compute: Compute): boolean { return (this.undecidedCache ??= this.findUndecided()) || this.computes.includes(compute); }

  /** For each of its `computes`, the hosts that its tasks may run on: several if the operating system is unknown. */
  public get hosts(): readonly (readonly Host[])[] { return this.hostCache ??= this.computes.map(compute => this.hostsOn(compute)); }

  /** The task runners of the app that use it. */
  public get taskRunners(): readonly TaskRunner[] { return this.application.taskRunnersOf(this); }

  public get executionRole(): Role | undefined { return Role.at(this.node.get('ExecutionRoleArn'), this.application); }
  public get taskRole(): Role | undefined { return Role.at(this.node.get('TaskRoleArn'), this.application); }

  /** The whole as messages print it. */
  protected get label(): string { return 'the task definition'; }

  /** A container without a known name as messages print it. */
  protected get unnamedContainer(): string { return 'a container'; }

  /** The container or volume that a place belongs to, as messages print it. */
  public ownerOf({ location: { path } }: Node): string {
    const [start] = /^Properties\.(?:ContainerDefinitions|Volumes)\.\d+/.exec(path) ?? [];
    this.ownerCache ??= this.findOwners();
    return start === undefined ? this.label : this.ownerCache.get(start) ?? this.label;
  }

  /** The container with a name, if it is known. */
  public container(name: string): Container | undefined { return this.namedContainers.get(name); }

  /** The names of its containers, as messages list them. */
  public get namesOfContainers(): string { return this.listedNames ??= listed(this.containers.map(({ name }) => `"${name}"`)); }

  /** Whether certainly no container has the name. */
  public hasNoContainer(name: string): boolean {
    const { names, areAll } = this.possibleNames ??= {
      names: new Set(this.containers.flatMap(container => container.name.possible)),
      areAll: this.containers.every(container => container.name.isKnown),
    };
    return areAll && !names.has(name);
  }

  /** Whether all containers and their names are known. */
  public get knowsItsContainers(): boolean {
    return this.containerList.isKnown && this.containers.every(container => container.name.isKnown);
  }

  /** On Fargate, the default is Linux. On EC2 and ECS Anywhere, the instance decides, but `LINUX_NETWORKS` exist only on Linux. */
  private hostsOn(compute: Compute): readonly Host[] {
    const isLinux = compute === 'FARGATE' || this.node.text('NetworkMode').isOneOf(LINUX_NETWORKS);
    const system = isLinux ? this.operatingSystem.orDefault(TASK_DEFAULTS.operatingSystem) : this.operatingSystem;
    return hostsOf(compute, system.known);
  }

  private findComputes(): readonly Compute[] {
    if (!this.compatibilities.isEmpty) { return COMPUTES.filter(compute => this.lists(compute)); }
    return COMPUTES.filter(compute => this.taskRunners.some(runner => runner.compute.is(compute)));
  }

  private get namedContainers(): ReadonlyMap<string, Container> {
    return this.nameCache ??= new Map([...this.containers].reverse()
      .flatMap(container => container.name.known === undefined ? [] : [[container.name.known, container]]));
  }

  /** The labels of containers and volumes by path. If a condition gives two the same path, the first. */
  private findOwners(): ReadonlyMap<string, string> {
    const volumes = this.volumes.map(volume => [volume, volume.text('Name').known] as const);
    return new Map([
      ...this.containers.map(({ node, label }) => [node.location.path, label] as const),
      ...volumes.flatMap(([volume, name]) => name === undefined ? [] : [[volume.location.path, `volume "${name}"`] as const]),
    ].reverse());
  }

  private findNetworkMode(): Value<string> {
    const hasDefault = this.operatingSystem.isAbsent && COMPUTES.every(compute => compute === 'EC2' || compute === 'EXTERNAL' || !this.mayRunOn(compute));
    const given = this.node.text('NetworkMode');
    return hasDefault ? given.orDefault(TASK_DEFAULTS.networkMode) : given.orElse(Value.deferred());
  }

  private findUndecided(): boolean {
    const { compatibilities } = this;
    const decisive = compatibilities.isEmpty ? this.taskRunners.map(({ compute }) => compute) : compatibilities.map(({ asText }) => asText);
    return !compatibilities.isKnown || decisive.some(value => value.known === undefined);
  }
}
