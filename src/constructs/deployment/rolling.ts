import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { DeploymentKind, DeploymentSettings, LaunchedService, TaskCounts } from './deployment-kind';
import { FailureDetection, FailureDetectionProps } from './failure-detection';
import { REQUESTS_OF_TWO_GROUPS } from './request-scaling';
import { Traffic } from './traffic';
import { canReplaceTasks, DEPLOYMENT_PERCENT } from '../../facts/deployment';
import { wholeNumberProblem } from '../checks';
import { EndpointKind, ExposureKind, TrafficTarget } from '../load-balancing/exposure-kind';
import { TestHeader, TestTraffic } from '../load-balancing/traffic-shift/test-traffic';

/**
 * How a rolling deployment replaces the tasks of a service.
 */
export interface RollingDeploymentProps extends FailureDetectionProps {
  /**
   * The minimum number of healthy tasks during a deployment, in percent of the desired count, rounded up.
   *
   * @default 100
   */
  readonly minHealthyPercent?: number;

  /**
   * The maximum number of tasks during a deployment, in percent of the desired count, rounded down.
   *
   * @default 200
   */
  readonly maxHealthyPercent?: number;

  /**
   * Whether to create the resources that blue/green, canary and linear deployments need: a second target group, the listener rule and the role.
   *
   * Deploy with it once before the first such deployment, and use it when you go back to rolling deployments.
   * See "Between rolling and blue/green" in the guide about shifting traffic.
   *
   * @default false
   */
  readonly trafficShift?: boolean;

  /**
   * The test traffic of the later deployments that shift traffic. Requires `trafficShift`.
   *
   * @default - no test traffic
   */
  readonly testTraffic?: TestTraffic;
}

/** Replaces the tasks gradually. */
export class Rolling implements DeploymentKind {
  public readonly requestScalingProblem?: string;
  private readonly shiftsTraffic: boolean;
  public readonly testHeader?: TestHeader;
  private readonly min: number;
  private readonly max: number;
  private readonly detection: FailureDetection;

  public constructor(private readonly props: RollingDeploymentProps) {
    this.min = props.minHealthyPercent ?? 100;
    this.max = props.maxHealthyPercent ?? 200;
    this.shiftsTraffic = props.trafficShift ?? false;
    this.requestScalingProblem = this.shiftsTraffic ? REQUESTS_OF_TWO_GROUPS : undefined;
    this.testHeader = props.testTraffic?._route.header;
    this.detection = new FailureDetection(props, this.shiftsTraffic);
  }

  public problems(traffic: Traffic): readonly string[] {
    const { shiftsTraffic, props: { testTraffic } } = this;
    return [
      ...wholeNumberProblem('minHealthyPercent', this.min, DEPLOYMENT_PERCENT.minimumHealthy),
      ...wholeNumberProblem('maxHealthyPercent', this.max, DEPLOYMENT_PERCENT.maximum),
      ...(testTraffic && !shiftsTraffic ? ['testTraffic needs trafficShift: true, since a rolling deployment has no test traffic'] : []),
      ...this.detection.problems(traffic),
      ...this.exposureProblems(traffic),
    ];
  }

  public exposureProblems(exposure: Pick<ExposureKind, 'shiftProblems'>): readonly string[] {
    return this.shiftsTraffic ? exposure.shiftProblems(this.props.testTraffic?._route) : [];
  }

  public settings(scope: Construct): DeploymentSettings {
    return { minHealthyPercent: this.min, maxHealthyPercent: this.max, ...this.detection.settings(scope) };
  }

  public complete(service: LaunchedService): void { this.detection.complete(service, service.service); }

  public attach(service: ecs.BaseService, endpoint: EndpointKind, target: TrafficTarget): void {
    if (this.shiftsTraffic) { endpoint.shift(service, target, this.props.testTraffic?._route); } else { endpoint.attach(service, target); }
  }

  public countProblems(counts: TaskCounts): readonly string[] {
    const { min, max } = this;
    if (Token.isUnresolved(min) || Token.isUnresolved(max)) { return []; }
    const stuck = firstStuckCount(counts, min, max);
    if (stuck === undefined) { return []; }
    return [`with minHealthyPercent (${min}) and maxHealthyPercent (${max}) no task can be replaced at a desired count of ${stuck}; raise maxHealthyPercent or lower minHealthyPercent`];
  }
}

/** The first count of which no task can be replaced. One hundred counts cover every case of rounding. */
function firstStuckCount({ min, max }: TaskCounts, minPercent: number, maxPercent: number): number | undefined {
  if (Token.isUnresolved(min) || Token.isUnresolved(max)) { return undefined; }
  const first = Math.max(1, min);
  const last = Math.min(max, first + 100);
  for (let count = first; count <= last; count++) {
    if (!canReplaceTasks(count, minPercent, maxPercent)) { return count; }
  }
  return undefined;
}
