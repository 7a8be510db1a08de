import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { CAPACITY_TYPES, CapacityType } from './capacity-type';
import { combinationProblems } from './combination-problems';
import { CapacityKind, Compute, DaemonCompute } from './compute';
import { defaultCompute, defaultKind, strategyOf } from './default-capacity';
import { ExternalCapacity } from './external/external-capacity';
import { ExternalOptions } from './external/external-options';
import { FargateCapacity, ON_DEMAND, onDemandAndSpot, SPOT } from './fargate/fargate';
import { IInstanceGroup } from './instances/instance-group';
import { InstancesCapacity } from './instances/instances-capacity';
import { InstancesOptions } from './instances/instances-options';
import { IManagedInstances } from './managed-instances/managed-instances';
import { ManagedInstancesCapacity } from './managed-instances/managed-instances-capacity';
import { ManagedInstancesOptions } from './managed-instances/managed-instances-options';
import { STRATEGY_BASE, STRATEGY_WEIGHT } from '../../facts/capacity-strategy';
import { COMPUTE_NAMES } from '../../facts/compute';
import { isLike, shown, wholeNumberProblem } from '../checks';

/**
 * Options of tasks on Fargate.
 */
export interface FargateProps {
  /**
   * The Fargate platform version.
   *
   * @default ecs.FargatePlatformVersion.LATEST
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
   */
  readonly platformVersion?: ecs.FargatePlatformVersion;
}

/**
 * How tasks are distributed between Fargate and Fargate Spot.
 */
export interface FargateAndSpotProps extends FargateProps {
  /**
   * The number of tasks that run on Fargate on demand before any task runs on Fargate Spot (the base of the strategy).
   *
   * @default 1
   */
  readonly onDemandBase?: number;

  /**
   * The relative share of the tasks above the base that run on Fargate on demand (a weight from 0 to 1000).
   *
   * @default 1
   */
  readonly onDemandWeight?: number;

  /**
   * The relative share of the tasks above the base that run on Fargate Spot (a weight from 1 to 1000).
   *
   * @default 1
   */
  readonly spotWeight?: number;
}

/**
 * The compute that runs the tasks of a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export class Capacity {
  /**
   * Fargate on demand: AWS manages the servers, and a task runs until it is stopped.
   *
   * @param props the platform version
   */
  public static fargate(props: FargateProps = {}): Capacity {
    return new Capacity(new FargateCapacity(ON_DEMAND, props.platformVersion));
  }

  /**
   * Fargate Spot: a lower price for tasks that AWS may interrupt, with a warning of two minutes.
   *
   * @param props the platform version
   */
  public static fargateSpot(props: FargateProps = {}): Capacity {
    return new Capacity(new FargateCapacity(SPOT, props.platformVersion));
  }

  /**
   * Fargate and Fargate Spot: a base always runs on demand, and the tasks above it are distributed by weight.
   *
   * Throws when a number is out of bounds, or when `spotWeight` is 0.
   *
   * @param props base, weights and platform version
   */
  public static fargateAndSpot(props: FargateAndSpotProps = {}): Capacity {
    const { onDemandBase: base = 1, onDemandWeight = 1, spotWeight = 1 } = props;
    const [problem] = [
      ...wholeNumberProblem('onDemandBase', base, STRATEGY_BASE),
      ...wholeNumberProblem('onDemandWeight', onDemandWeight, STRATEGY_WEIGHT),
      ...wholeNumberProblem('spotWeight', spotWeight, STRATEGY_WEIGHT),
      ...(spotWeight === 0 ? ['spotWeight (0) runs no tasks on Fargate Spot; set it to at least 1, or use Capacity.fargate()'] : []),
    ];
    if (problem) { throw new Error(`Capacity.fargateAndSpot: ${problem}`); }
    return new Capacity(new FargateCapacity(onDemandAndSpot(base, onDemandWeight, spotWeight), props.platformVersion));
  }

  /**
   * Fargate as a launch type instead of a capacity provider, which is the default of aws-ecs.
   *
   * Use it to keep a service that was deployed with a launch type, because CloudFormation replaces the service when the launch type is removed.
   * Use it also for an imported cluster without the Fargate capacity providers. The service cannot use Fargate Spot.
   *
   * @param props the platform version
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-service.html
   */
  public static fargateLaunchType(props: FargateProps = {}): Capacity {
    return new Capacity(new FargateCapacity(undefined, props.platformVersion));
  }

  /**
   * Container instances of an EC2 Auto Scaling group.
   *
   * Throws when a number is out of bounds. A service throws when no instance of the group can run its tasks.
   *
   * @param group the instances, such as those of `EcsCluster.addInstances`
   * @param options base, weight, network mode and placement
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
   */
  public static instances(group: IInstanceGroup, options: InstancesOptions = {}): Capacity {
    checkInstances('Capacity.instances', [...groupProblems(group), ...shareProblems(options)]);
    return new Capacity(new InstancesCapacity([{ group, options }]));
  }

  /**
   * ECS Managed Instances: container instances that AWS launches, patches and terminates.
   *
   * Throws when a number is out of bounds.
   *
   * @param instances the instances, such as those of `EcsCluster.addManagedInstances`
   * @param options base, weight and network mode
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
   */
  public static managedInstances(instances: IManagedInstances, options: ManagedInstancesOptions = {}): Capacity {
    checkInstances('Capacity.managedInstances', [...managedProblems(instances), ...shareProblems(options)]);
    return new Capacity(new ManagedInstancesCapacity([{ instances, options }]));
  }

  /**
   * External instances: servers outside of AWS that are registered with the cluster (ECS Anywhere).
   *
   * @param options the network mode
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
   */
  public static external(options: ExternalOptions = {}): Capacity {
    return new Capacity(new ExternalCapacity(options));
  }

  /**
   * Several groups of instances, or several of Managed Instances: one base runs first, and the tasks above it are distributed by weight.
   *
   * Throws when ECS refuses the strategy: with capacities of different kinds, one group twice, more than one base, or more than 20 groups.
   *
   * @param capacities the capacities, each with its base and weight
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html
   */
  public static combine(...capacities: Capacity[]): Capacity {
    const [first, ...others] = capacities;
    if (!first) { throw new Error('Capacity.combine: at least one capacity is required'); }
    const problems = combinationProblems(capacities.map(each => each._kind));
    if (problems.length > 0) { throw new Error(`Capacity.combine: ${problems.join('; ')}`); }
    return others.reduce((all, each) => {
      const combined = all._kind.combinedWith?.(each._kind);
      if (combined === undefined || typeof combined === 'string') { throw new Error(`Capacity.combine: ${combined}`); }
      return new Capacity(combined);
    }, first);
  }

  /**
   * The kind of compute.
   */
  public readonly capacityType: CapacityType;

  private constructor(
    /** @internal */
    public readonly _kind: CapacityKind,
  ) {
    this.capacityType = CAPACITY_TYPES[_kind.compute];
  }

  /**
   * The names of the capacity providers; none for a launch type, such as that of external instances.
   */
  public get capacityProviderNames(): string[] { return strategyOf(this._kind).map(({ capacityProvider }) => capacityProvider); }

  /**
   * The capacity in words, such as `EC2: Shop/Cluster/Gpu`.
   */
  public get description(): string {
    const { compute, sources, strategy } = this._kind;
    const names = sources.length > 0 ? sources.map(({ node }) => node.path) : this.capacityProviderNames;
    if (names.length === 0 && compute === 'EXTERNAL') { return COMPUTE_NAMES[compute]; }
    return `${COMPUTE_NAMES[compute]}: ${strategy ? names.join(', ') : 'launch type'}`;
  }
}

/** The compute of tasks with this capacity; without one, the default of the cluster. */
export function computeFor(scope: IConstruct, cluster: ecs.ICluster, capacity?: Capacity): Compute {
  return capacity ? capacity._kind.on(cluster) : defaultCompute(scope, cluster);
}

/** The compute of a daemon, or why there is none. */
export function daemonComputeFor(scope: IConstruct, cluster: ecs.ICluster, capacity?: Capacity): DaemonCompute | string {
  const compute = (capacity ? capacity._kind : defaultKind(scope, cluster))?.daemonsOn?.(cluster);
  const given = capacity ? `capacity (${capacity.description})` : 'capacity is required, because the default capacity of the cluster';
  return compute ?? `${given} has no container instances that a daemon could run on; use Capacity.instances, Capacity.managedInstances or Capacity.external. On Fargate, run the agent as a sidecar: addContainer of each service`;
}

/** Only instances of an Auto Scaling group have an operating system as an attribute, so it tells the two kinds apart, imports included. */
const OF_GROUPS = 'operatingSystemFamily';

function groupProblems(group: unknown): string[] {
  if (isLike(group, OF_GROUPS)) { return []; }
  return isLike(group, 'capacityProviderName')
    ? [`group${shown(group)} is Managed Instances; use Capacity.managedInstances`]
    : [`group${shown(group)} must be a group of instances, such as cluster.addInstances(…)`];
}

function managedProblems(instances: unknown): string[] {
  if (isLike(instances, OF_GROUPS)) { return [`instances${shown(instances)} is a group of EC2 instances; use Capacity.instances`]; }
  return isLike(instances, 'capacityProviderName') ? [] : [`instances${shown(instances)} must be Managed Instances, such as cluster.addManagedInstances(…)`];
}

function shareProblems({ base, weight }: { readonly base?: number; readonly weight?: number }): string[] {
  return [...wholeNumberProblem('base', base, STRATEGY_BASE), ...wholeNumberProblem('weight', weight, STRATEGY_WEIGHT)];
}

function checkInstances(factory: string, problems: readonly string[]): void {
  if (problems.length > 0) { throw new Error(`${factory}: ${problems.join('; ')}`); }
}
