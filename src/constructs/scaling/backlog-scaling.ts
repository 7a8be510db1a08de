import { Duration, Names } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { backlogExpressions, backlogTarget, idleExpression, QueueMetricIds, QueueWork, START_SECONDS, TASKS_ID, wakeExpression } from './queue-backlog';

const MINUTE = Duration.minutes(1);
const SCALE_IN_COOLDOWN = Duration.minutes(5);
const WAKE_DATAPOINTS = 2;
const IDLE_DATAPOINTS = 10;

/** As long as the service cannot sleep again: a longer cooldown would delay the next wake. A shorter one would add tasks faster while none of them can start. */
const WAKE_COOLDOWN = Duration.minutes(IDLE_DATAPOINTS);

/** A queue, its metrics and its work. */
export interface ScaledQueue {
  readonly visible: cloudwatch.Metric;
  readonly notVisible: cloudwatch.Metric;
  readonly received: cloudwatch.Metric;
  readonly work: QueueWork;
}

/** What scales on queues. */
export interface BacklogSetting {
  readonly queues: readonly ScaledQueue[];
  readonly messagesPerTask: number;
  /** The number of running tasks. */
  readonly tasks: cloudwatch.Metric;
}

/** The options of the policy. */
export interface BacklogOptions {
  readonly scaleInCooldown?: Duration;
  readonly scaleOutCooldown?: Duration;
}

/** The visible messages for each running task, in messages of the first queue. */
export function backlogMetric(setting: BacklogSetting, options: cloudwatch.MathExpressionOptions = {}): cloudwatch.MathExpression {
  const { waiting } = expressionsOf(setting);
  const { visible } = metricsOf(setting);
  return new cloudwatch.MathExpression({
    expression: waiting, usingMetrics: { ...visible, [TASKS_ID]: setting.tasks }, period: MINUTE, label: 'Backlog per task', ...options,
  });
}

/** Tracks the backlog of each task. The L2 tracks direct metrics only. */
export function trackBacklog(target: appscaling.ScalableTarget, setting: BacklogSetting, options: BacklogOptions): void {
  const { scaleInCooldown = SCALE_IN_COOLDOWN, scaleOutCooldown = Duration.seconds(START_SECONDS) } = options;
  new appscaling.CfnScalingPolicy(target, 'Backlog', {
    policyName: nameOf(target, 'Backlog'),
    policyType: 'TargetTrackingScaling',
    scalingTargetId: target.scalableTargetId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: backlogTarget(setting.queues.map(({ work }) => work), setting.messagesPerTask),
      scaleInCooldown: scaleInCooldown.toSeconds(),
      scaleOutCooldown: scaleOutCooldown.toSeconds(),
      customizedMetricSpecification: { metrics: queriesOf(setting) },
    },
  });
}

/**
 * Starts the first task, when a message waits and no task runs: the backlog of each task has no value then. CloudWatch repeats the action every minute, so another
 * task is added after each cooldown in which none runs. It never stops a task.
 */
export function wakeFromZero(target: appscaling.ScalableTarget, setting: BacklogSetting): void {
  const { visible } = metricsOf(setting);
  const action = new appscaling.StepScalingAction(target, 'Wake', {
    scalingTarget: target,
    policyName: nameOf(target, 'Wake'),
    adjustmentType: appscaling.AdjustmentType.CHANGE_IN_CAPACITY,
    cooldown: WAKE_COOLDOWN,
    metricAggregationType: appscaling.MetricAggregationType.MAXIMUM,
  });
  action.addAdjustment({ adjustment: 1, lowerBound: 0 });
  alarmFor(target, 'WakeAlarm', action, 'A message waits, and no task runs', WAKE_DATAPOINTS, new cloudwatch.MathExpression({
    expression: wakeExpression(idsOf(setting)), usingMetrics: { ...visible, [TASKS_ID]: setting.tasks }, period: MINUTE,
  }));
}

/** Stops all tasks when no queue is in use. Target tracking never removes the last task. */
export function sleepAtZero(target: appscaling.ScalableTarget, setting: BacklogSetting): void {
  const { visible, notVisible, received } = metricsOf(setting);
  const action = new appscaling.StepScalingAction(target, 'Sleep', {
    scalingTarget: target,
    policyName: nameOf(target, 'Sleep'),
    adjustmentType: appscaling.AdjustmentType.EXACT_CAPACITY,
    cooldown: Duration.seconds(START_SECONDS),
    metricAggregationType: appscaling.MetricAggregationType.MAXIMUM,
  });
  action.addAdjustment({ adjustment: 0, lowerBound: 0 });
  alarmFor(target, 'SleepAlarm', action, 'Tasks run, and all queues are empty', IDLE_DATAPOINTS, new cloudwatch.MathExpression({
    expression: idleExpression(idsOf(setting)), usingMetrics: { ...visible, ...notVisible, ...received, [TASKS_ID]: setting.tasks }, period: MINUTE,
  }));
}

function alarmFor(
  scope: Construct, id: string, action: appscaling.StepScalingAction, alarmDescription: string, datapoints: number, metric: cloudwatch.MathExpression,
): void {
  const alarm = new cloudwatch.Alarm(scope, id, {
    alarmDescription,
    metric,
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: datapoints,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new actions.ApplicationScalingAction(action));
}

function idsOf({ queues }: BacklogSetting): readonly QueueMetricIds[] {
  return queues.map((_, index) => ({ visible: `visible${index + 1}`, notVisible: `inProcess${index + 1}`, received: `received${index + 1}` }));
}

function metricsOf(setting: BacklogSetting): Record<keyof QueueMetricIds, Record<string, cloudwatch.Metric>> {
  const ids = idsOf(setting);
  const byId = (key: keyof QueueMetricIds) => Object.fromEntries(setting.queues.map((queue, index) => [ids[index][key], queue[key]]));
  return { visible: byId('visible'), notVisible: byId('notVisible'), received: byId('received') };
}

function expressionsOf(setting: BacklogSetting) {
  return backlogExpressions(idsOf(setting), setting.queues.map(({ work }) => work), setting.messagesPerTask);
}

/** The metrics and expressions of the policy, of which the last one is tracked. */
function queriesOf(setting: BacklogSetting): appscaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty[] {
  const { visible, notVisible } = metricsOf(setting);
  const metrics = Object.entries({ ...visible, ...notVisible, [TASKS_ID]: setting.tasks });
  const expressions = Object.entries(expressionsOf(setting));
  return [
    ...metrics.map(([id, metric]) => ({ id, metricStat: statOf(metric), returnData: false })),
    ...expressions.map(([id, expression]) => ({ id, expression: expression as string, returnData: id === 'backlog' })),
  ];
}

type MetricStat = appscaling.CfnScalingPolicy.TargetTrackingMetricStatProperty;

function statOf({ namespace, metricName, dimensions = {}, statistic }: cloudwatch.Metric): MetricStat {
  const named = Object.entries(dimensions).map(([name, value]) => ({ name, value: value as string }));
  return { metric: { namespace, metricName, dimensions: named }, stat: statistic };
}

function nameOf(target: Construct, id: string): string { return `${Names.uniqueResourceName(target, { maxLength: 200 })}${id}`; }

/** The scalable target below the task count of a service, which the L2 does not expose. */
export function scalableTargetOf({ node }: ecs.ScalableTaskCount): appscaling.ScalableTarget {
  return node.findChild('Target') as appscaling.ScalableTarget;
}
