import { Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { DeploymentKind, DeploymentSettings, LaunchedService } from './deployment-kind';
import { FailureDetection } from './failure-detection';
import { createHooks, hookProblems } from './hooks/deployment-hooks';
import { minutesOf, minutesProblem } from './minutes';
import { REQUESTS_OF_TWO_GROUPS } from './request-scaling';
import { ShiftStrategy } from './shift-strategy';
import { Traffic } from './traffic';
import { TrafficShiftDeploymentProps } from './traffic-shift-props';
import { BAKE_TIME_MINUTES, DEPLOYMENT_BUDGET_MINUTES, DEPLOYMENT_TIMEOUT_MINUTES, NLB_SHIFT_DELAY_MINUTES, TEST_HEADER_PROTOCOLS } from '../../facts/deployment-strategies';
import { EndpointKind, ExposureKind, TrafficTarget } from '../load-balancing/exposure-kind';
import { TestHeader } from '../load-balancing/traffic-shift/test-traffic';

/** By default an alarm evaluates three minutes, and metrics reach CloudWatch with a delay. */
const BAKE_MINUTES = { default: 5, withAlarms: 10 };

/** Starts the new version beside the old one, then shifts the traffic. */
export class TrafficShifting implements DeploymentKind {
  public readonly requestScalingProblem = REQUESTS_OF_TWO_GROUPS;
  public readonly testHeader?: TestHeader;
  private readonly bakeTime: Duration;
  private readonly detection: FailureDetection;

  public constructor(private readonly props: TrafficShiftDeploymentProps, private readonly strategy: ShiftStrategy) {
    this.testHeader = props.testTraffic?._route.header;
    this.bakeTime = props.bakeTime ?? Duration.minutes(props.alarms ? BAKE_MINUTES.withAlarms : BAKE_MINUTES.default);
    this.detection = new FailureDetection(props, true);
  }

  public problems(traffic: Traffic): readonly string[] {
    const { bakeTime, strategy, props: { testTraffic, hooks = [] } } = this;
    return [
      ...strategy.problems,
      ...minutesProblem('bakeTime', bakeTime, BAKE_TIME_MINUTES),
      ...(strategy.isGradual && !traffic.hasTraffic && !traffic.isConnectServer
        ? [`Deployment.${strategy.factory} shifts traffic step by step, and the service has none; set exposure or serviceConnect, or use Deployment.blueGreen`]
        : []),
      ...(testTraffic && !traffic.hasTraffic && !(traffic.isConnectServer && this.testHeader)
        ? ['testTraffic needs an exposure, or ServiceConnect.server and TestTraffic.header; remove it']
        : []),
      ...this.connectProblems(traffic),
      ...this.detection.problems(traffic),
      ...hookProblems(hooks, {
        hasTestTraffic: testTraffic !== undefined, hasRequests: traffic.hasTraffic && traffic.transports === undefined, requests: traffic.requests,
      }),
      ...this.timeProblems(traffic),
      ...this.alarmTimeProblems(),
      ...this.exposureProblems(traffic),
    ];
  }

  /** Service Connect reads only the headers of HTTP requests. */
  private connectProblems({ isConnectServer, appProtocol }: Traffic): readonly string[] {
    if (!this.testHeader || !isConnectServer || appProtocol === undefined || TEST_HEADER_PROTOCOLS.includes(appProtocol)) { return []; }
    return [`TestTraffic.header needs appProtocol ${TEST_HEADER_PROTOCOLS.join(', ')}, and Service Connect treats the port as ${appProtocol}; set appProtocol`];
  }

  public exposureProblems(exposure: Pick<ExposureKind, 'shiftProblems'>): readonly string[] {
    return exposure.shiftProblems(this.props.testTraffic?._route);
  }

  /** New tasks start beside all old ones, so that any count can be replaced. */
  public countProblems(): readonly string[] { return []; }

  /** The percentages have no effect. They are those of a rolling deployment, which may follow. */
  public settings(scope: Construct): DeploymentSettings {
    const { bakeTime, strategy: { settings } } = this;
    return { minHealthyPercent: 100, maxHealthyPercent: 200, bakeTime, ...settings, ...this.detection.settings(scope) };
  }

  public complete(service: LaunchedService): void {
    this.detection.complete(service, service.service);
    createHooks(service, this.props.hooks ?? []);
  }

  public attach(service: ecs.BaseService, endpoint: EndpointKind, target: TrafficTarget): void {
    endpoint.shift(service, target, this.props.testTraffic?._route);
    endpoint.guardWeights?.();
  }

  /** ECS watches alarms until the bake time is over. Hooks can make the deployment longer. */
  private alarmTimeProblems(): readonly string[] {
    const { bakeTime, strategy, props: { alarms = [], hooks = [] } } = this;
    if (hooks.length > 0 || bakeTime.isUnresolved()) { return []; }
    const watched = minutesOf(bakeTime) + strategy.waitMinutes;
    return alarms.filter(({ _trafficMinutes: minutes = 0 }) => minutes > watched).map(({ _factory, _trafficMinutes: minutes }) =>
      `DeploymentAlarm.${_factory} needs ${minutes} minutes to raise the alarm, and the deployment ends ${watched} minutes after clients reach the new version; use a longer bakeTime, or fewer or shorter periods`);
  }

  /** CloudFormation refuses deployments that wait too long, and fails an update that takes too long. */
  private timeProblems({ transports }: Traffic): readonly string[] {
    const { bakeTime, strategy, props: { hooks = [], testTraffic } } = this;
    const shifting = minutesOf(bakeTime) + strategy.waitMinutes;
    const ofConnections = transports ? NLB_SHIFT_DELAY_MINUTES * (strategy.shifts + (testTraffic ? 1 : 0)) : 0;
    const waits: readonly (readonly [string, number])[] = [
      ['bakeTime', minutesOf(bakeTime)],
      ['between steps', strategy.waitMinutes],
      ['Network Load Balancer', ofConnections],
      ...hooks.map(({ _kind }) => [_kind.type, _kind.waitMinutes(strategy.shifts)] as const),
    ];
    const all = waits.reduce((sum, [, minutes]) => sum + minutes, 0);
    const parts = waits.filter(([, minutes]) => minutes > 0).map(([name, minutes]) => `${name} ${minutes}`).join(', ');
    if (strategy.isGradual && shifting > DEPLOYMENT_BUDGET_MINUTES) {
      return [`the deployment waits ${shifting} minutes between and after its steps, and CloudFormation refuses more than ${DEPLOYMENT_BUDGET_MINUTES} (${hours(DEPLOYMENT_BUDGET_MINUTES)} hours); use shorter times`];
    }
    return all > DEPLOYMENT_TIMEOUT_MINUTES
      ? [`the deployment can wait ${all} minutes in all (${parts}), and CloudFormation fails an update after ${DEPLOYMENT_TIMEOUT_MINUTES} (${hours(DEPLOYMENT_TIMEOUT_MINUTES)} hours); use a shorter bakeTime, or a shorter timeout of approvals`]
      : [];
  }
}

function hours(minutes: number): number { return Math.round(minutes / 6) / 10; }
