import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { ALARMS_ID, DeploymentAlarm, WatchedService } from './deployment-alarm';
import { canReplaceTasks, DEPLOYMENT_PERCENT } from '../../facts/deployment';
import { wholeNumberProblem } from '../checks';
import { EndpointKind, ExposureKind, TrafficTarget } from '../load-balancing/exposure-kind';

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
   * Whether a deployment that the circuit breaker or an alarm ends goes back to the last one that worked.
   *
   * @default - true, with a circuit breaker or alarms
   */
  readonly rollback?: boolean;

  /**
   * Alarms that end a deployment: ECS fails it when one of them goes into the ALARM state while the new version starts, and for a bake time afterwards.
   *
   * ECS computes the bake time from the periods of the alarms.
   *
   * @default - no alarms
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
   */
  readonly alarms?: DeploymentAlarm[];
}

/** How many tasks a service may be asked to run. */
export interface TaskCounts {
  readonly min: number;
  readonly max: number;
}

/** What a deployment needs to know about the traffic of a service. */
export type Traffic = Pick<ExposureKind, 'hasTraffic' | 'transports'>;

/** The value inside a `Deployment`. */
export interface DeploymentKind {
  /** Why the props can never work for a service with this exposure. */
  problems(exposure: Traffic): readonly string[];
  /** Why no task could be replaced while the service has one of these counts. */
  countProblems(counts: TaskCounts): readonly string[];
  settings(scope: Construct): DeploymentSettings;
  /** Creates what watches deployments of the service. */
  watch(service: WatchedService): void;
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

  public problems(exposure: Traffic): readonly string[] {
    const { circuitBreaker, rollback, alarms } = this.props;
    return [
      ...wholeNumberProblem('minHealthyPercent', this.min, DEPLOYMENT_PERCENT.minimumHealthy),
      ...wholeNumberProblem('maxHealthyPercent', this.max, DEPLOYMENT_PERCENT.maximum),
      ...(circuitBreaker === false && rollback && !alarms ? ['rollback (true) needs the circuit breaker or alarms; remove circuitBreaker: false'] : []),
      ...(alarms?.length === 0 ? ['alarms is empty; add a DeploymentAlarm or remove alarms'] : []),
      ...(alarms ?? []).flatMap(alarm => alarm._problems(exposure)),
      ...repeated((alarms ?? []).flatMap(({ _factory }) => _factory ?? [])).map(factory => `alarms has DeploymentAlarm.${factory} more than once; remove one`),
    ];
  }

  public settings(scope: Construct): DeploymentSettings {
    const { circuitBreaker = true, rollback = true, alarms } = this.props;
    return {
      minHealthyPercent: this.min,
      maxHealthyPercent: this.max,
      circuitBreaker: circuitBreaker ? { enable: true, rollback } : undefined,
      deploymentAlarms: alarms && {
        alarmNames: alarms.map(alarm => alarm._name(scope)),
        behavior: rollback ? ecs.AlarmBehavior.ROLLBACK_ON_ALARM : ecs.AlarmBehavior.FAIL_ON_ALARM,
      },
    };
  }

  public watch(service: WatchedService): void {
    const { alarms } = this.props;
    if (!alarms) { return; }
    const scope = new Construct(service.scope, ALARMS_ID);
    for (const alarm of alarms) { alarm._create(scope, service); }
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

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
