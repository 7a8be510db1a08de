import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, Dependable, IDependable } from 'constructs';
import { DaemonPlan } from './daemon-plan';
import { DAEMON_SERVICE_PROPS } from './daemon-service-prop-table';
import { DaemonServiceProps } from './daemon-service-props';
import { serviceMetric } from './service-metric';
import { Target } from './target';
import { EcsValidator } from '../../validation/ecs-validator';
import { otherAccountProblems } from '../capacity/cluster-place';
import { LaunchedDaemon } from '../capacity/compute';
import { grantExec } from '../capacity/grants/exec-grant';
import { refuse } from '../checks';
import { injectProps } from '../property-injection';
import { AddContainerOptions } from '../task/container-options';
import { HostMount, mountHostPaths } from '../task/host-mount';
import { startAfter } from '../workload/dependencies';
import { Workload } from '../workload/workload';

/**
 * One task on each container instance, such as a log or metrics agent.
 *
 * On instances of Auto Scaling groups and on external instances it is an ECS service with the scheduling strategy DAEMON. It runs on all such instances of
 * the cluster that the placement constraints of the capacity allow, also on those of other groups. On Managed Instances it is an `AWS::ECS::Daemon` with
 * its own kind of task definition, on the instances of the capacity.
 *
 * ECS starts the task of a daemon before other tasks on an instance, and stops it last when the instance drains. A construct that depends on a
 * DaemonService waits until its first deployment has ended.
 *
 * Throws when props can never work, before any resource is created.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons.html
 */
export class DaemonService extends Construct implements iam.IGrantable, ec2.IConnectable {
  /**
   * The id of this construct for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-shipshape.DaemonService';

  /**
   * The cluster that the tasks run on.
   */
  public readonly cluster: ecs.ICluster;

  /**
   * The task definition. On Managed Instances its resource is an `ecs.CfnDaemonTaskDefinition`, and only this daemon can use it.
   */
  public readonly taskDefinition: ecs.TaskDefinition;

  /**
   * The main container.
   */
  public readonly container: ecs.ContainerDefinition;

  /**
   * The ECS service; undefined on Managed Instances.
   */
  public readonly service?: ecs.BaseService;

  /**
   * The daemon on Managed Instances, whose L1 construct is an `ecs.CfnDaemon`; undefined on other instances.
   */
  public readonly daemon?: ecs.IDaemonRef;

  /**
   * The log group of the containers; undefined with an existing task definition, or with `logging`.
   */
  public readonly logGroup?: logs.ILogGroup;

  /**
   * The connections of the tasks: those of their instances, except in network mode awsvpc.
   */
  public readonly connections: ec2.Connections;

  /**
   * The task role, which receives grants.
   */
  public readonly grantPrincipal: iam.IPrincipal;

  private readonly plan: DaemonPlan;
  private readonly workload: Workload;
  private readonly launched: LaunchedDaemon;

  /**
   * Creates a daemon. Throws when props can never work.
   *
   * @param scope the scope of the daemon
   * @param id the construct id of the daemon
   * @param props the cluster, the instances, the containers and the other settings of the daemon
   */
  public constructor(scope: Construct, id: string, props: DaemonServiceProps) {
    super(scope, id);
    props = injectProps(scope, id, DaemonService.PROPERTY_INJECTION_ID, props);
    this.plan = new DaemonPlan(this, props);
    this.workload = new Workload(this, this.plan.workload);
    this.cluster = props.cluster;
    this.taskDefinition = this.workload.taskDefinition;
    this.container = this.workload.container;
    this.logGroup = this.workload.logGroup;
    this.plan.compute.share(this.taskDefinition, this.plan.namespaces);
    mountHostPaths(this.container, props.hostMounts ?? []);
    this.launched = this.launch(props);
    const { starter, service, daemon } = this.launched;
    this.service = service;
    this.daemon = daemon;
    this.workload.startedBy(starter);
    this.connections = starter.connections;
    this.grantPrincipal = this.taskDefinition.taskRole;
    Dependable.implement(this, { dependencyRoots: [starter.node.defaultChild ?? starter] });
    EcsValidator._switchOn(this, DAEMON_SERVICE_PROPS, this.plan.workload.profile.isRegulated);
  }

  /**
   * Adds a container to the task of the daemon.
   *
   * Its logs go to the log group of the daemon, if there is one, unless `logging` is set.
   *
   * Throws when ECS would refuse the container.
   *
   * @param name the name of the container
   * @param options the image and the other settings of the container
   */
  public addContainer(name: string, options: AddContainerOptions): ecs.ContainerDefinition {
    return this.workload.addContainer(name, options);
  }

  /**
   * Mounts a file or folder of the instance into a container.
   *
   * Throws when a path is not absolute.
   *
   * @param container a container of the daemon
   * @param mount the paths
   */
  public mountHostPath(container: ecs.ContainerDefinition, mount: HostMount): void {
    this.plan.checkMount(mount);
    mountHostPaths(container, [mount]);
  }

  /**
   * Allows connections from the tasks to a service, a database or another connectable resource.
   *
   * The security group rules are created in the stack of the daemon, so that the stack of the target does not depend on it. Outside of network mode awsvpc
   * they allow connections from the instances, and so from all their tasks that have no network interface of their own.
   *
   * @param target the resource that the tasks connect to
   */
  public connectTo(target: Target): void {
    this.plan.checkConnections();
    target._allowFrom(this);
    startAfter(this.launched.starter, [target._before(this)]);
  }

  /**
   * Starts the tasks after other resources: a service, a database, a custom resource that prepares data.
   *
   * @param dependencies the resources that must exist before the tasks start
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
   */
  public startAfter(...dependencies: IDependable[]): void { startAfter(this.launched.starter, dependencies); }

  /**
   * Grants permission to open sessions of ECS Exec on the tasks of the cluster. The daemon needs `enableExecuteCommand`.
   *
   * @param grantee the principal that opens sessions
   */
  public grantExec(grantee: iam.IGrantable): iam.Grant {
    refuse(this, otherAccountProblems('grantExec', 'service', this, this.cluster, grantee));
    return grantExec(this, this.cluster, grantee);
  }

  /**
   * A metric of the daemon in the namespace AWS/ECS. The name of a daemon on Managed Instances has the prefix `daemon:` in the dimension ServiceName.
   *
   * @param metricName the name of the metric
   * @param options the statistic, the period and other options
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-metrics.html
   */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return serviceMetric(this.cluster, this.launched.metricName, metricName, options);
  }

  /**
   * The CPU that the tasks use, in percent of the CPU that they reserve.
   *
   * @param options the statistic, the period and other options
   */
  public metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric { return this.metric('CPUUtilization', options); }

  /**
   * The memory that the tasks use, in percent of the memory that they reserve.
   *
   * @param options the statistic, the period and other options
   */
  public metricMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric { return this.metric('MemoryUtilization', options); }

  private launch(props: DaemonServiceProps): LaunchedDaemon {
    const { plan, workload: { subnets } } = this;
    return plan.compute.launchDaemon(this, {
      cluster: this.cluster,
      taskDefinition: this.taskDefinition,
      daemonName: props.daemonName,
      updatePercent: props.updatePercent,
      bakeTime: props.bakeTime,
      alarmNames: props.alarms?.map(({ alarmName }) => alarmName),
      enableExecuteCommand: props.enableExecuteCommand,
      propagateTags: props.propagateTags ?? true,
      enableEcsManagedTags: props.enableEcsManagedTags ?? true,
      ...(plan.workload.hasOwnInterface ? { vpcSubnets: subnets.selection, securityGroups: props.securityGroups } : {}),
    });
  }
}
