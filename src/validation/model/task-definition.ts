import type { Application } from './application';
import { Container } from './container';
import { List, Node } from './node';
import type { Resource } from './resource';
import { Role } from './role';
import type { Service } from './service';
import { cpuUnits, mebibytes } from './units';
import { Value } from './value';
import { COMPUTES } from '../../facts/compute';
import type { Compute } from '../../facts/compute';
import { TASK_DEFAULTS } from '../../facts/defaults';

/** A task definition, and who runs it. */
export class TaskDefinition {
  public readonly node: Node;
  private readonly containerCache: readonly Container[];

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
    this.containerCache = this.node.list('ContainerDefinitions').map(node => new Container(node));
  }

  public get family(): Value<string> { return this.node.text('Family'); }
  public get containers(): readonly Container[] { return this.containerCache; }
  public get containerList(): List { return this.node.list('ContainerDefinitions'); }
  public get volumes(): List { return this.node.list('Volumes'); }

  /** CPU units of the whole task. */
  public get cpu(): Value<number> { return this.node.text('Cpu').map(cpuUnits); }

  /** Memory of the whole task, in MiB. */
  public get memory(): Value<number> { return this.node.text('Memory').map(mebibytes); }

  /** The network mode in effect; Fargate has no default of its own. */
  public get networkMode(): Value<string> {
    const given = this.node.text('NetworkMode');
    return this.lists('FARGATE') || this.lists('MANAGED_INSTANCES') ? given.orElse(Value.deferred()) : given.orDefault(TASK_DEFAULTS.networkMode);
  }

  public get operatingSystem(): Value<string> { return this.node.get('RuntimePlatform').text('OperatingSystemFamily'); }
  public get architecture(): Value<string> { return this.node.get('RuntimePlatform').text('CpuArchitecture'); }

  /** Whether its RequiresCompatibilities name the compute. */
  public lists(compute: Compute): boolean { return this.node.list('RequiresCompatibilities').texts.includes(compute); }

  /** Where it is meant to run or does run: its RequiresCompatibilities, and what launches it. */
  public get computes(): readonly Compute[] {
    return COMPUTES.filter(compute => this.lists(compute) || this.services.some(service => service.compute.is(compute)));
  }

  /** The services that run it. */
  public get services(): readonly Service[] { return this.application.servicesRunning(this); }

  public get executionRole(): Role | undefined { return this.role('ExecutionRoleArn'); }
  public get taskRole(): Role | undefined { return this.role('TaskRoleArn'); }

  /** The container of a name, when it is known. */
  public container(name: string): Container | undefined { return this.containers.find(container => container.name.is(name)); }

  /** Whether every container, and the name of each, is known. */
  public get knowsItsContainers(): boolean {
    return this.containerList.isKnown && this.containers.every(container => container.name.isKnown);
  }

  private role(key: string): Role | undefined {
    const resource = this.application.resolve(this.node.get(key), 'AWS::IAM::Role', 'RoleName');
    return resource && this.application.view(Role, resource);
  }
}
