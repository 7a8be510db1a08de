import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { canReplaceTasks, DEPLOYMENT_PERCENT } from '../../facts/deployment';
import { wholeNumberProblem } from '../checks';
import { EndpointKind, TrafficTarget } from '../load-balancing/exposure-kind';

/**
 * How a rolling deployment replaces the tasks of a service.
 */
export interface RollingDeploymentProps {
  /**
   * How many of the wanted tasks stay healthy during a deployment, in percent, rounded up.
   *
   * @default 100
   */
  readonly minHealthyPercent?: number;

  /**
   * How many tasks there are at most during a deployment, in percent of the wanted ones, rounded down.
   *
   * @default 200
   */
  readonly maxHealthyPercent?: number;

  /**
   * Whether a deployment whose tasks do not start is ended, instead of being tried for hours.
   *
   * @default true
   */
  readonly circuitBreaker?: boolean;

  /**
   * Whether a deployment that was ended goes back to the last one that worked.
   *
   * @default - true when the circuit breaker is on
   */
  readonly rollback?: boolean;

  /**
   * Alarms that end a deployment too.
   *
   * @default - no alarms
   */
  readonly alarms?: ecs.DeploymentAlarmConfig;
}

/** How many tasks a service may be asked to run. */
export interface TaskCounts {
  readonly min: number;
  readonly max: number;
}

/** The value inside a `Deployment`. */
export interface DeploymentKind {
  /** Why the props can never work. */
  problems(): readonly string[];
  /** Why no task could be replaced while the service has one of these counts. */
  countProblems(counts: TaskCounts): readonly string[];
  settings(): DeploymentSettings;
  /** Connects a service with an endpoint, the way this deployment moves traffic to new tasks. */
  attach(service: ecs.BaseService, endpoint: EndpointKind, target: TrafficTarget): void;
}

/** The options of an L2 service that a deployment decides. */
export type DeploymentSettings = Pick<
  ecs.BaseServiceOptions,
  'minHealthyPercent' | 'maxHealthyPercent' | 'circuitBreaker' | 'deploymentAlarms' | 'deploymentStrategy' | 'bakeTime' | 'lifecycleHooks'
>;

/**
 * How a new version takes over from the old one.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-types.html
 */
export class Deployment {
  /**
   * Task by task: new ones start, and old ones stop when the new ones are healthy.
   *
   * A version whose tasks do not start is rolled back.
   *
   * @param props percentages, circuit breaker and alarms
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
   */
  public static rolling(props: RollingDeploymentProps = {}): Deployment {
    return new Deployment(new Rolling(props));
  }

  private constructor(
    /** @internal */
    public readonly _kind: DeploymentKind,
  ) {}
}

class Rolling implements DeploymentKind {
  private readonly min: number;
  private readonly max: number;

  public constructor(private readonly props: RollingDeploymentProps) {
    this.min = props.minHealthyPercent ?? 100;
    this.max = props.maxHealthyPercent ?? 200;
  }

  public problems(): readonly string[] {
    const { circuitBreaker, rollback, alarms } = this.props;
    return [
      ...wholeNumberProblem('minHealthyPercent', this.min, DEPLOYMENT_PERCENT.minimumHealthy),
      ...wholeNumberProblem('maxHealthyPercent', this.max, DEPLOYMENT_PERCENT.maximum),
      ...(circuitBreaker === false && rollback ? ['rollback (true) is what the circuit breaker does, leave circuitBreaker on'] : []),
      ...(alarms && !Token.isUnresolved(alarms.alarmNames) && alarms.alarmNames.length === 0 ? ['alarms.alarmNames is empty, name an alarm or leave alarms out'] : []),
    ];
  }

  public settings(): DeploymentSettings {
    const { circuitBreaker = true, rollback = true, alarms } = this.props;
    return {
      minHealthyPercent: this.min,
      maxHealthyPercent: this.max,
      circuitBreaker: circuitBreaker ? { enable: true, rollback } : undefined,
      deploymentAlarms: alarms,
    };
  }

  public attach(service: ecs.BaseService, endpoint: EndpointKind, target: TrafficTarget): void {
    endpoint.attach(service, target);
  }

  public countProblems(counts: TaskCounts): readonly string[] {
    const { min, max } = this;
    if (Token.isUnresolved(min) || Token.isUnresolved(max)) { return []; }
    const stuck = firstStuckCount(counts, min, max);
    if (stuck === undefined) { return []; }
    return [`with minHealthyPercent (${min}) and maxHealthyPercent (${max}) no task can be replaced while ${stuck} are wanted, raise maxHealthyPercent or lower minHealthyPercent`];
  }
}

/** A hundred counts show every way of rounding. */
function firstStuckCount({ min, max }: TaskCounts, minPercent: number, maxPercent: number): number | undefined {
  if (Token.isUnresolved(min) || Token.isUnresolved(max)) { return undefined; }
  const first = Math.max(1, min);
  const last = Math.min(max, first + 100);
  for (let count = first; count <= last; count++) {
    if (!canReplaceTasks(count, minPercent, maxPercent)) { return count; }
  }
  return undefined;
}
