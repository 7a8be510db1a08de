import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { CodeDeploy } from './code-deploy/code-deploy';
import { CodeDeployProps } from './code-deploy/code-deploy-props';
import { ALARMS_ID, DeploymentAlarm, WatchedService } from './deployment-alarm';
import { alarmProblems } from './deployment-alarm-list';
import { DeploymentKind, DeploymentSettings, TaskCounts, Traffic } from './deployment-kind';
import { External } from './external/external';
import { ExternalDeploymentProps } from './external/external-props';
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

  /**
   * By AWS CodeDeploy: it starts all new tasks behind a second target group, moves the traffic of the listener there, and stops the old tasks afterwards.
   *
   * CloudFormation deploys the service once. Afterwards a new task definition is deployed with CodeDeploy, see `codeDeploy.appSpec` of the service,
   * and CloudFormation refuses nearly every change of the service.
   *
   * Requires an exposure with a load balancer of the service: `Exposure.publicAlb`, `internalAlb`, `publicNlb` or `internalNlb`.
   *
   * @param props speed, test listener, hooks and alarms
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
   */
  public static codeDeploy(props: CodeDeployProps = {}): Deployment {
    return new Deployment(new CodeDeploy(props));
  }

  /**
   * By a controller outside of AWS, which creates and deletes task sets.
   *
   * The stack creates the service and the first task set. A new task definition is deployed by the controller, see `taskSets.createInput` of the service.
   *
   * @param props whether the stack creates the first task set
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html
   */
  public static external(props: ExternalDeploymentProps = {}): Deployment {
    return new Deployment(new External(props));
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
      ...alarmProblems(alarms, exposure),
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
