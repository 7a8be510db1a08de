import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { checkAlarm, checkAlarmName, checkAlarmOptions, checkResponseTime } from './deployment-arguments';
import { minutesOf } from './minutes';
import { ALARM_PERIOD, longestEvaluation } from '../../facts/alarms';
import { wholeNumberProblem } from '../checks';
import { EndpointKind, ExposureKind } from '../load-balancing/exposure-kind';
import { acknowledge, ofRegulatedPacks } from '../nag/acknowledgements';

/**
 * How an alarm of a deployment evaluates its metric.
 */
export interface DeploymentAlarmOptions {
  /**
   * The period of the metric: whole minutes, up to a day.
   *
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;

  /**
   * The number of consecutive periods in which the metric must be above the threshold.
   *
   * @default 3
   */
  readonly evaluationPeriods?: number;
}

/** A service with deployment alarms. */
export interface WatchedService {
  readonly scope: Construct;
  /** The endpoint that clients use. */
  readonly endpoint?: Pick<EndpointKind, 'metrics'>;
  /** A metric of the service in the namespace of ECS. */
  metric(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** An alarm that is created with the service. */
interface OwnAlarm {
  readonly id: string;
  readonly factory: string;
  readonly threshold: number;
  readonly needsTraffic: boolean;
  readonly options: DeploymentAlarmOptions;
  /** One metric, or that of each target group. */
  metrics(service: WatchedService, period: Duration): readonly cloudwatch.IMetric[];
}

const DEFAULTS = { period: Duration.minutes(1), evaluationPeriods: 3 };

/**
 * A CloudWatch alarm that fails a deployment when it goes into the ALARM state.
 *
 * The alarms that this class creates refer to the service, and the service refers to them by fixed names, because CloudFormation refuses references in both
 * directions (a circular dependency). They are created after the service, and do not watch the deployment that adds or changes them. The name of an alarm
 * consists of the stack name, the construct path of the service in the stack and the kind, such as `Shop/Api/DeploymentAlarms/Cpu`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export class DeploymentAlarm {
  /**
   * An existing alarm by its name, such as an alarm of another app.
   *
   * @param alarmName the name of the alarm, in the account and Region of the service
   */
  public static named(alarmName: string): DeploymentAlarm {
    checkAlarmName(alarmName);
    if (alarmName === '') { throw new Error('DeploymentAlarm.named needs the name of an alarm'); }
    return new DeploymentAlarm(alarmName);
  }

  /**
   * An alarm of this app, or an imported one. The service depends on it.
   *
   * Its metric must not refer to the service, its task sets or anything that depends on the service.
   * The validator reports the circular dependency (`circular-dependency`). A metric of the load balancer or of a queue can be used.
   *
   * @param alarm the alarm
   */
  public static existing(alarm: cloudwatch.IAlarm): DeploymentAlarm {
    checkAlarm(alarm);
    return new DeploymentAlarm(alarm.alarmName);
  }

  /**
   * A new alarm on the average CPU utilization of the tasks. Missing data does not fail the deployment.
   *
   * @param percent the threshold, 1 to 100 percent of the CPU units of a task; the deployment fails above it
   * @param options period and number of periods
   */
  public static cpuUtilization(percent: number, options: DeploymentAlarmOptions = {}): DeploymentAlarm {
    return utilization('cpuUtilization', 'Cpu', 'CPUUtilization', percent, options);
  }

  /**
   * A new alarm on the average memory utilization of the tasks. Missing data does not fail the deployment.
   *
   * @param percent the threshold, 1 to 100 percent of the memory of a task; the deployment fails above it
   * @param options period and number of periods
   */
  public static memoryUtilization(percent: number, options: DeploymentAlarmOptions = {}): DeploymentAlarm {
    return utilization('memoryUtilization', 'Memory', 'MemoryUtilization', percent, options);
  }

  /**
   * A new alarm on the number of responses of the tasks with a status code of 500 or more. Missing data does not fail the deployment.
   * Requires an exposure on an Application Load Balancer.
   *
   * If deployments shift traffic between two target groups, each target group has such an alarm. Responses that the load balancer generates are not counted,
   * such as 502 when a task refuses a connection.
   *
   * @param responses the threshold, 0 or more responses in each period; the deployment fails above it
   * @param options period and number of periods
   */
  public static serverErrors(responses: number, options: DeploymentAlarmOptions = {}): DeploymentAlarm {
    return made({
      id: 'ServerErrors',
      factory: 'serverErrors',
      threshold: responses,
      needsTraffic: true,
      options,
      metrics: ({ endpoint }, period) => endpoint!.metrics(HttpCodeTarget.TARGET_5XX_COUNT, { statistic: cloudwatch.Stats.SUM, period }),
    }, wholeNumberProblem('responses', responses, { min: 0 }));
  }

  /**
   * A new alarm on the average time between a request and the response of the task. Missing data does not fail the deployment.
   * Requires an exposure on an Application Load Balancer.
   *
   * If deployments shift traffic between two target groups, each target group has such an alarm.
   *
   * @param time the threshold; the deployment fails above it
   * @param options period and number of periods
   */
  public static responseTime(time: Duration, options: DeploymentAlarmOptions = {}): DeploymentAlarm {
    checkResponseTime(time);
    return made({
      id: 'ResponseTime',
      factory: 'responseTime',
      threshold: time.toSeconds({ integral: false }),
      needsTraffic: true,
      options,
      metrics: ({ endpoint }, period) => endpoint!.metrics('TargetResponseTime', { statistic: cloudwatch.Stats.AVERAGE, period }),
    }, time.isUnresolved() || time.toMilliseconds({ integral: false }) > 0 ? [] : ['time (0 seconds) must be positive, or every request would fail the deployment']);
  }

  /** @internal */
  public static _made(alarm: OwnAlarm): DeploymentAlarm { return new DeploymentAlarm(undefined, alarm); }

  private constructor(private readonly givenName?: string, private readonly own?: OwnAlarm) {}

  /**
   * The name of the factory method, which a service can use only once.
   *
   * @internal
   */
  public get _factory(): string | undefined { return this.own?.factory; }

  /** @internal */
  public _problems({ hasTraffic, transports }: Pick<ExposureKind, 'hasTraffic' | 'transports'>): readonly string[] {
    if (!this.own?.needsTraffic) { return []; }
    if (!hasTraffic) { return [`DeploymentAlarm.${this.own.factory} needs an exposure`]; }
    return transports === undefined ? [] : [`DeploymentAlarm.${this.own.factory} counts HTTP responses, which a Network Load Balancer does not read; use DeploymentAlarm.existing with a metric of the application`];
  }

  /**
   * The names of the alarms that a service watches.
   *
   * @internal
   */
  public _names(scope: Construct, hasAlternate: boolean): readonly string[] {
    if (this.givenName !== undefined) { return [this.givenName]; }
    const { id, needsTraffic } = this.own!;
    return [id, ...hasAlternate && needsTraffic ? [ofAlternate(id)] : []].map(each => fixedName(scope, each));
  }

  /**
   * How many minutes of production traffic a new alarm on the traffic needs to go into the ALARM state.
   *
   * @internal
   */
  public get _trafficMinutes(): number | undefined {
    const { period, evaluationPeriods } = { ...DEFAULTS, ...this.own?.options };
    return this.own?.needsTraffic ? minutesOf(period) * evaluationPeriods : undefined;
  }

  /**
   * Creates the alarm, unless it exists. In deployments that shift traffic, each target group has its own alarm: an expression over both would have
   * to fill in values for a target group without requests, and a late value would then count as 0.
   *
   * @internal
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
   */
  public _create(scope: Construct, service: WatchedService): void {
    if (!this.own) { return; }
    const { id, options, threshold } = this.own;
    const { period, evaluationPeriods } = { ...DEFAULTS, ...options };
    this.own.metrics(service, period).forEach((metric, index) => {
      const alarmId = index === 0 ? id : ofAlternate(id);
      const alarm = new cloudwatch.Alarm(scope, alarmId, {
        alarmName: fixedName(service.scope, alarmId),
        alarmDescription: `Fails deployments of ${service.scope.node.path}`,
        metric,
        threshold,
        evaluationPeriods,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      acknowledge(alarm, ofRegulatedPacks('CloudWatchAlarmAction'), 'Deployments watch the alarm, and go back to the version before');
    });
  }
}

/** The construct id of the scope of the alarms, below the service. */
export const ALARMS_ID = 'DeploymentAlarms';

/** Unique in an account and Region, and the same before and after the service exists. A comma separates names in the API of ECS. */
function fixedName(service: Construct, id: string): string {
  const stack = Stack.of(service);
  const inStack = service.node.path.slice(stack.node.path.length + 1);
  return `${stack.stackName}/${inStack}/${ALARMS_ID}/${id}`.replaceAll(',', '-');
}

/** The id of the alarm of the second target group. */
function ofAlternate(id: string): string { return `${id}Alternate`; }

function utilization(factory: string, id: string, metricName: string, percent: number, options: DeploymentAlarmOptions): DeploymentAlarm {
  return made({
    id, factory, threshold: percent, needsTraffic: false, options, metrics: (service, period) => [service.metric(metricName, { period })],
  }, wholeNumberProblem('percent', percent, { min: 1, max: 100 }));
}

function periodProblems(options: DeploymentAlarmOptions): readonly string[] {
  const { period, evaluationPeriods } = { ...DEFAULTS, ...options };
  if (period.isUnresolved()) { return []; }
  const seconds = period.toSeconds({ integral: false });
  if (seconds < ALARM_PERIOD.unit || seconds > ALARM_PERIOD.max || seconds % ALARM_PERIOD.unit !== 0) { return [`period (${seconds} seconds) must be whole minutes, of at most a day`]; }
  const longest = longestEvaluation(seconds);
  return seconds * evaluationPeriods > longest
    ? [`evaluationPeriods (${evaluationPeriods}) of ${seconds / 60} minutes are longer than the ${longest / 3600} hours that CloudWatch allows; use fewer, or shorter periods`]
    : [];
}

/** Throws, with the name of the factory, when CloudWatch would refuse the alarm. */
function made(alarm: OwnAlarm, problems: readonly string[] = []): DeploymentAlarm {
  checkAlarmOptions(alarm.factory, alarm.options);
  const all = [...problems, ...wholeNumberProblem('evaluationPeriods', alarm.options.evaluationPeriods, { min: 1 }), ...periodProblems(alarm.options)];
  if (all.length > 0) { throw new Error(`DeploymentAlarm.${alarm.factory}: ${all.join('; ')}`); }
  return DeploymentAlarm._made(alarm);
}
