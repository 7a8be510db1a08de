import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { ContainerServiceProps } from './container-service-props';
import { isWindows } from '../../facts/hosts';
import { capacityOf, ClusterCapacity } from '../capacity/cluster-capacity';
import { EcsCluster } from '../capacity/ecs-cluster';
import { Regulation } from '../capacity/regulation';
import { Deployment, TaskCounts } from '../deployment/deployment';
import { ExposureKind } from '../load-balancing/entrance';
import { Exposure } from '../load-balancing/exposure';
import { boundsOf, boundsProblems, countProblem } from '../scaling/scaling-bounds';
import { taskProblems } from '../task/container-problems';
import { readyTaskProblems, trafficPort } from '../task/ready-task';
import { TaskPlatform } from '../task/task-platform';

const DEFAULT_COUNT = 2;
const DEFAULT_PORT = 80;

/** What a service will be, decided and checked before anything of it is made. */
export class ServicePlan {
  public readonly exposure: ExposureKind;
  /** The regulated profile, if that is the service's. */
  public readonly regulation?: Regulation;
  public readonly deployment: Deployment;
  public readonly platform: TaskPlatform;
  public readonly clusterCapacity: ClusterCapacity;

  /** Throws with everything that can never work. */
  public constructor(private readonly scope: Construct, private readonly props: ContainerServiceProps) {
    this.regulation = regulationOf(scope, props);
    this.exposure = exposureOf(props, this.regulation);
    this.deployment = props.deployment ?? Deployment.rolling();
    this.platform = new TaskPlatform(props);
    this.clusterCapacity = capacityOf(props.cluster);
    const problems = [...this.taskProblems(), ...this.countProblems(), ...this.capacityProblems(), ...this.exposureProblems()];
    if (problems.length > 0) { throw new Error(`[${scope.node.path}] ${problems.join('; ')}`); }
  }

  /** The port of the first container that receives traffic, if any does. */
  public get port(): number | undefined {
    const { taskDefinition, containerPort } = this.props;
    if (taskDefinition) { return trafficPort(taskDefinition, containerPort); }
    return containerPort ?? (this.exposure.hasTraffic ? DEFAULT_PORT : undefined);
  }

  /** Nothing when scaling decides. */
  public get desiredCount(): number | undefined {
    return this.props.scaling ? undefined : this.props.desiredCount ?? DEFAULT_COUNT;
  }

  /** What the service writes; nothing when it names a launch type. */
  public get strategy(): readonly ecs.CapacityProviderStrategy[] | undefined {
    return this.props.capacity ? this.props.capacity._kind.strategy : this.clusterCapacity.defaultStrategy;
  }

  /** A ready task definition does not say what it runs on. */
  public get mayBeWindows(): boolean {
    return this.props.taskDefinition !== undefined || isWindows(this.platform.operatingSystemFamily);
  }

  private get providers(): readonly string[] {
    return this.strategy?.map(item => item.capacityProvider) ?? [];
  }

  private taskProblems(): string[] {
    const { image, taskDefinition } = this.props;
    if (taskDefinition) { return readyTaskProblems(taskDefinition, this.props, this.exposure.hasTraffic); }
    return [
      ...(image ? [] : ['a service needs an image, or a ready taskDefinition']),
      ...taskProblems(this.props),
      ...this.platform.problems(this.providers),
    ];
  }

  private countProblems(): readonly string[] {
    const { desiredCount, scaling } = this.props;
    const problems = [
      ...(desiredCount === undefined ? [] : countProblem('desiredCount', desiredCount, 0)),
      ...(scaling ? boundsProblems(scaling) : []),
      ...(scaling && desiredCount !== undefined ? [`desiredCount (${desiredCount}) would undo what scaling did at each deployment, leave one of them out`] : []),
    ];
    return problems.length > 0 ? problems : this.deployment._kind.problems(this.counts());
  }

  private counts(): TaskCounts {
    const { scaling, desiredCount: count = DEFAULT_COUNT } = this.props;
    if (!scaling) { return { min: count, max: count }; }
    const { minTasks, maxTasks } = boundsOf(scaling);
    return { min: minTasks, max: maxTasks };
  }

  /** A cluster of this app can still be given what is missing. */
  private capacityProblems(): string[] {
    const { cluster } = this.props;
    const { providers: associated, isOwn } = this.clusterCapacity;
    if (isOwn || !associated) { return []; }
    return this.providers
      .filter(provider => !associated.includes(provider))
      .map(provider => `capacity provider ${provider} is not associated with cluster '${cluster.clusterName}', which has ${associated.join(', ') || 'none'}`);
  }

  private exposureProblems(): readonly string[] {
    const { healthCheckGracePeriod, cluster } = this.props;
    const { hasTraffic } = this.exposure;
    return [
      ...this.exposure.problems(this.scope, cluster.vpc),
      ...(healthCheckGracePeriod && !hasTraffic ? [`healthCheckGracePeriod (${healthCheckGracePeriod.toHumanString()}) is for health checks of a load balancer, and the service has no exposure`] : []),
    ];
  }
}

/** A cluster hands its profile on; a service may say otherwise, or have it on a cluster that exists already. */
function regulationOf(scope: Construct, { cluster, regulated }: ContainerServiceProps): Regulation | undefined {
  const ofTheCluster = cluster instanceof EcsCluster ? cluster._regulation : undefined;
  const isRegulated = regulated ?? ofTheCluster !== undefined;
  return isRegulated ? ofTheCluster ?? new Regulation(scope) : undefined;
}

function exposureOf({ exposure = Exposure.none() }: ContainerServiceProps, regulation: Regulation | undefined): ExposureKind {
  return regulation ? exposure._kind.regulated(regulation) : exposure._kind;
}
