import { Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CONTAINER_SERVICE_PROPS } from './container-service-prop-table';
import { ContainerServiceProps } from './container-service-props';
import { ServicePlan } from './service-plan';
import { EcsValidator } from '../../validation/ecs-validator';
import { Exposure } from '../load-balancing/exposure';
import { EndpointKind } from '../load-balancing/exposure-kind';
import { ServiceEndpoint } from '../load-balancing/service-endpoint';
import { boundsOf, ScalingBounds } from '../scaling/scaling-bounds';
import { ServiceScaling } from '../scaling/service-scaling';
import { AddContainerOptions } from '../task/container-options';
import { Workload } from '../workload/workload';

/**
 * A service that keeps a number of tasks running.
 *
 * Tasks run in private subnets, a failed deployment is rolled back, and inbound traffic is allowed from the exposure only.
 * The service waits for what its tasks need to start: the route to the internet, the permissions of the execution role,
 * the capacity providers of the cluster, the listener.
 *
 * Throws when props can never work, before any resource is created.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export class ContainerService extends Construct implements iam.IGrantable, ec2.IConnectable {
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
   * Where clients reach the service: load balancer, listener, target group and URL of the prop `exposure`; undefined without one.
   */
  public readonly endpoint?: ServiceEndpoint;

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

  private readonly plan: ServicePlan;
  private readonly workload: Workload;
  private serviceScaling?: ServiceScaling;
  private requestTargets?: EndpointKind['requestTargets'];

  public constructor(scope: Construct, id: string, props: ContainerServiceProps) {
    super(scope, id);
    this.plan = new ServicePlan(this, props);
    this.workload = new Workload(this, props, this.plan.workload);
    this.cluster = props.cluster;
    this.taskDefinition = this.workload.taskDefinition;
    this.container = this.workload.container;
    this.logGroup = this.workload.logGroup;
    const endpoint = this.plan.exposure.open(this, props.cluster.vpc);
    this.service = this.launch(props);
    this.endpoint = endpoint && this.attach(endpoint);
    this.workload.startedBy(this.service);
    this.connections = this.service.connections;
    this.grantPrincipal = this.taskDefinition.taskRole;
    this.node.addValidation({ validate: () => this.plan.lateProblems(this.serviceScaling !== undefined) });
    EcsValidator._switchOn(this, CONTAINER_SERVICE_PROPS);
  }

  /**
   * Adds and removes tasks by load or by schedule.
   *
   * The template then has no desired count, so that a deployment does not undo what scaling did.
   *
   * Throws when the service has a `desiredCount`, or scales already.
   *
   * @param bounds the fewest and the most tasks
   */
  public autoScale(bounds: ScalingBounds): ServiceScaling {
    if (this.serviceScaling) { throw new Error(`[${this.node.path}] autoScale was called before; use the ServiceScaling that it returned`); }
    this.plan.checkScaling(bounds);
    const { minTasks: minCapacity, maxTasks: maxCapacity } = boundsOf(bounds);
    const taskCount = this.service.autoScaleTaskCount({ minCapacity, maxCapacity });
    this.serviceScaling = ServiceScaling._of({ scope: this, taskCount, requestTargets: () => this.requestTargets }, bounds);
    return this.serviceScaling;
  }

  /**
   * Adds another way for clients to reach the service, such as an internal load balancer beside a public one.
   *
   * ECS allows five target groups for a service.
   *
   * @param id the construct id of what the exposure creates
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
   * Its logs go to the log group of the service, if there is one, unless it has its own `logging`.
   *
   * Throws when ECS would refuse the container.
   *
   * @param name the name of the container
   * @param options the image and everything else about the container
   */
  public addContainer(name: string, options: AddContainerOptions): ecs.ContainerDefinition {
    return this.workload.addContainer(name, options);
  }

  private attach(endpoint: EndpointKind): ServiceEndpoint {
    const { containerName } = this.container;
    this.plan.deployment.attach(this.service, endpoint, { containerName, containerPort: this.plan.workload.port });
    this.requestTargets ??= endpoint.requestTargets;
    return ServiceEndpoint._of(endpoint);
  }

  private launch(props: ContainerServiceProps): ecs.BaseService {
    const { plan, workload: { subnets } } = this;
    return plan.workload.compute.launchService(this, 'Service', {
      ...plan.deployment.settings(),
      cluster: this.cluster,
      taskDefinition: this.taskDefinition,
      desiredCount: Lazy.number({ produce: () => this.serviceScaling ? undefined : plan.desiredCount }),
      vpcSubnets: subnets.selection,
      assignPublicIp: subnets.assignPublicIp,
      securityGroups: props.securityGroups,
      serviceName: props.serviceName,
      healthCheckGracePeriod: props.healthCheckGracePeriod,
      cloudMapOptions: props.cloudMapOptions,
      enableExecuteCommand: props.enableExecuteCommand,
      propagateTags: props.propagateTags ?? ecs.PropagatedTagSource.SERVICE,
      enableECSManagedTags: props.enableEcsManagedTags ?? true,
      availabilityZoneRebalancing: props.availabilityZoneRebalancing,
    });
  }
}
