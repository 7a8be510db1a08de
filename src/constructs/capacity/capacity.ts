import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { STRATEGY_BASE, STRATEGY_WEIGHT } from '../../facts/capacity-strategy';

const FARGATE = 'FARGATE';
const FARGATE_SPOT = 'FARGATE_SPOT';

/**
 * How tasks are shared between Fargate and Fargate Spot.
 */
export interface FargateAndSpotProps {
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

/** What stands behind a `Capacity`. */
interface CapacityKind {
  /** Nothing when the service names a launch type instead. */
  readonly strategy?: readonly ecs.CapacityProviderStrategy[];
}

/**
 * Where the tasks of a service run.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export class Capacity {
  /**
   * On Fargate, on demand: AWS owns the hosts, and a task runs until it is stopped.
   */
  public static fargate(): Capacity {
    return new Capacity({ strategy: [{ capacityProvider: FARGATE, weight: 1 }] });
  }

  /**
   * On Fargate Spot: for tasks that may be interrupted, with a warning of two minutes, at a lower price.
   */
  public static fargateSpot(): Capacity {
    return new Capacity({ strategy: [{ capacityProvider: FARGATE_SPOT, weight: 1 }] });
  }

  /**
   * On both: a base that always runs on demand, and the tasks above it shared by weight.
   *
   * Throws when a number is out of bounds, or when no share is left for Spot.
   *
   * @param props base and weights
   */
  public static fargateAndSpot(props: FargateAndSpotProps = {}): Capacity {
    const { onDemandBase: base = 1, onDemandWeight = 1, spotWeight = 1 } = props;
    whole('onDemandBase', base, STRATEGY_BASE);
    whole('onDemandWeight', onDemandWeight, STRATEGY_WEIGHT);
    whole('spotWeight', spotWeight, STRATEGY_WEIGHT);
    if (spotWeight === 0) {
      throw new Error('spotWeight (0) leaves no task to Fargate Spot, give it at least 1 or use Capacity.fargate()');
    }
    return new Capacity({
      strategy: [
        { capacityProvider: FARGATE, base, weight: onDemandWeight },
        { capacityProvider: FARGATE_SPOT, weight: spotWeight },
      ],
    });
  }

  /**
   * On Fargate by launch type instead of by capacity provider, as aws-ecs writes it by default.
   *
   * For a service that was deployed that way, since CloudFormation replaces a service whose launch type goes away,
   * and for an imported cluster that Fargate is not associated with. A service started this way cannot use Spot.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-service.html
   */
  public static fargateLaunchType(): Capacity {
    return new Capacity({});
  }

  private constructor(
    /** @internal */
    public readonly _kind: CapacityKind,
  ) {}
}

function whole(name: string, value: number, bounds: { readonly min: number; readonly max: number }): void {
  if (Token.isUnresolved(value)) { return; }
  if (!Number.isInteger(value) || value < bounds.min || value > bounds.max) {
    throw new Error(`${name} (${value}) must be a whole number from ${bounds.min} to ${bounds.max}`);
  }
}
