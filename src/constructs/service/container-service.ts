import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, Dependable, IConstruct, IDependable } from 'constructs';
import { IContainerService } from './container-service-interface';
import { CONTAINER_SERVICE_PROPS } from './container-service-prop-table';
import { ContainerServiceProps } from './container-service-props';
import { generatedName, grantContinueByName } from './continue-grant';
import { ContainerServiceAttributes, ImportedContainerService } from './imported-container-service';
import { hasLoadBalancer } from './load-balancer-check';
import { keepLaunchType } from './original-launch-type';
import { besideService } from './policy-beside';
import { grantRedeployByName, grantRedeployByReference } from './redeploy-grant';
import { ServiceOperations, TaskCountBounds } from './service-operations';
import { ServicePlan } from './service-plan';
import { Target } from './target';
import { EndpointFeature } from '../../facts/vpc-endpoints';
import { EcsValidator } from '../../validation/ecs-validator';
import { arnOnCluster } from '../capacity/cluster-place';
import { ServiceCodeDeploy } from '../deployment/code-deploy/service-code-deploy';
import { Controls } from '../deployment/controller';
import { ServiceTaskSets } from '../deployment/external/service-task-sets';
import { Exposure } from '../load-balancing/exposure';
import { EndpointKind } from '../load-balancing/exposure-kind';
import { ServiceEndpoint } from '../load-balancing/service-endpoint';
import { injectProps } from '../property-injection';
import { ScalingBounds } from '../scaling/scaling-bounds';
import { ServiceScaling } from '../scaling/service-scaling';
import { AddContainerOptions } from '../task/container-options';
import { startAfter } from '../workload/dependencies';
import { Workload } from '../workload/workload';
import { WorkloadPlan } from '../workload/workload-plan';

/**
 * An ECS service, which keeps a number of tasks running.
 *
 * Tasks run in private subnets, a failed deployment is rolled back, and only the exposure allows inbound traffic. The service waits for the resources
 * that its tasks need to start: the route to the internet, the permissions of the execution role, the capacity providers of the cluster, and the
 * listener.
 *
 * Throws when props can never work, before any resource is created.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export class ContainerService extends Construct implements IContainerService {
  /**
   * The id of this construct for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-shipshape.ContainerService';

  /**
   * Imports an existing service.
   *
   * @param scope the scope of the import
   * @param id the construct id of the import
   * @param attributes the attributes of the service
   */
  public static fromContainerServiceAttributes(scope: Construct, id: string, attributes: ContainerServiceAttributes): IContainerService {
    return new ImportedContainerService(scope, id, attributes);
  }

  /**
   * The ECS service.
   */
  public readonly service: ecs.BaseService;

  /**
   * The task definition of the service.
   */
  public readonly taskDefinition: ecs.TaskDefinition;

  /**
   * The main container, which receives the traffic.
   */
  public readonly container: ecs.ContainerDefinition;

  /**
   * The cluster that the tasks run on.
   */
  public readonly cluster: ecs.ICluster;

  /**
   * The load balancer, listener, target group and URL of the prop `exposure`; undefined without an exposure.
   */
  public readonly endpoint?: ServiceEndpoint;

  /**
   * The deployment group and the AppSpec of `Deployment.codeDeploy`; undefined with another deployment.
   */
  public readonly codeDeploy?: ServiceCodeDeploy;

  /**
   * The input with which an external controller creates task sets (`Deployment.external`); undefined with another deployment.
   */
  public readonly taskSets?: ServiceTaskSets;

  /**
   * The log group of the containers; undefined with an existing task definition, or with `logging`.
   */
  public readonly logGroup?: logs.ILogGroup;

  /**
   * The connections of the tasks.
   */
  public readonly connections: ec2.Connections;

  /**
   * The task role, which receives grants.
   */
  public readonly grantPrincipal: iam.IPrincipal;

  /**
   * The port of the main container that receives traffic; undefined when it has none.
   */
  public readonly containerPort?: number;

  private readonly plan: ServicePlan;
  private readonly started: IDependable;
  private readonly workload: Workload;
  private readonly operations: ServiceOperations;
  private readonly connected: IDependable[] = [];
  private readonly requestTargets = new Map<ServiceEndpoint, elbv2.ApplicationTargetGroup>();

  /**
   * Creates a service. Throws when props can never work.
   *
   * @param scope the scope of the service
   * @param id the construct id of the service
   * @param props the cluster, the containers and the other settings of the service
   */
  public constructor(scope: Construct, id: string, props: ContainerServiceProps) {
    super(scope, id);
    props = injectProps(scope, id, ContainerService.PROPERTY_INJECTION_ID, props);
    this.plan = new ServicePlan(this, props);
    this.workload = new Workload(this, this.plan.workload);
    this.cluster = props.cluster;
    this.taskDefinition = this.workload.taskDefinition;
    this.container = this.workload.container;
    this.logGroup = this.workload.logGroup;
    this.operations = new ServiceOperations(this, {
      checkScaling: bounds => this.plan.checkScaling(bounds),
      rolloutProblems: counts => this.plan.rolloutProblems(counts),
      scalableTaskCount: bounds => this.scalableTaskCount(bounds),
      requestTargets: endpoint => this.requestTargetsOf(endpoint),
    });
    const endpoint = this.plan.exposure.open(this, props.cluster.vpc);
    this.service = this.launch(props);
    keepLaunchType(this.service, props.originalLaunchType, this.plan.workload.compute);
    this.endpoint = endpoint && this.attach(endpoint);
    this.workload.startedBy(this.service);
    this.containerPort = this.plan.workload.port;
    this.connections = this.service.connections;
    this.grantPrincipal = this.taskDefinition.taskRole;
    const { codeDeploy, taskSets, started = this.service } = this.control(endpoint);
    this.started = started;
    this.codeDeploy = codeDeploy;
    this.taskSets = taskSets;
    this.plan.deployment.complete({
      scope: this,
      service: this.service,
      endpoint,
      vpc: props.cluster.vpc,
      subnets: this.workload.subnets.selection,
      regulated: this.plan.workload.regulated,
      metric: (name, options) => this.metric(name, options),
    });
    this.plan.routeTestTraffic(this.service);
    this.node.addValidation({
      validate: () => this.plan.lateProblems({ isScaled: this.operations.isScaled, hasLoadBalancer: () => hasLoadBalancer(this.service) }),
    });
    EcsValidator._switchOn(this, CONTAINER_SERVICE_PROPS, this.plan.workload.profile.isRegulated);
  }

  /**
   * The name of the service.
   */
  public get serviceName(): string { return this.service.serviceName; }

  /**
   * The ARN of the service.
   */
  public get serviceArn(): string { return this.service.serviceArn; }

  /**
   * Adds another way for clients to reach the service, such as an internal load balancer beside a public one.
   *
   * Throws when the service already has five target groups, the maximum of ECS.
   *
   * @param id the construct id of the resources that the exposure creates
   * @param exposure how clients reach the service
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html
   */
  public expose(id: string, exposure: Exposure): ServiceEndpoint {
    const kind = this.plan.furtherExposure(exposure);
    const endpoint = kind.open(new Construct(this, id), this.cluster.vpc);
    if (!endpoint) { throw new Error(`[${this.node.path}] the exposure '${id}' has no endpoint`); }
    return this.attach(endpoint);
  }

  /**
   * Adds a container that runs beside the main one, such as a proxy or an agent.
   *
   * Its logs go to the log group of the service, if there is one, unless `logging` is set.
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
   * Starts the tasks after other resources: another service, a database, a custom resource that prepares data.
   *
   * Only the ECS service waits. `service.node.addDependency(…)` makes the security group of the tasks wait too, which is a circular dependency if the
   * other resource refers to that group. For another service, it waits for the ECS service, which is complete once its tasks are stable.
   *
   * @param dependencies the resources that must exist before the tasks start; a resource in another stack makes the stack of this service depend on
   * that stack
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
   */
  public startAfter(...dependencies: IDependable[]): void {
    startAfter(this.service, dependencies.map(each => each instanceof ContainerService ? each.started : each));
  }

  public autoScale(bounds: ScalingBounds): ServiceScaling { return this.operations.autoScale(bounds); }

  public connectTo(target: Target): void {
    this.plan.checkConnections();
    target._allowFrom(this);
    const before = target._before(this);
    this.connected.push(before);
    startAfter(this.service, [before]);
  }

  public grantExec(grantee: iam.IGrantable): iam.Grant { return this.operations.grantExec(grantee); }

  public grantRedeploy(grantee: iam.IGrantable): iam.Grant {
    this.plan.checkRedeploy();
    this.operations.checkGrantee('grantRedeploy', grantee);
    const { plan: { knownName }, cluster } = this;
    return knownName === undefined
      ? grantRedeployByReference(this, grantee)
      : grantRedeployByName(arnOnCluster(this, cluster, 'service', knownName), grantee);
  }

  public grantContinueDeployment(grantee: iam.IGrantable): iam.Grant {
    this.plan.checkContinue();
    this.operations.checkGrantee('grantContinueDeployment', grantee);
    const { plan: { knownName }, service } = this;
    const grant = grantContinueByName(this, knownName ?? generatedName(service), besideService('Continue', this, grantee));
    grant.applyBefore(service);
    return grant;
  }

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric { return this.operations.metric(metricName, options); }

  public metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric { return this.operations.metric('CPUUtilization', options); }

  public metricMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.operations.metric('MemoryUtilization', options);
  }

  public metricRunningTaskCount(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.operations.metric('RunningTaskCount', options, 'ECS/ContainerInsights');
  }

  /**
   * The key of the regulated profile, for further resources of a kind of service. It is created when it is first read.
   *
   * @internal
   */
  protected get _regulatedKey(): kms.IKey | undefined { return this.plan.workload.regulated?.encryptionKey; }

  /**
   * Switches the validator on, with the props of a kind of service.
   *
   * @internal
   */
  protected _validate(props: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    EcsValidator._switchOn(this, props, this.plan.workload.profile.isRegulated);
  }

  /**
   * Adds features that the tasks need over the network.
   *
   * @internal
   */
  protected _need(...features: EndpointFeature[]): void { this.workload.subnets.need(() => features); }

  /**
   * The decisions about the tasks, for a task that runs before them.
   *
   * @internal
   */
  public get _workloadPlan(): WorkloadPlan { return this.plan.workload; }

  /**
   * The databases and the rules for which the service waits because it connects to them. Read them at synthesis.
   *
   * @internal
   */
  public _reached(): IConstruct[] {
    return this.connected.flatMap(each => Dependable.of(each).dependencyRoots).filter(each => !ecs.CfnService.isCfnService(each));
  }

  private attach(endpoint: EndpointKind): ServiceEndpoint {
    const { containerName } = this.container;
    this.plan.deployment.attach(this.service, endpoint, { containerName, containerPort: this.plan.workload.port });
    const attached = ServiceEndpoint._of(endpoint);
    if (endpoint.requestTargets) { this.requestTargets.set(attached, endpoint.requestTargets); }
    return attached;
  }

  private control(endpoint: EndpointKind | undefined): Controls {
    const { plan, service, container: { containerName } } = this;
    return plan.deployment.control?.({
      scope: this,
      service,
      endpoint,
      target: { containerName, containerPort: plan.workload.port },
      hasGracePeriod: plan.hasGracePeriod,
      placement: () => plan.workload.compute.placement,
      metric: (name, options) => this.metric(name, options),
    }) ?? {};
  }

  private requestTargetsOf(endpoint: ServiceEndpoint | undefined): elbv2.ApplicationTargetGroup | undefined {
    this.plan.checkRequestScaling();
    return endpoint ? this.requestTargets.get(endpoint) : [...this.requestTargets.values()][0];
  }

  /** Removes the desired count, which scaling sets from then on. */
  private scalableTaskCount(bounds: TaskCountBounds): ecs.ScalableTaskCount {
    (this.service.node.defaultChild as ecs.CfnService).desiredCount = undefined;
    return this.service.autoScaleTaskCount(bounds);
  }

  private launch(props: ContainerServiceProps): ecs.BaseService {
    const { plan, workload: { subnets } } = this;
    return plan.workload.compute.launchService(this, 'Service', {
      ...plan.deployment.settings(this),
      cluster: this.cluster,
      taskDefinition: this.taskDefinition,
      desiredCount: plan.desiredCount,
      ...(plan.workload.hasOwnInterface ? { vpcSubnets: subnets.selection, assignPublicIp: subnets.assignPublicIp } : {}),
      securityGroups: props.securityGroups,
      serviceName: props.serviceName,
      healthCheckGracePeriod: props.healthCheckGracePeriod,
      cloudMapOptions: props.cloudMapOptions,
      serviceConnectConfiguration: plan.serviceConnect,
      enableExecuteCommand: props.enableExecuteCommand,
      propagateTags: props.propagateTags ?? ecs.PropagatedTagSource.SERVICE,
      enableECSManagedTags: props.enableEcsManagedTags ?? true,
      availabilityZoneRebalancing: props.availabilityZoneRebalancing,
    });
  }
}
