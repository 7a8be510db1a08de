import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapacityKind, Compute } from './compute';
import { defaultFargate, FargateCapacity, ON_DEMAND, onDemandAndSpot, SPOT } from './fargate';
import { STRATEGY_BASE, STRATEGY_WEIGHT } from '../../facts/capacity-strategy';
import { wholeNumberProblem } from '../checks';

/**
 * Options of tasks on Fargate.
 */
export interface FargateProps {
  /**
   * The platform version of Fargate.
   *
   * @default ecs.FargatePlatformVersion.LATEST
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
   */
  readonly platformVersion?: ecs.FargatePlatformVersion;
}

/**
 * How tasks are shared between Fargate and Fargate Spot.
 */
export interface FargateAndSpotProps extends FargateProps {
  /**
   * Tasks that run on demand before any runs on Spot.
   *
   * @default 1
   */
  readonly onDemandBase?: number;

  /**
   * The share of the tasks above the base that runs on demand.
   *
   * @default 1
   */
  readonly onDemandWeight?: number;

  /**
   * The share of the tasks above the base that runs on Spot.
   *
   * @default 1
   */
  readonly spotWeight?: number;
}

/**
 * Where the tasks of a service run.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export class Capacity {
  /**
   * On Fargate, on demand: AWS owns the hosts, and a task runs until it is stopped.
   *
   * @param props the platform version
   */
  public static fargate(props: FargateProps = {}): Capacity {
    return new Capacity(new FargateCapacity(ON_DEMAND, props.platformVersion));
  }

  /**
   * On Fargate Spot: for tasks that may be interrupted, with a warning of two minutes, at a lower price.
   *
   * @param props the platform version
   */
  public static fargateSpot(props: FargateProps = {}): Capacity {
    return new Capacity(new FargateCapacity(SPOT, props.platformVersion));
  }

  /**
   * On both: a base that always runs on demand, and the tasks above it shared by weight.
   *
   * Throws when a number is out of bounds, or when no share is left for Spot.
   *
   * @param props base, weights and platform version
   */
  public static fargateAndSpot(props: FargateAndSpotProps = {}): Capacity {
    const { onDemandBase: base = 1, onDemandWeight = 1, spotWeight = 1 } = props;
    const [problem] = [
      ...wholeNumberProblem('onDemandBase', base, STRATEGY_BASE),
      ...wholeNumberProblem('onDemandWeight', onDemandWeight, STRATEGY_WEIGHT),
      ...wholeNumberProblem('spotWeight', spotWeight, STRATEGY_WEIGHT),
      ...(spotWeight === 0 ? ['spotWeight (0) leaves no task to Fargate Spot, give it at least 1 or use Capacity.fargate()'] : []),
    ];
    if (problem) { throw new Error(`Capacity.fargateAndSpot: ${problem}`); }
    return new Capacity(new FargateCapacity(onDemandAndSpot(base, onDemandWeight, spotWeight), props.platformVersion));
  }

  /**
   * On Fargate by launch type instead of by capacity provider, as aws-ecs writes it by default.
   *
   * For a service that was deployed that way, since CloudFormation replaces a service whose launch type goes away,
   * and for an imported cluster that Fargate is not associated with. A service started this way cannot use Spot.
   *
   * @param props the platform version
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-service.html
   */
  public static fargateLaunchType(props: FargateProps = {}): Capacity {
    return new Capacity(new FargateCapacity(undefined, props.platformVersion));
  }

  private constructor(
    /** @internal */
    public readonly _kind: CapacityKind,
  ) {}
}

/** What runs tasks that name their capacity, or leave that to the cluster. */
export function computeFor(cluster: ecs.ICluster, capacity?: Capacity): Compute {
  return capacity ? capacity._kind.on(cluster) : defaultFargate(cluster);
}
