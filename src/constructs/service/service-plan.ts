import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { cloudMapProblems } from './cloud-map-problems';
import { ContainerServiceProps } from './container-service-props';
import { networkModeProblems, trafficProblems } from './network-mode-problems';
import { originalLaunchTypeProblems } from './original-launch-type';
import { registerName, serviceNamed } from './service-names';
import { deploymentTypeProblems, exposureTypeProblems } from './type-problems';
import { TASK_DEFAULTS } from '../../facts/defaults';
import { SERVICE_SECONDS } from '../../facts/service-formats';
import { SERVICE_NAME } from '../../facts/service-names';
import { SERVICE_TARGET_GROUPS } from '../../facts/target-groups';
import { ServiceSettings } from '../capacity/compute';
import { formatProblem, isKnownLater, refuse, secondsProblem, wholeNumberProblem } from '../checks';
import { Deployment } from '../deployment/deployment';
import { DeploymentKind } from '../deployment/deployment-kind';
import { Traffic } from '../deployment/traffic';
import { Exposure } from '../load-balancing/exposure';
import { ExposureKind } from '../load-balancing/exposure-kind';
import { TestRoute } from '../load-balancing/traffic-shift/test-traffic';
import { boundsOf, boundsProblems, ScalingBounds } from '../scaling/scaling-bounds';
import { DEFAULT_CONTAINER_NAME } from '../task/container-task';
import { WorkloadPlan } from '../workload/workload-plan';

const DEFAULT_COUNT = 2;

/** The state of a service at synthesis. */
export interface LaunchedService {
  readonly isScaled: boolean;
  hasLoadBalancer(): boolean;
}

/** The parts that a service adds to its workload: the number of tasks, the deployment and the exposure. */
export class ServicePlan {
  public readonly workload: WorkloadPlan;
  public readonly exposure: ExposureKind;
  public readonly deployment: DeploymentKind;
  /** Undefined if the template must not set the number of tasks. */
  public readonly desiredCount?: number;
  private targetGroups: number;

  /** Throws one error that lists all problems. */
  public constructor(private readonly scope: Construct, private readonly props: ContainerServiceProps) {
    const { exposure = Exposure.none(), deployment = Deployment.rolling(), desiredCount = DEFAULT_COUNT, scaledElsewhere = false } = props;
    refuse(scope, [...exposureTypeProblems(exposure), ...deploymentTypeProblems(deployment)]);
    const isServer = props.serviceConnect?._isServer === true;
    this.workload = new WorkloadPlan(scope, withPortName(props), exposure._kind.hasTraffic || isServer, portProtocols(exposure._kind, isServer));
    this.exposure = this.inProfile(exposure);
    this.targetGroups = this.exposure.hasTraffic ? 1 : 0;
    this.deployment = deployment._kind;
    this.desiredCount = scaledElsewhere ? undefined : desiredCount;
    refuse(scope, [
      ...this.workload.problems,
      ...this.countProblems(),
      ...this.exposureProblems(),
      ...this.connectProblems(),
      ...secondsProblem('healthCheckGracePeriod', props.healthCheckGracePeriod, SERVICE_SECONDS),
      ...cloudMapProblems(props.cloudMapOptions),
      ...networkModeProblems(props, this.workload.networkMode),
      ...trafficProblems(this.exposure, this.workload.networkMode),
      ...this.computeProblems(),
      ...this.nameProblems(),
      ...originalLaunchTypeProblems(props.originalLaunchType, this.workload.compute, this.deployment),
    ]);
    registerName(scope, props);
  }

  /** Throws when an additional exposure can never work. */
  public furtherExposure(exposure: Exposure): ExposureKind {
    refuse(this.scope, exposureTypeProblems(exposure));
    const kind = this.inProfile(exposure);
    const { controller } = this.deployment;
    refuse(this.scope, [
      ...(controller ? [`Deployment.${controller.factory}: ${controller.exposureProblem}`] : []),
      ...(kind.hasTraffic ? [] : ['Exposure.none() exposes nothing; use another exposure']),
      ...(kind.hasTraffic && this.workload.port === undefined ? ['expose needs a port that receives traffic; set containerPort'] : []),
      ...(this.targetGroups === SERVICE_TARGET_GROUPS
        ? [`the service has ${this.targetGroups} target groups already, and ECS allows ${SERVICE_TARGET_GROUPS}; use another listener rule to one of them, or a second service`]
        : []),
      ...kind.problems(this.scope, this.props.cluster.vpc),
      ...trafficProblems(kind, this.workload.networkMode),
      ...this.problemsOf({ hasTraffic: kind.hasTraffic }),
      ...this.deployment.exposureProblems(kind),
    ]);
    this.targetGroups += 1;
    return kind;
  }

  /** Throws when the service cannot scale within these bounds. */
  public checkScaling(bounds: ScalingBounds): void {
    const { desiredCount, scaledElsewhere = false } = this.props;
    const { controller } = this.deployment;
    const problems = [
      ...(controller?.scalingProblem ? [`Deployment.${controller.factory}: ${controller.scalingProblem}`] : []),
      ...(scaledElsewhere ? ['scaledElsewhere (true) leaves scaling to others; remove it, or do not call autoScale'] : []),
      ...(desiredCount === undefined ? [] : [`desiredCount (${desiredCount}) is ignored once the service scales; remove it`]),
      ...this.problemsOf({ isScaled: true }),
      ...boundsProblems(bounds),
    ];
    refuse(this.scope, problems.length > 0 ? problems : this.rolloutProblems(boundsOf(bounds)));
  }

  /** Throws when the service cannot scale by the requests of a target group. */
  public checkRequestScaling(): void {
    const { requestScalingProblem } = this.deployment;
    if (requestScalingProblem) { refuse(this.scope, [requestScalingProblem]); }
  }

  /** Throws when ECS does not deploy the service, so that no deployment can wait for an approval. */
  public checkContinue(): void {
    const { controller } = this.deployment;
    if (controller) { refuse(this.scope, [`grantContinueDeployment requires deployments by ECS, and Deployment.${controller.factory} uses another controller; remove it`]); }
  }

  /** Throws when ECS refuses to deploy the service again. */
  public checkRedeploy(): void {
    const { controller } = this.deployment;
    if (controller) { refuse(this.scope, [`Deployment.${controller.factory}: ${controller.redeployProblem}`]); }
  }

  /** Throws when no resource can allow connections from the tasks by their security group. */
  public checkConnections(): void { refuse(this.scope, this.workload.connectionProblems); }

  /** Why a deployment could not replace the tasks of a service that scales within these bounds. */
  public rolloutProblems({ minTasks, maxTasks }: Required<ScalingBounds>): readonly string[] {
    return this.deployment.countProblems({ min: minTasks, max: maxTasks });
  }

  /** Problems that are known only at synthesis. */
  public lateProblems(service: LaunchedService): string[] {
    return [...this.defaultCountProblems(service), ...this.gracePeriodProblems(service)];
  }

  /** Without `desiredCount` and without scaling the service has the default count. */
  private defaultCountProblems({ isScaled }: LaunchedService): readonly string[] {
    const { desiredCount, scaledElsewhere = false } = this.props;
    if (isScaled || scaledElsewhere || desiredCount !== undefined) { return []; }
    return this.deployment.countProblems({ min: DEFAULT_COUNT, max: DEFAULT_COUNT });
  }

  /** A load balancer may be attached after the service was created. */
  private gracePeriodProblems(service: LaunchedService): string[] {
    const { healthCheckGracePeriod } = this.props;
    if (!healthCheckGracePeriod || this.exposure.hasTraffic || service.hasLoadBalancer()) { return []; }
    return [`healthCheckGracePeriod (${healthCheckGracePeriod.toHumanString()}) requires a load balancer, and the service has none; set exposure, or remove healthCheckGracePeriod`];
  }

  public get hasGracePeriod(): boolean { return this.props.healthCheckGracePeriod !== undefined; }

  /** The name of the service; undefined if it is generated or known only at deployment. */
  public get knownName(): string | undefined {
    const { serviceName } = this.props;
    return isKnownLater(serviceName) ? undefined : serviceName;
  }

  /** The configuration of Service Connect, which refers to the port of the main container by its name. */
  public get serviceConnect(): ecs.ServiceConnectProps | undefined {
    return this.props.serviceConnect?._configuration(this.props.cluster, this.scope.node.id, this.workload.portName);
  }

  /** Configures the test traffic of Service Connect. The L2 has no such setting. */
  public routeTestTraffic({ node: { defaultChild } }: ecs.BaseService): void {
    const { testHeader } = this.deployment;
    if (!testHeader || !this.props.serviceConnect?._isServer || !(defaultChild instanceof ecs.CfnService)) { return; }
    defaultChild.addPropertyOverride('ServiceConnectConfiguration.Services.0.ClientAliases.0.TestTrafficRules', {
      Header: { Name: testHeader.name, Value: { Exact: testHeader.value } },
    });
  }

  private connectProblems(): string[] {
    const { serviceConnect, cluster } = this.props;
    const { controller } = this.deployment;
    if (!serviceConnect) { return []; }
    return [
      ...(controller ? [`serviceConnect requires deployments by ECS; use Deployment.rolling(), or remove serviceConnect or Deployment.${controller.factory}`] : []),
      ...serviceConnect._problems(cluster, this.scope.node.id),
      ...(serviceConnect._isServer && this.workload.portName === undefined ? ['serviceConnect needs a port with a name; set name in the portMappings of taskDefinition'] : []),
    ];
  }

  /** The features of the service that its compute does not support. */
  private computeProblems(): readonly string[] {
    const { cloudMapOptions, availabilityZoneRebalancing, serviceConnect } = this.props;
    return this.problemsOf({
      cloudMapOptions,
      availabilityZoneRebalancing,
      usesServiceConnect: serviceConnect !== undefined,
      hasTraffic: this.exposure.hasTraffic,
      hasController: this.deployment.controller !== undefined,
    });
  }

  private problemsOf(settings: ServiceSettings): readonly string[] {
    return this.workload.compute.serviceProblems?.({ ...settings, sharesInterface: !this.workload.hasOwnInterface }) ?? [];
  }

  private nameProblems(): string[] {
    const { serviceName, cluster } = this.props;
    if (serviceName === undefined || isKnownLater(serviceName)) { return []; }
    const other = serviceNamed(serviceName, cluster);
    return [
      ...formatProblem('serviceName', serviceName, SERVICE_NAME),
      ...(other === undefined ? [] : [`serviceName ('${serviceName}') is the name of '${other}' on the same cluster; use another name`]),
    ];
  }

  private inProfile(exposure: Exposure): ExposureKind {
    const { profile, regulated } = this.workload;
    return regulated ? exposure._kind.regulated(profile.alb, regulated) : exposure._kind;
  }

  private countProblems(): readonly string[] {
    const { desiredCount, scaledElsewhere = false } = this.props;
    if (scaledElsewhere && desiredCount !== undefined) { return [`desiredCount (${desiredCount}) and scaledElsewhere (true) cannot be combined; remove one of them`]; }
    const problems = [...wholeNumberProblem('desiredCount', desiredCount, { min: 0 }), ...this.deployment.problems(this.traffic)];
    return problems.length > 0 || desiredCount === undefined ? problems : this.deployment.countProblems({ min: desiredCount, max: desiredCount });
  }

  private get traffic(): Traffic {
    const { exposure, exposure: { hasTraffic, ownPorts, transports } } = this;
    const { serviceConnect, taskDefinition, appProtocol } = this.props;
    const isConnectServer = serviceConnect?._isServer === true;
    const protocol = taskDefinition ? undefined : appProtocol?.value ?? TASK_DEFAULTS.portProtocol;
    const shiftProblems = (test?: TestRoute) => exposure.shiftProblems(test);
    // few deployments read the requests
    return { hasTraffic, ownPorts, get requests() { return exposure.requests; }, transports, isConnectServer, appProtocol: protocol, shiftProblems };
  }

  private exposureProblems(): readonly string[] {
    return this.exposure.problems(this.scope, this.props.cluster.vpc);
  }
}

/** Service Connect needs the port of a server to have a name. */
function withPortName(props: ContainerServiceProps): ContainerServiceProps {
  if (!props.serviceConnect?._isServer || props.taskDefinition || props.portName !== undefined) { return props; }
  return { ...props, portName: props.containerName ?? DEFAULT_CONTAINER_NAME };
}

/** The protocols of the port of the main container. TCP is first: Service Connect and HTTP use it. */
function portProtocols({ transports = ['tcp'] }: ExposureKind, isServer: boolean): readonly ecs.Protocol[] {
  return [
    ...(isServer || transports.includes('tcp') ? [ecs.Protocol.TCP] : []),
    ...(transports.includes('udp') ? [ecs.Protocol.UDP] : []),
  ];
}
