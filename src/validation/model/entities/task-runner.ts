import { Attachment } from './attachment';
import { CapacityStrategy } from './capacity-strategy';
import { Cluster } from './cluster';
import { entitiesAt, entityAt } from './entity';
import { Role } from './role';
import { SecurityGroup } from './security-group';
import { Subnet } from './subnet';
import type { TargetGroup } from './target-group';
import { TaskDefinition, TaskIndex } from './task-definition';
import { TaskOverrides, TaskRoleKey } from './task-overrides';
import { Compute, COMPUTES } from '../../../facts/compute';
import { RUN_TASK_DEFAULTS, SERVICE_DEFAULTS } from '../../../facts/defaults';
import { FARGATE_PLATFORMS_OF_TWO_INTERFACES } from '../../../facts/vpc-endpoints';
import { JoinedList } from '../evaluation/joined-list';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import { grouped } from '../index/grouped';

/** Where something that runs a task definition writes what. */
export interface TaskRunnerPlaces {
  /** Where LaunchType, CapacityProviderStrategy and PlatformVersion stand. */
  readonly node: Node;
  readonly taskDefinition: Node;
  readonly cluster: Node;
  /** Whether the cluster has to be named by its ARN. */
  readonly isClusterByArn?: boolean;
  readonly awsvpc: Node;
  /** What it changes of the task definition, where it can. */
  readonly overrides?: TaskOverrides;
  /** The role it starts tasks with, where it has one of its own. */
  readonly role?: Node;
  /** Whether it goes on when the task has ended. */
  readonly isWaitedFor?: boolean;
}

/** Something that runs a task definition: a service, a task set, a target of a rule, a schedule, a pipe, a state of a state machine. */
export class TaskRunner {
  private computeCache?: Value<Compute>;
  private strategyCache?: CapacityStrategy;
  private attachmentCache?: readonly Attachment[];
  private attachmentsByGroup?: ReadonlyMap<TargetGroup, readonly Attachment[]>;

  public constructor(public readonly resource: Resource, protected readonly places: TaskRunnerPlaces, public readonly application: TaskIndex) {}

  public get node(): Node { return this.places.node; }
  public get awsvpc(): Node { return this.places.awsvpc; }
  public get overrides(): TaskOverrides | undefined { return this.places.overrides; }
  public get clusterPlace(): Node { return this.places.cluster; }
  public get isClusterByArn(): boolean { return this.places.isClusterByArn === true; }
  public get rolePlace(): Node | undefined { return this.places.role; }

  /** Whether it starts tasks and leaves them alone, rather than keep them running. */
  public get startsTasks(): boolean { return this.places.role !== undefined; }
  public get isWaitedFor(): boolean { return this.places.isWaitedFor === true; }

  public get taskDefinition(): TaskDefinition | undefined {
    return entityAt(TaskDefinition, this.places.taskDefinition, this.application);
  }

  /** The role that ECS starts its tasks with: that of its overrides, or else that of the task definition. */
  public get executionRole(): Role | undefined { return this.roleAt(this.rolePlaceOf('ExecutionRoleArn')); }
  /** The role that its containers call AWS with: that of its overrides, or else that of the task definition. */
  public get taskRole(): Role | undefined { return this.roleAt(this.taskRolePlace); }
  public get taskRolePlace(): Node | undefined { return this.rolePlaceOf('TaskRoleArn'); }

  /** Where one of the roles of its tasks is named: in its overrides, or else in the task definition. */
  public rolePlaceOf(key: TaskRoleKey): Node | undefined {
    return this.overrides?.replaces(key) ? this.overrides.role(key) : this.taskDefinition?.node.get(key);
  }

  /** Whether its tasks may act with another role than that of the task definition. */
  public get replacesTaskRole(): boolean { return this.overrides?.replaces('TaskRoleArn') === true; }

  public get cluster(): Cluster | undefined { return entityAt(Cluster, this.places.cluster, this.application); }

  public get launchType(): Value<string> { return this.node.text('LaunchType'); }
  public get strategy(): CapacityStrategy { return this.strategyCache ??= this.findStrategy(); }
  public get platformVersion(): Value<string> { return this.node.text('PlatformVersion').orDefault(SERVICE_DEFAULTS.platformVersion); }
  public get enablesExec(): Value<boolean> { return this.node.flag('EnableExecuteCommand').orDefault(SERVICE_DEFAULTS.enableExecuteCommand); }

  /** Whether it certainly says itself where its tasks run. */
  public get decidesWhere(): boolean { return true; }

  /** The numbers of tasks it certainly comes to have, as far as they are known. */
  public get taskCounts(): readonly number[] {
    if (!this.startsTasks) { return []; }
    const [place] = [this.node.get('TaskCount'), this.node.get('Count')].filter(node => !node.isAbsent);
    return place ? [place.asNumber.known ?? []].flat() : [RUN_TASK_DEFAULTS.count];
  }

  /** Whether it is certainly set up to run no task for now. */
  public get isIdle(): boolean { return false; }

  /** Where its tasks run: its launch type, its strategy, or the default strategy of its cluster. */
  public get compute(): Value<Compute> { return this.computeCache ??= this.findCompute(); }

  /** The network mode of its tasks. What is not written is that of container instances, and only there. */
  public get networkMode(): Value<string> {
    const task = this.taskDefinition;
    if (!task) { return Value.deferred(); }
    return this.compute.isOneOf(['EC2', 'EXTERNAL']) ? task.networkMode : task.node.text('NetworkMode').orElse(Value.deferred());
  }

  public get assignPublicIp(): Value<string> { return this.awsvpc.text('AssignPublicIp').orDefault(SERVICE_DEFAULTS.assignPublicIp); }

  /** The subnets of its tasks. */
  public get subnets(): JoinedList<Subnet> {
    const list = this.awsvpc.list('Subnets');
    return entitiesAt(Subnet, list, list.isKnown, this.application);
  }

  /** The IPv4 ranges of the subnets of its tasks. */
  public get addressBlocks(): JoinedList<string> {
    const { known, isComplete } = this.subnets;
    return JoinedList.found(known.map(({ node }) => node.text('CidrBlock').known), isComplete);
  }

  /** Whether certainly none of its subnets has IPv4 addresses. */
  public get hasIpv6Alone(): boolean {
    const { subnets } = this;
    return subnets.known.length > 0 && subnets.every(({ node }) => node.flag('Ipv6Native').is(true));
  }

  /** The security groups of its tasks. */
  public get securityGroups(): JoinedList<SecurityGroup> { return SecurityGroup.listAt(this.awsvpc.get('SecurityGroups'), this.application); }

  /** Whether ECS certainly pulls images and reads secrets through the network interface of each task, as Fargate does since platform version 1.4.0. */
  public get usesTaskInterface(): boolean {
    return this.compute.is('FARGATE') && this.platformVersion.isNoneOf(FARGATE_PLATFORMS_OF_TWO_INTERFACES);
  }

  /** Its places in target groups; services and task sets have them. */
  public get attachments(): readonly Attachment[] {
    return this.attachmentCache ??= this.node.list('LoadBalancers').map(node => new Attachment(node, this, this.application));
  }

  /** Those of them that register its tasks in a target group, now or during a blue/green deployment. */
  public attachmentsTo(group: TargetGroup): readonly Attachment[] {
    this.attachmentsByGroup ??= grouped(this.attachments, ({ targetGroups }) => targetGroups);
    return this.attachmentsByGroup.get(group) ?? [];
  }

  private findStrategy(): CapacityStrategy {
    return new CapacityStrategy(this.node.get('CapacityProviderStrategy'), this.application, () => this.taskCounts);
  }

  private roleAt(place: Node | undefined): Role | undefined { return place && Role.at(place, this.application); }

  private findCompute(): Value<Compute> {
    const written = this.launchType.map(type => COMPUTES.find(compute => compute === type));
    return this.node.get('LaunchType').isSure ? written : written.orElse(this.computeOfProviders());
  }

  private computeOfProviders(): Value<Compute> {
    return this.strategy.node.isAbsent ? this.cluster?.defaultCompute ?? Value.deferred() : this.strategy.compute;
  }
}
