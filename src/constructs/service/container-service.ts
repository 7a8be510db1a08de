import { Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CONTAINER_SERVICE_PROPS } from './container-service-prop-table';
import { AddContainerOptions, ContainerServiceProps } from './container-service-props';
import { acknowledgeNecessaryWildcards } from './necessary-wildcards';
import { execNeeds, needsOf } from './network-needs';
import { regulatedTask } from './regulated-task';
import { ServicePlan } from './service-plan';
import { startAfter } from './start-order';
import { EcsValidator } from '../../validation/ecs-validator';
import { TaskSubnets } from '../network/task-subnets';
import { addLogRouterInTime } from '../observability/log-router';
import { ServiceScaling } from '../scaling/service-scaling';
import { bindSecrets } from '../secrets/bind-secrets';
import { containerProblems } from '../task/container-problems';
import { defineTask, ServiceTask } from '../task/container-task';
import { allowEcrPull } from '../task/ecr-pull';

/**
 * A container that is kept running on Fargate, in as many tasks as are wanted.
 *
 * Tasks run in private subnets, a failed deployment is rolled back, and what comes in comes through the exposure alone.
 * The service waits for what its tasks need to start: the route to the internet, the permissions of the execution role,
 * the capacity providers of the cluster, the listener.
 *
 * Throws when props can never work, before anything is made.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export class ContainerService extends Construct implements iam.IGrantable, ec2.IConnectable {
  /**
   * The service itself.
   */
  public readonly service: ecs.FargateService;

  /**
   * What one task is made of.
   */
  public readonly taskDefinition: ecs.TaskDefinition;

  /**
   * The container that does the work, and receives the traffic.
   */
  public readonly container: ecs.ContainerDefinition;

  /**
   * The cluster that the tasks run on.
   */
  public readonly cluster: ecs.ICluster;

  /**
   * The load balancer, when the exposure made one.
   */
  public readonly loadBalancer?: elbv2.ApplicationLoadBalancer;

  /**
   * The listener that sends requests to the service, when there is one.
   */
  public readonly listener?: elbv2.IApplicationListener;

  /**
   * The target group of the tasks, when there is a listener.
   */
  public readonly targetGroup?: elbv2.ApplicationTargetGroup;

  /**
   * Where clients find the service, when the exposure made a load balancer.
   *
   * With a certificate but no `domainName` the host is the load balancer's own, which the certificate is not for.
   */
  public readonly url?: string;

  /**
   * The log group of the containers; there is none with a ready task definition, or with `logging`.
   */
  public readonly logGroup?: logs.ILogGroup;

  /**
   * Who may connect to the tasks, and to whom they may.
   */
  public readonly connections: ec2.Connections;

  /**
   * Who is granted things: the role of the code in the containers.
   */
  public readonly grantPrincipal: iam.IPrincipal;

  private readonly plan: ServicePlan;
  private readonly subnets: TaskSubnets;
  private readonly serviceScaling?: ServiceScaling;

  public constructor(scope: Construct, id: string, props: ContainerServiceProps) {
    super(scope, id);
    this.plan = new ServicePlan(this, props);
    this.subnets = new TaskSubnets(this, { ...props, vpc: props.cluster.vpc });
    this.cluster = props.cluster;

    const task = this.defineTask(props);
    this.taskDefinition = task.taskDefinition;
    this.container = task.container;
    this.logGroup = task.logGroup;

    const entrance = this.plan.exposure.open(this, props.cluster.vpc);
    this.loadBalancer = entrance.loadBalancer;
    this.listener = entrance.listener;
    this.targetGroup = entrance.targetGroup;
    this.url = entrance.url;

    this.service = this.launch(props);
    this.connections = this.service.connections;
    this.grantPrincipal = this.taskDefinition.taskRole;
    this.serviceScaling = props.scaling && ServiceScaling._of(this, props.scaling);
    addLogRouterInTime(this.taskDefinition, router => this.subnets.need(needsOf(router), [router.imageName]));
    acknowledgeNecessaryWildcards(this, this.taskDefinition);
    EcsValidator._switchOn(this, CONTAINER_SERVICE_PROPS);
  }

  /**
   * Adds and removes tasks by load or by the clock.
   *
   * Throws when the service was made without `scaling`: then the number of its tasks is fixed.
   */
  public get scaling(): ServiceScaling {
    if (!this.serviceScaling) {
      throw new Error(`[${this.node.path}] the service has a fixed number of tasks (desiredCount ${this.plan.desiredCount}), give it scaling: { maxTasks: … } instead`);
    }
    return this.serviceScaling;
  }

  /**
   * Adds a container that runs beside the one of the service, such as a proxy or an agent.
   *
   * Its log goes to the log group of the service, if there is one, unless it has `logging` of its own.
   *
   * Throws when ECS would refuse the container.
   *
   * @param name the name of the container
   * @param options everything that aws-ecs offers, and secrets
   */
  public addContainer(name: string, options: AddContainerOptions): ecs.ContainerDefinition {
    const { secretSources = {}, secrets, ...rest } = options;
    const problems = containerProblems({ containerName: name, ...rest, secrets: { ...secrets, ...secretSources } }, this.plan.mayBeWindows);
    if (problems.length > 0) { throw new Error(`[${this.node.path}] container '${name}': ${problems.join('; ')}`); }
    const container = this.taskDefinition.addContainer(name, {
      ...rest,
      secrets: { ...secrets, ...bindSecrets(this, secretSources, this.plan.platform) },
      logging: options.logging ?? (this.logGroup && ecs.LogDrivers.awsLogs({ logGroup: this.logGroup, streamPrefix: name })),
    });
    allowEcrPull(container);
    this.subnets.need(needsOf(container), [container.imageName]);
    return container;
  }

  private defineTask(props: ContainerServiceProps): ServiceTask {
    const { taskDefinition, image } = props;
    const { plan } = this;
    if (image) { return defineTask(this, image, plan.regulation ? regulatedTask(this, props, plan.regulation) : props, plan); }
    const container = taskDefinition?.defaultContainer;
    if (!taskDefinition || !container) { throw new Error(`[${this.node.path}] a service needs an image, or a ready taskDefinition`); }
    return { taskDefinition, container };
  }

  private launch(props: ContainerServiceProps): ecs.FargateService {
    const { plan, subnets } = this;
    if (plan.strategy) { plan.clusterCapacity.associateFargate(); }
    const service = new ecs.FargateService(this, 'Service', {
      ...plan.deployment._kind.settings(),
      cluster: this.cluster,
      taskDefinition: this.taskDefinition,
      desiredCount: plan.desiredCount,
      capacityProviderStrategies: plan.strategy && [...plan.strategy],
      vpcSubnets: subnets.selection,
      assignPublicIp: subnets.assignPublicIp,
      securityGroups: props.securityGroups,
      serviceName: props.serviceName,
      healthCheckGracePeriod: props.healthCheckGracePeriod,
      cloudMapOptions: props.cloudMapOptions,
      enableExecuteCommand: props.enableExecuteCommand,
      platformVersion: props.platformVersion,
      propagateTags: props.propagateTags ?? ecs.PropagatedTagSource.SERVICE,
      enableECSManagedTags: props.enableEcsManagedTags ?? true,
      availabilityZoneRebalancing: props.availabilityZoneRebalancing,
    });
    this.followDefaultStrategy(service, props);
    this.receiveTraffic(service);
    startAfter(service, this.taskDefinition, plan.clusterCapacity);
    subnets.connect(service);
    subnets.need([...needsOf(this.container), ...(props.enableExecuteCommand ? execNeeds(this.cluster) : [])], [this.container.imageName]);
    return service;
  }

  /** The default of the cluster may be set after the service was made. */
  private followDefaultStrategy(service: ecs.FargateService, { capacity }: ContainerServiceProps): void {
    if (capacity) { return; }
    const resource = service.node.defaultChild as ecs.CfnService;
    resource.capacityProviderStrategy = Lazy.any({ produce: () => this.plan.strategy });
  }

  private receiveTraffic(service: ecs.FargateService): void {
    this.targetGroup?.addTarget(service.loadBalancerTarget({ containerName: this.container.containerName, containerPort: this.plan.port }));
  }
}
