import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { Construct } from 'constructs';
import { Capacity } from './capacity';
import { rememberCapacity } from './cluster-capacity';
import { ECS_CLUSTER_PROPS } from './ecs-cluster-prop-table';
import { checkExecAudit, ExecAudit, ExecAuditProps } from './exec-audit';
import { ExternalInstances } from './external/external-instances';
import { ExternalInstancesProps } from './external/external-instances-props';
import { InstanceGroup } from './instances/instance-group';
import { InstanceGroupProps } from './instances/instance-group-props';
import { ManagedInstances } from './managed-instances/managed-instances';
import { ManagedInstancesProps } from './managed-instances/managed-instances-props';
import { FARGATE_CAPACITY_PROVIDERS } from '../../facts/compute';
import { NAMESPACE_NAMES } from '../../facts/namespace-names';
import { CLUSTER_NAME } from '../../facts/service-formats';
import { EcsValidator } from '../../validation/ecs-validator';
import { formatProblem } from '../checks';
import { Profile } from '../profile/profile';
import { attachProfile, findProfile, STANDARD } from '../profile/profile-data';
import { RegulatedResources } from '../profile/regulated-resources';
import { recordFlowRegulated, regulatedVpc } from '../profile/regulated-vpc';
import { injectProps } from '../property-injection';

/**
 * Properties of an EcsCluster.
 */
export interface EcsClusterProps {
  /**
   * The VPC of the tasks.
   *
   * @default - a new VPC with public and private subnets in two Availability Zones, a NAT gateway in each, and flow logs
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The name of the cluster.
   *
   * @default - CloudFormation generates one, so that the cluster can be replaced
   */
  readonly clusterName?: string;

  /**
   * Which metrics CloudWatch Container Insights collects.
   *
   * @default ecs.ContainerInsights.ENABLED
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html
   */
  readonly containerInsights?: ecs.ContainerInsights;

  /**
   * The default capacity provider strategy of the cluster: the capacity of tasks that set none.
   *
   * @default - none: a ContainerService runs on Fargate; other services and tasks must set their capacity
   */
  readonly defaultCapacity?: Capacity;

  /**
   * How ECS Exec sessions are encrypted, and recorded in a log group.
   *
   * Set it to `{}` for a new key and a new log group.
   *
   * @default - in the regulated profile a new key and log group; otherwise sessions are encrypted with TLS only,
   * and their output goes to the log of the container
   */
  readonly execAudit?: ExecAuditProps;

  /**
   * The defaults of the cluster and of the workloads on it.
   *
   * The regulated profile encrypts logs and ECS Exec sessions with a KMS key, keeps logs for a year, and writes grants to managed policies instead of inline
   * policies. A new VPC gets a closed default security group and flow logs. See the guide about the regulated profile for services, and for the cost.
   *
   * @default - the profile of the nearest enclosing construct that has one (such as the stack or app), else Profile.standard()
   */
  readonly profile?: Profile;

  /**
   * The Cloud Map namespace of the cluster's services.
   *
   * @default - no namespace
   */
  readonly defaultCloudMapNamespace?: ecs.CloudMapNamespaceOptions;
}

/**
 * The attributes of an existing cluster.
 */
export interface EcsClusterAttributes {
  /**
   * The name of the cluster.
   */
  readonly clusterName: string;

  /**
   * The ARN of the cluster, if it is not in the account and Region of the stack.
   *
   * @default - derived from the name, and from the account and Region of the stack
   */
  readonly clusterArn?: string;

  /**
   * The VPC of the cluster.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The names of the capacity providers that are associated with the cluster.
   *
   * `aws ecs describe-clusters` lists them. A service throws when its capacity needs another one.
   *
   * @default - FARGATE and FARGATE_SPOT, as on a cluster created in the console
   */
  readonly capacityProviders?: string[];

  /**
   * The default capacity provider strategy of the cluster.
   *
   * @default - none: a ContainerService runs on Fargate
   */
  readonly defaultCapacity?: Capacity;

  /**
   * The Cloud Map namespace of the cluster's services.
   *
   * @default - no namespace
   */
  readonly defaultCloudMapNamespace?: cloudmap.INamespace;

  /**
   * The ECS Exec configuration of the cluster. Services get the permissions that it requires.
   *
   * @default - the cluster has no ECS Exec configuration
   */
  readonly executeCommandConfiguration?: ecs.ExecuteCommandConfiguration;

  /**
   * The defaults of the workloads on the cluster.
   *
   * @default - the profile of the nearest enclosing construct that has one (such as the stack or app), else Profile.standard()
   */
  readonly profile?: Profile;
}

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
   * @param scope the scope of the import
   * @param id the construct id of the import
   * @param attributes the attributes of the cluster
   */
  public static fromEcsClusterAttributes(scope: Construct, id: string, attributes: EcsClusterAttributes): ecs.ICluster {
    const { capacityProviders, defaultCapacity, profile, ...rest } = attributes;
    const cluster = ecs.Cluster.fromClusterAttributes(scope, id, { ...rest, hasEc2Capacity: false });
    rememberCapacity(cluster, {
      providers: capacityProviders ?? FARGATE_CAPACITY_PROVIDERS,
      strategy: defaultCapacity?._kind.strategy ?? [],
    });
    profile?.applyTo(cluster);
    return cluster;
  }

  private readonly audit?: ExecAudit;
  private hasInstances = false;
  private readonly regulated?: RegulatedResources;

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
    checkDefaultCapacity(path, props.defaultCapacity);
    super(scope, id, {
      vpc: props.vpc ?? (profile.isRegulated ? regulatedVpc(scope, `${id}Vpc`) : undefined),
      clusterName: props.clusterName,
      containerInsightsV2: props.containerInsights ?? ecs.ContainerInsights.ENABLED,
      enableFargateCapacityProviders: true,
      defaultCloudMapNamespace: props.defaultCloudMapNamespace,
    });
    if (props.defaultCapacity?._kind.strategy) {
      this.addDefaultCapacityProviderStrategy([...props.defaultCapacity._kind.strategy]);
    }
    const encryptionKey = props.execAudit?.encryptionKey ?? profile.encryptionKey;
    this.regulated = profile.isRegulated ? new RegulatedResources(this, { encryptionKey }) : undefined;
    if (!props.vpc) { this.recordFlow(); }
    this.audit = this.auditSessions(props.execAudit);
    if (profile !== STANDARD || props.profile) {
      attachProfile(this, { ...profile, encryptionKey: this.regulated?.encryptionKey, sessionLog: this.audit?.logGroup });
    }
    EcsValidator._switchOn(this, ECS_CLUSTER_PROPS);
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
    return ExternalInstances._on(this, this, id, props);
  }

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

function checkDefaultCapacity(path: string, capacity?: Capacity): void {
  if (!capacity || capacity._kind.strategy) { return; }
  throw new Error(`[${path}] defaultCapacity (Capacity.fargateLaunchType()) must be a capacity provider strategy; use Capacity.fargate()`);
}
