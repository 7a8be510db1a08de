import { Attachment } from './attachment';
import { CapacityStrategy } from './capacity-strategy';
import { Cluster } from './cluster';
import { entitiesAt, entityAt } from './entity';
import { Role } from './role';
import { SecurityGroup } from './security-group';
import { Subnet } from './subnet';
import type { TargetGroup } from './target-group';
import { TaskDefinition, TaskRunnerIndex } from './task-definition';
import { TaskOverrides, TaskRoleKey } from './task-overrides';
import { Compute, COMPUTES } from '../../../facts/compute';
import { RUN_TASK_DEFAULTS, SERVICE_DEFAULTS } from '../../../facts/defaults';
import { FARGATE_PLATFORMS_OF_TWO_INTERFACES } from '../../../facts/vpc-endpoints';
import { JoinedList } from '../evaluation/joined-list';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import { grouped } from '../index/grouped';

/** A task runner that only starts tasks: the service that starts them, or the API call with which it does. */
export type StarterKind = 'rule' | 'schedule' | 'universalSchedule' | 'pipe' | 'state' | 'sdkState' | 'customResource';

/** The places of the settings of a task runner. */
export interface TaskRunnerPlaces {
  /** The parent of `LaunchType`, `CapacityProviderStrategy` and `PlatformVersion`. */
  readonly node: Node;
  readonly taskDefinition: Node;
  readonly cluster: Node;
  /** Whether AWS requires the ARN of the cluster. */
  readonly isClusterByArn?: boolean;
  readonly awsvpc: Node;
  /** The overrides, if the task runner supports them. */
  readonly overrides?: TaskOverrides;
  /** Set if it certainly only starts tasks. */
  readonly starter?: StarterKind;
  /** The role that it starts tasks with, if it has one. */
  readonly role?: Node;
  /** The target of a rule or schedule, the state of a state machine, or the call of a custom resource. */
  readonly around?: Node;
  /** Its settings with the names that the template has, if `node` has them in another spelling. */
  readonly written?: Node;
  /** The Region that it calls, if that is not its own. */
  readonly region?: Node;
  /** The settings of the workflow of a state: the state machine, or the processor of a distributed map. */
  readonly workflow?: Node;
  /** Whether it waits until the task ends. */
  readonly isWaitedFor?: boolean;
}

/** A task runner: a service, a task set, a target of an event rule, a schedule, a pipe, or a state of a state machine. */
export class TaskRunner {
  private computeCache?: Value<Compute>;
  private taskCache?: { readonly found?: TaskDefinition };
  private clusterCache?: { readonly found?: Cluster };
  private executionRoleCache?: { readonly found?: Role };
  private taskRoleCache?: { readonly found?: Role };
  private launchTypeCache?: Value<string>;
  private platformVersionCache?: Value<string>;
  private strategyCache?: CapacityStrategy;
  private networkModeCache?: Value<string>;
  private subnetCache?: JoinedList<Subnet>;
  private securityGroupCache?: JoinedList<SecurityGroup>;
  private attachmentCache?: readonly Attachment[];
  private attachmentsByGroup?: ReadonlyMap<TargetGroup, readonly Attachment[]>;

  public readonly node: Node;
  public readonly awsvpc: Node;

  public constructor(public readonly resource: Resource, protected readonly places: TaskRunnerPlaces, public readonly application: TaskRunnerIndex) {
    this.node = places.node;
    this.awsvpc = places.awsvpc;
  }

  public get overrides(): TaskOverrides | undefined { return this.places.overrides; }
  public get clusterPlace(): Node { return this.places.cluster; }
  public get isClusterByArn(): boolean { return this.places.isClusterByArn === true; }
  public get rolePlace(): Node | undefined { return this.places.role; }
  public get taskDefinitionPlace(): Node { return this.places.taskDefinition; }
  public get regionPlace(): Node | undefined { return this.places.region; }

  /** The service that starts tasks, if it certainly only starts them. */
  public get starter(): StarterKind | undefined { return this.places.starter; }
  /** The target, state or call whose settings these are. */
  public get around(): Node { return this.places.around ?? this.node; }
  /** The settings with the names that the template has. */
  public get written(): Node { return this.places.written ?? this.node; }

  /** The settings of the workflow of a state: the state machine, or the processor of a distributed map. */
  public get workflow(): Node { return this.places.workflow ?? this.resource.properties; }

  /** Whether it only starts tasks, instead of keeping them running. */
  public get startsTasks(): boolean { return this.starter !== undefined; }
  public get isWaitedFor(): boolean { return this.places.isWaitedFor === true; }

  public get taskDefinition(): TaskDefinition | undefined {
    return (this.taskCache ??= { found: entityAt(TaskDefinition, this.places.taskDefinition, this.application) }).found;
  }

  /** The execution role of its tasks: of its overrides, or else of the task definition. */
  public get executionRole(): Role | undefined {
    return (this.executionRoleCache ??= { found: this.roleAt(this.rolePlaceOf('ExecutionRoleArn')) }).found;
  }
  /** The task role of its tasks: of its overrides, or else of the task definition. */
  public get taskRole(): Role | undefined { return (this.taskRoleCache ??= { found: this.roleAt(this.taskRolePlace) }).found; }
  public get taskRolePlace(): Node | undefined { return this.rolePlaceOf('TaskRoleArn'); }

  /** The place that names a role of its tasks: in its overrides, or else in the task definition. */
  public rolePlaceOf(key: TaskRoleKey): Node | undefined {
    return this.overrides?.replaces(key) ? this.overrides.role(key) : this.taskDefinition?.node.get(key);
  }

  /** Whether its tasks may have another task role than that of the task definition. */
  public get replacesTaskRole(): boolean { return this.overrides?.replaces('TaskRoleArn') === true; }

  public get cluster(): Cluster | undefined {
    return (this.clusterCache ??= { found: entityAt(Cluster, this.places.cluster, this.application) }).found;
  }

  public get launchType(): Value<string> { return this.launchTypeCache ??= this.node.text('LaunchType'); }
  public get strategy(): CapacityStrategy { return this.strategyCache ??= this.findStrategy(); }

  /** Whether the default strategy of its cluster applies, if the cluster has one. */
  public get usesDefaultStrategy(): boolean { return this.strategy.node.isAbsent && this.launchType.isAbsent; }

  /** Its strategy, or else the default strategies that its cluster may have. Empty with a launch type alone. */
  public get strategies(): readonly CapacityStrategy[] {
    if (!this.strategy.node.isAbsent) { return [this.strategy]; }
    return this.usesDefaultStrategy ? this.cluster?.defaultStrategies ?? [] : [];
  }

  public get platformVersion(): Value<string> { return this.platformVersionCache ??= this.node.text('PlatformVersion').orDefault(SERVICE_DEFAULTS.platformVersion); }
  public get enablesExec(): Value<boolean> { return this.node.flag('EnableExecuteCommand').orDefault(SERVICE_DEFAULTS.enableExecuteCommand); }

  /** Whether its own settings certainly decide the compute of its tasks. */
  public get decidesWhere(): boolean { return true; }

  /** The known numbers of tasks that it certainly has at some time. */
  public get taskCounts(): readonly number[] {
    if (!this.startsTasks) { return []; }
    const [place] = [this.node.get('TaskCount'), this.node.get('Count')].filter(node => !node.isAbsent);
    return place ? [place.asNumber.known ?? []].flat() : [RUN_TASK_DEFAULTS.count];
  }

  /** Whether its desired number of tasks is certainly 0. */
  public get isIdle(): boolean { return false; }

  /** The compute of its tasks: by its launch type, its strategy, or the default strategy of its cluster. */
  public get compute(): Value<Compute> { return this.computeCache ??= this.findCompute(); }

  /** The network mode of its tasks. The default applies on container instances only. */
  public get networkMode(): Value<string> { return this.networkModeCache ??= this.findNetworkMode(); }

  private findNetworkMode(): Value<string> {
    const task = this.taskDefinition;
    if (!task) { return Value.deferred(); }
    return this.compute.isOneOf(['EC2', 'EXTERNAL']) ? task.networkMode : task.node.text('NetworkMode').orElse(Value.deferred());
  }

  /** Whether its tasks certainly share the network interface of their container instance. */
  public get sharesInterface(): boolean { return this.networkMode.isOneOf(['bridge', 'host']); }

  public get assignPublicIp(): Value<string> { return this.awsvpc.text('AssignPublicIp').orDefault(SERVICE_DEFAULTS.assignPublicIp); }

  /** The subnets of its tasks. */
  public get subnets(): JoinedList<Subnet> {
    const list = this.awsvpc.list('Subnets');
    return this.subnetCache ??= entitiesAt(Subnet, list, list.isKnown, this.application);
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
  public get securityGroups(): JoinedList<SecurityGroup> {
    return this.securityGroupCache ??= SecurityGroup.listAt(this.awsvpc.get('SecurityGroups'), this.application);
  }

  /** Whether ECS certainly pulls images and reads secrets through the network interface of the task, as Fargate does since platform version 1.4.0. */
  public get usesTaskInterface(): boolean {
    return this.compute.is('FARGATE') && this.platformVersion.isNoneOf(FARGATE_PLATFORMS_OF_TWO_INTERFACES);
  }

  /** Its entries in `LoadBalancers`, which services and task sets have. */
  public get attachments(): readonly Attachment[] {
    return this.attachmentCache ??= this.node.list('LoadBalancers').map(node => new Attachment(node, this, this.application));
  }

  /** The attachments that register its tasks in a target group, now or during a blue/green deployment. */
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
