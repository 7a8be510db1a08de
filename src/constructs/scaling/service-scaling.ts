import { Annotations, Aspects, Token } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { boundsOf, ScalingBounds } from './scaling-bounds';
import { actionOf, ScalingSchedule, scheduleProblems } from './scaling-schedule';
import { contradictions, isScalableTarget, scheduledActions } from './scheduled-bounds';
import { UTILIZATION_PERCENT } from '../../facts/scaling';
import { ServiceEndpoint } from '../load-balancing/service-endpoint';

/** The target group whose requests are counted: of an endpoint, or without one of the first endpoint of the service, which may be added later. */
export type RequestTargets = (endpoint: ServiceEndpoint | undefined) => elbv2.ApplicationTargetGroup | undefined;

/** What scaling needs to know about a service. */
export interface ScalingHost {
  /** The construct of the service, for messages. */
  readonly scope: IConstruct;
  readonly taskCount: ecs.ScalableTaskCount;
  readonly requestTargets: RequestTargets;
  /** Why a deployment could not replace so many tasks. */
  rolloutProblems(counts: Required<ScalingBounds>): readonly string[];
}

/**
 * Options of a target tracking policy.
 */
export interface TargetTrackingOptions extends appscaling.BaseTargetTrackingProps {
  /**
   * The construct id of the policy, which becomes part of its name. Set it to keep a policy that another construct created.
   *
   * @default - Cpu, Memory or Requests
   */
  readonly policyId?: string;
}

/**
 * Options of the policy that tracks requests.
 */
export interface RequestTrackingOptions extends TargetTrackingOptions {
  /**
   * The endpoint whose requests are counted: `service.endpoint`, or the return value of `expose`.
   *
   * @default - the first endpoint of the service
   */
  readonly endpoint?: ServiceEndpoint;
}

/**
 * The auto scaling of a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
export class ServiceScaling {
  /** @internal */
  public static _of(host: ScalingHost, bounds: ScalingBounds): ServiceScaling {
    return new ServiceScaling(host, bounds);
  }

  /**
   * The scalable task count of the service: for custom metrics and step scaling.
   */
  public readonly taskCount: ecs.ScalableTaskCount;
  private readonly bounds: Required<ScalingBounds>;
  private readonly tracked = new Set<string>();

  private constructor(private readonly host: ScalingHost, bounds: ScalingBounds) {
    this.bounds = boundsOf(bounds);
    this.taskCount = host.taskCount;
    host.scope.node.addValidation({ validate: () => this.taskCount.node.findAll().filter(isScalableTarget).flatMap(contradictions) });
    Aspects.of(this.taskCount).add({ visit: node => this.warnIdle(node) });
  }

  /**
   * Keeps the average CPU utilization of the tasks near a target.
   *
   * Throws when it was called before.
   *
   * @param percent the target utilization, in percent of the reserved amount; above 0, up to 100
   * @param options cooldowns, whether scaling in is disabled, and the construct id of the policy
   */
  public onCpu(percent: number, options: TargetTrackingOptions = {}): void {
    this.checkPercent('onCpu', percent);
    this.refuseSecond('onCpu');
    const { policyId = 'Cpu', ...tracking } = options;
    this.taskCount.scaleOnCpuUtilization(policyId, { ...tracking, targetUtilizationPercent: percent });
  }

  /**
   * Keeps the average memory utilization of the tasks near a target.
   *
   * Throws when it was called before.
   *
   * @param percent the target utilization, in percent of the reserved amount; above 0, up to 100
   * @param options cooldowns, whether scaling in is disabled, and the construct id of the policy
   */
  public onMemory(percent: number, options: TargetTrackingOptions = {}): void {
    this.checkPercent('onMemory', percent);
    this.refuseSecond('onMemory');
    const { policyId = 'Memory', ...tracking } = options;
    this.taskCount.scaleOnMemoryUtilization(policyId, { ...tracking, targetUtilizationPercent: percent });
  }

  /**
   * Keeps the number of requests per task and minute near a target.
   *
   * Throws when no Application Load Balancer sends requests to the service, when the endpoint belongs to another service, or when it was called
   * before.
   *
   * @param perTarget the target number of requests per minute for each task
   * @param options the endpoint, cooldowns, whether scaling in is disabled, and the construct id of the policy
   */
  public onRequests(perTarget: number, options: RequestTrackingOptions = {}): void {
    const { policyId = 'Requests', endpoint, ...tracking } = options;
    const targetGroup = this.host.requestTargets(endpoint);
    if (endpoint && !endpoint._kind.requestTargets) { throw this.error('onRequests counts HTTP requests, which a Network Load Balancer does not read; use onCpu, or a custom metric with taskCount'); }
    if (!targetGroup && endpoint) { throw this.error('onRequests: the endpoint belongs to another service; use service.endpoint or the return value of expose'); }
    if (!targetGroup) { throw this.error('onRequests counts requests of an Application Load Balancer, and the service has none; set exposure to one'); }
    if (!Token.isUnresolved(perTarget) && !(perTarget > 0)) { throw this.error(`onRequests (${perTarget}) must be above 0`); }
    this.refuseSecond('onRequests');
    this.taskCount.scaleOnRequestCount(policyId, { ...tracking, requestsPerTarget: perTarget, targetGroup });
  }

  /**
   * Changes the bounds at set times.
   *
   * Throws when the schedule sets neither `minTasks` nor `maxTasks`, has an expression, a time zone or bounds that AWS would refuse, or sets a number of tasks that no deployment
   * could replace. Synthesis fails when the schedule sets only one bound, and it contradicts the other bound of `autoScale` and of all other
   * schedules.
   *
   * @param id the id of the schedule, unique among the schedules of the service
   * @param schedule the time and the new bounds
   */
  public onSchedule(id: string, schedule: ScalingSchedule): void {
    const problems = scheduleProblems(id, schedule);
    if (problems.length > 0) { throw this.error(problems.join('; ')); }
    const stuck = this.rolloutProblemsOf(schedule);
    if (stuck.length > 0) { throw this.error(`onSchedule '${id}': ${stuck.join('; ')}`); }
    this.taskCount.scaleOnSchedule(id, actionOf(schedule));
  }

  private rolloutProblemsOf({ minTasks, maxTasks = this.bounds.maxTasks }: ScalingSchedule): readonly string[] {
    return minTasks === undefined ? [] : this.host.rolloutProblems({ minTasks, maxTasks });
  }

  private checkPercent(method: string, percent: number): void {
    const { above, max } = UTILIZATION_PERCENT;
    if (Token.isUnresolved(percent) || (percent > above && percent <= max)) { return; }
    throw this.error(`${method} (${percent}) must be a percentage above ${above} and not above ${max}`);
  }

  /** Application Auto Scaling accepts only one target tracking policy for each metric. */
  private refuseSecond(method: string): void {
    if (this.tracked.has(method)) { throw this.error(`${method} was called before, and a metric has one target tracking policy; call it once`); }
    this.tracked.add(method);
  }

  private error(message: string): Error {
    return new Error(`[${this.host.scope.node.path}] scaling: ${message}`);
  }

  private warnIdle(node: IConstruct): void {
    const { minTasks, maxTasks } = this.bounds;
    if (node !== this.taskCount || minTasks === maxTasks || this.hasPolicy()) { return; }
    Annotations.of(node).addWarningV2(
      'cdk-ecs-shipshape:scaling-without-policy',
      `scaling from ${minTasks} to ${maxTasks} tasks has no scaling policy or schedule; call onCpu(60), onMemory, onRequests or onSchedule, or set desiredCount instead of calling autoScale`,
    );
  }

  /** Also finds policies that were added directly to the L2. */
  private hasPolicy(): boolean {
    return this.taskCount.node.findAll().some(child =>
      child instanceof appscaling.CfnScalingPolicy || (isScalableTarget(child) && scheduledActions(child).length > 0));
  }
}
