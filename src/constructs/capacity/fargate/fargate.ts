import { Lazy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { associationProblems } from '../association-problems';
import { ClusterCapacity, clusterCapacityOf } from '../cluster-capacity';
import { CapacityKind, Compute, Placement, ServiceRequest, Strategy, TaskRequest } from '../compute';
import { fargateTaskProblems } from './fargate-task-problems';
import { FARGATE_CAPACITY_PROVIDERS } from '../../../facts/compute';
import { FARGATE_STOP_TIMEOUT_SECONDS } from '../../../facts/fargate-platforms';
import { FARGATE_NOFILE_MAXIMUM } from '../../../facts/ulimits';
import { TaskPlatform, TaskPlatformProps } from '../task-platform';
import { defaultSize } from '../task-size';

const FARGATE = 'FARGATE';
const FARGATE_SPOT = 'FARGATE_SPOT';

export const ON_DEMAND: Strategy = [{ capacityProvider: FARGATE, weight: 1 }];
export const SPOT: Strategy = [{ capacityProvider: FARGATE_SPOT, weight: 1 }];

export function onDemandAndSpot(onDemandBase: number, onDemandWeight: number, spotWeight: number): Strategy {
  return [
    { capacityProvider: FARGATE, base: onDemandBase, weight: onDemandWeight },
    { capacityProvider: FARGATE_SPOT, weight: spotWeight },
  ];
}

/** Fargate with a fixed strategy, or with a launch type when there is none. */
export class FargateCapacity implements CapacityKind {
  public readonly compute = FARGATE;
  public readonly sources = [];

  public constructor(public readonly strategy?: Strategy, private readonly platformVersion?: ecs.FargatePlatformVersion) {}

  public get factory(): string { return this.strategy ? 'fargate' : 'fargateLaunchType'; }

  public combinedWith(): string { return 'Capacity.fargateAndSpot combines Fargate and Fargate Spot'; }

  public on(cluster: ecs.ICluster): Compute {
    return new Fargate(clusterCapacityOf(cluster), () => this.strategy, this.platformVersion);
  }
}

/** The default strategy of the cluster if it uses Fargate, otherwise Fargate on demand. */
export function defaultFargate(cluster: ecs.ICluster): Compute {
  const capacity = clusterCapacityOf(cluster);
  return new Fargate(capacity, () => {
    const strategy = capacity.defaultStrategy;
    return strategy.length > 0 && strategy.every(item => FARGATE_CAPACITY_PROVIDERS.includes(item.capacityProvider)) ? strategy : ON_DEMAND;
  });
}

class Fargate implements Compute {
  public readonly name = FARGATE;
  public readonly networkMode = ecs.NetworkMode.AWS_VPC;
  public readonly containerLimits = { on: 'Fargate', stopTimeoutSeconds: FARGATE_STOP_TIMEOUT_SECONDS, openFiles: FARGATE_NOFILE_MAXIMUM };

  public constructor(
    private readonly cluster: ClusterCapacity,
    private readonly strategy: () => Strategy | undefined,
    private readonly platformVersion?: ecs.FargatePlatformVersion,
  ) {}

  public get ready() { return this.cluster.association; }

  public get placement(): Placement {
    const { platformVersion } = this;
    const capacityProviderStrategy = this.strategy();
    return capacityProviderStrategy ? { capacityProviderStrategy, platformVersion } : { launchType: ecs.LaunchType.FARGATE, platformVersion };
  }

  public platformOf(props: TaskPlatformProps): TaskPlatform { return new TaskPlatform(props); }

  public associate(): void {
    if (this.strategy()) { this.cluster.associateFargate(); }
  }

  public clusterProblems(): readonly string[] { return associationProblems(this.cluster, this.strategy() ?? []); }

  public taskProblems({ platform, size }: TaskRequest): readonly string[] {
    return fargateTaskProblems({ platform, size, platformVersion: this.platformVersion, usesSpot: this.providers.includes(FARGATE_SPOT) });
  }

  public existingTaskProblems(task: ecs.TaskDefinition): readonly string[] {
    return task.isFargateCompatible ? [] : [`taskDefinition ('${task.node.path}') does not support Fargate; add FARGATE to its compatibility`];
  }

  public defineTask(scope: Construct, id: string, request: TaskRequest): ecs.TaskDefinition {
    const { platform, size = defaultSize(platform), family, taskRole, executionRole } = request;
    return new ecs.FargateTaskDefinition(scope, id, {
      cpu: size.cpu,
      memoryLimitMiB: size.memoryMiB,
      ephemeralStorageGiB: size._ephemeralStorageGiB,
      runtimePlatform: platform.runtimePlatform,
      family,
      taskRole,
      executionRole,
    });
  }

  public launchService(scope: Construct, id: string, request: ServiceRequest): ecs.BaseService {
    const { capacityProviderStrategy, platformVersion } = this.placement;
    const capacityProviderStrategies = capacityProviderStrategy && [...capacityProviderStrategy];
    const service = new ecs.FargateService(scope, id, { ...request, platformVersion, capacityProviderStrategies });
    this.followStrategy(service);
    return service;
  }

  /** The default strategy of the cluster may be set after the service was created. */
  private followStrategy(service: ecs.FargateService): void {
    if (!this.strategy()) { return; }
    (service.node.defaultChild as ecs.CfnService).capacityProviderStrategy = Lazy.any({ produce: () => this.strategy() });
  }

  private get providers(): readonly string[] {
    return this.strategy()?.map(item => item.capacityProvider) ?? [];
  }
}
