import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { Construct } from 'constructs';
import { rememberClusterOf } from './association-problems';
import { Capacity } from './capacity';
import { CapacityType } from './capacity-type';
import { capacityTypeProblems } from './capacity-type-problems';
import { rememberCapacity } from './cluster-capacity';
import { CapacityKind } from './compute';
import {
  DEFAULT_IS_SET, defaultKindProblems, defaultProblems, hasDefault, instancesDefaultProblems, setDefaultCapacity, strategyOf, writeDefaultStrategy,
} from './default-capacity';
import { ECS_CLUSTER_PROPS } from './ecs-cluster-prop-table';
import { EcsClusterAttributes, EcsClusterProps } from './ecs-cluster-props';
import { checkExecAudit, ExecAudit, ExecAuditProps } from './exec-audit';
import { formatProblem, refuse } from '../checks';
import { ExternalInstances } from './external/external-instances';
import { ExternalInstancesProps } from './external/external-instances-props';
import { ClusterAccess } from './grants/cluster-access';
import { InstanceGroup } from './instances/instance-group';
import { InstanceGroupProps } from './instances/instance-group-props';
import { ManagedInstances } from './managed-instances/managed-instances';
import { ManagedInstancesProps } from './managed-instances/managed-instances-props';
import { TaskMetrics } from './task-metrics/task-metrics';
import { TaskMetricsProps } from './task-metrics/task-metrics-props';
import { FARGATE_CAPACITY_PROVIDERS } from '../../facts/compute';
import { NAMESPACE_NAMES } from '../../facts/namespace-names';
import { CLUSTER_NAME } from '../../facts/service-formats';
import { EcsValidator } from '../../validation/ecs-validator';
import { attachProfile, findProfile, STANDARD } from '../profile/profile-data';
import { RegulatedResources } from '../profile/regulated-resources';
import { recordFlowRegulated, regulatedVpc } from '../profile/regulated-vpc';
import { injectProps } from '../property-injection';

/**
 * An ECS cluster with the Fargate and Fargate Spot capacity providers, and with Container Insights.
 *
 * It is an `ecs.Cluster`, and can be used wherever one is expected.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/clusters.html
 */
export class EcsCluster extends ecs.Cluster {
  /**
   * The id of this construct for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-shipshape.EcsCluster';

  /**
   * Imports an existing cluster with its capacity providers.
   *
   * `fromClusterAttributes` does not import them: a service then uses Fargate, and ECS refuses it if Fargate is not associated.
   * `fromClusterArn` cannot be used, because a service needs the VPC.
   *
   * Throws when `defaultCapacity` is a launch type.
   *
   * @param scope the scope of the import
   * @param id the construct id of the import
   * @param attributes the attributes of the cluster
   */
  public static fromEcsClusterAttributes(scope: Construct, id: string, attributes: EcsClusterAttributes): ecs.ICluster {
    const { capacityProviders: providers = FARGATE_CAPACITY_PROVIDERS, defaultCapacity, profile, ...rest } = attributes;
    checkDefaultCapacity(`${scope.node.path}/${id}`, defaultCapacity);
    const hasEc2Capacity = providers.some(provider => !FARGATE_CAPACITY_PROVIDERS.includes(provider));
    const cluster = ecs.Cluster.fromClusterAttributes(scope, id, { ...rest, hasEc2Capacity });
    rememberCapacity(cluster, { providers, strategy: defaultCapacity ? strategyOf(defaultCapacity._kind) : [] });
    if (defaultCapacity) { setDefaultCapacity(cluster, defaultCapacity._kind); }
    profile?.applyTo(cluster);
    return cluster;
  }

  private readonly audit?: ExecAudit;
  private hasInstances = false;
  private isCounting = false;
  private readonly regulated?: RegulatedResources;
  private readonly access = new ClusterAccess(this, this);
  private readonly available: Capacity[] = [Capacity.fargate(), Capacity.fargateSpot()];

  /**
   * Creates a cluster.
   *
   * @param scope the scope of the cluster
   * @param id the construct id of the cluster
   * @param props network, name, default capacity and more
   */
  public constructor(scope: Construct, id: string, props: EcsClusterProps = {}) {
    props = injectProps(scope, id, EcsCluster.PROPERTY_INJECTION_ID, props);
    const path = `${scope.node.path}/${id}`;
    const profile = findProfile(scope, props.profile);
    checkNames(path, props);
    checkExecAudit(path, props.execAudit ?? {});
    checkDefaultCapacity(path, props.defaultCapacity, instancesDefaultProblems);
    super(scope, id, {
      vpc: props.vpc ?? (profile.isRegulated ? regulatedVpc(scope, `${id}Vpc`) : undefined),
      clusterName: props.clusterName,
      containerInsightsV2: props.containerInsights ?? ecs.ContainerInsights.ENABLED,
      enableFargateCapacityProviders: true,
      defaultCloudMapNamespace: props.defaultCloudMapNamespace,
    });
    if (props.defaultCapacity) { this.addDefaultCapacity(props.defaultCapacity); }
    const encryptionKey = props.execAudit?.encryptionKey ?? profile.encryptionKey;
    this.regulated = profile.isRegulated ? new RegulatedResources(this, { encryptionKey }) : undefined;
    if (!props.vpc) { this.recordFlow(); }
    this.audit = this.auditSessions(props.execAudit);
    if (profile !== STANDARD || props.profile) {
      attachProfile(this, { ...profile, encryptionKey: this.regulated?.encryptionKey, sessionLog: this.audit?.logGroup });
    }
    EcsValidator._switchOn(this, ECS_CLUSTER_PROPS, profile.isRegulated);
  }

  /**
   * Adds container instances: an EC2 Auto Scaling group with a capacity provider. Services use them with `Capacity.instances(group)`.
   *
   * Throws when props can never work.
   *
   * @param id the construct id of the group
   * @param props instance types, number of instances and more
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
   */
  public addInstances(id: string, props: InstanceGroupProps): InstanceGroup {
    const group = InstanceGroup._on(this, this, id, props);
    this.associate(group.capacityProviderName);
    this.hasInstances = true;
    rememberClusterOf(group, this);
    this.available.push(Capacity.instances(group));
    return group;
  }

  /**
   * Adds container instances that AWS manages. Services use them with `Capacity.managedInstances(instances)`.
   *
   * Throws when props can never work.
   *
   * @param id the construct id of the instances
   * @param props requirements, network and more
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
   */
  public addManagedInstances(id: string, props: ManagedInstancesProps = {}): ManagedInstances {
    const instances = ManagedInstances._on(this, this, id, props);
    this.addManagedInstancesCapacityProvider(instances.capacityProvider);
    rememberClusterOf(instances, this);
    this.available.push(Capacity.managedInstances(instances));
    return instances;
  }

  /**
   * Adds servers outside of AWS (ECS Anywhere). Services use them with `Capacity.external()`.
   *
   * Throws when props can never work.
   *
   * @param id the construct id of the instances
   * @param props the instance role
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
   */
  public addExternalInstances(id: string, props: ExternalInstancesProps = {}): ExternalInstances {
    const instances = ExternalInstances._on(this, this, id, props);
    if (!this.available.some(({ capacityType }) => capacityType === CapacityType.EXTERNAL)) { this.available.push(Capacity.external()); }
    return instances;
  }

  /**
   * The capacities of the cluster, each for `capacity` of a service: Fargate, Fargate Spot, and what was added, in the order in which it was added.
   *
   * Capacity that was added with methods of `ecs.Cluster` is not in the list.
   */
  public get capacities(): Capacity[] { return [...this.available]; }

  /**
   * Sets the default capacity provider strategy of the cluster. Tasks that set no capacity use it, and workloads of this library run on its compute.
   *
   * Call it after the instances were added, and before the first workload without `capacity`. The prop `defaultCapacity` can only name Fargate.
   *
   * Throws when the default is set already, when a workload has used the default, for a launch type, and for instances of another cluster.
   *
   * @param capacity the capacity, such as `Capacity.instances(group)`; external instances cannot be a default
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html
   */
  public addDefaultCapacity(capacity: Capacity): void {
    refuse(this, capacityTypeProblems('addDefaultCapacity: capacity', capacity));
    refuse(this, defaultProblems(this, capacity._kind));
    writeDefaultStrategy(this, strategyOf(capacity._kind));
    setDefaultCapacity(this, capacity._kind);
  }

  /**
   * Sets the default capacity provider strategy of the cluster by names, as `ecs.Cluster` does. Prefer `addDefaultCapacity`, which also tells workloads on
   * which compute they run.
   *
   * Throws when the default is set already.
   *
   * @param strategy the capacity providers with their weights
   */
  public addDefaultCapacityProviderStrategy(strategy: ecs.CapacityProviderStrategy[]): void {
    if (hasDefault(this)) { refuse(this, [DEFAULT_IS_SET]); }
    super.addDefaultCapacityProviderStrategy(strategy);
  }

  /**
   * Counts the tasks that start and stop, by launch type and by capacity provider, with metrics that AWS does not have.
   *
   * Each combination of a metric, a launch type or a capacity provider is a custom metric, and the events are written to a log group: see the guide about
   * capacity for the cost. Throws when it was called before.
   *
   * @param props how long the events are kept
   */
  public countTasks(props: TaskMetricsProps = {}): TaskMetrics {
    if (this.isCounting) { refuse(this, ['countTasks was called before; use the TaskMetrics that it returned']); }
    this.isCounting = true;
    return TaskMetrics._of(this, props, this.regulated);
  }

  /**
   * Allows running tasks of a task definition on this cluster, and on no other: any revision, with tags, and with the roles of the task definition.
   *
   * It does not allow `aws ecs describe-task-definition`, which IAM cannot confine. Throws for a grantee in another account.
   *
   * @param grantee the principal that runs the tasks
   * @param taskDefinition the task definition, such as `taskDefinition` of a ContainerService
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html
   */
  public grantRunTask(grantee: iam.IGrantable, taskDefinition: ecs.ITaskDefinition): iam.Grant { return this.access.run(grantee, taskDefinition); }

  /**
   * Allows stopping tasks of this cluster: those of services, which ECS then replaces, and all others. Throws for a grantee in another account.
   *
   * @param grantee the principal that stops the tasks
   */
  public grantStopTask(grantee: iam.IGrantable): iam.Grant { return this.access.stop(grantee); }

  /**
   * Allows reading the cluster: its services with their deployments, its tasks and its container instances.
   *
   * It does not allow `aws ecs list-clusters` and `describe-task-definition`, which IAM cannot confine. Throws for a grantee in another account.
   *
   * @param grantee the principal that reads
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant { return this.access.read(grantee); }

  /**
   * Allows opening ECS Exec sessions in every task of this cluster, with the key that encrypts them. `ContainerService.grantExec` allows the same, as a
   * policy cannot name the tasks of one service. Throws for a grantee in another account.
   *
   * @param grantee the principal that opens sessions
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
   */
  public grantExec(grantee: iam.IGrantable): iam.Grant { return this.access.exec(grantee); }

  public get hasEc2Capacity(): boolean { return this.hasInstances || super.hasEc2Capacity; }

  public get executeCommandConfiguration(): ecs.ExecuteCommandConfiguration | undefined {
    return this.audit?.configuration ?? super.executeCommandConfiguration;
  }

  /** The L2 returns the list that it associates. `addAsgCapacityProvider` would also write user data and permissions, which the group has already. */
  private associate(provider: string): void { this.capacityProviderNames.push(provider); }

  private recordFlow(): void {
    if (!(this.vpc instanceof ec2.Vpc)) { return; }
    if (this.regulated) {
      recordFlowRegulated(this.vpc, this.regulated.logGroup(this.vpc, 'FlowLogGroup'));
      return;
    }
    const logGroup = new logs.LogGroup(this.vpc, 'FlowLogGroup', { retention: logs.RetentionDays.THREE_MONTHS });
    this.vpc.addFlowLog('FlowLog', { destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup) });
  }

  private auditSessions(given: ExecAuditProps | undefined): ExecAudit | undefined {
    const props = given ?? (this.regulated && {});
    if (!props) { return undefined; }
    const audit = new ExecAudit(this, 'ExecAudit', { ...props, encryptionKey: props.encryptionKey ?? this.regulated?.encryptionKey });
    audit.applyTo(this);
    return audit;
  }
}

function checkNames(path: string, { clusterName, defaultCloudMapNamespace }: EcsClusterProps): void {
  const problems = [...formatProblem('clusterName', clusterName, CLUSTER_NAME), ...namespaceProblems(defaultCloudMapNamespace)];
  if (problems.length > 0) { throw new Error(`[${path}] ${problems.join('; ')}`); }
}

/** The cluster has the ARN of the namespace, so its name goes to Cloud Map only. */
function namespaceProblems({ name, type = cloudmap.NamespaceType.DNS_PRIVATE }: Partial<ecs.CloudMapNamespaceOptions> = {}): string[] {
  const format = NAMESPACE_NAMES.get(type);
  return format ? formatProblem('defaultCloudMapNamespace.name', name, format) : [];
}

function checkDefaultCapacity(path: string, capacity?: Capacity, more: (kind: CapacityKind) => readonly string[] = () => []): void {
  if (capacity === undefined) { return; }
  const types = capacityTypeProblems('defaultCapacity', capacity);
  const problems = types.length > 0 ? types : [...defaultKindProblems('defaultCapacity', capacity._kind), ...more(capacity._kind)];
  if (problems.length > 0) { throw new Error(`[${path}] ${problems.join('; ')}`); }
}
