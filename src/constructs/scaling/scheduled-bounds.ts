import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import { IConstruct } from 'constructs';
import { renderedProperties } from '../rendered-properties';

/** A scheduled action of the template. */
interface ScheduledAction {
  readonly ScheduledActionName: string;
  readonly ScalableTargetAction?: { readonly MinCapacity?: unknown; readonly MaxCapacity?: unknown };
}

export function isScalableTarget(construct: IConstruct): construct is appscaling.CfnScalableTarget {
  return construct instanceof appscaling.CfnScalableTarget;
}

/** The schedules of a scalable target, however they were added. */
export function scheduledActions(target: appscaling.CfnScalableTarget): readonly ScheduledAction[] {
  return actionsIn(renderedProperties(target));
}

function actionsIn({ ScheduledActions }: Readonly<Record<string, unknown>>): readonly ScheduledAction[] {
  return Array.isArray(ScheduledActions) ? ScheduledActions as ScheduledAction[] : [];
}

/** Schedules with one bound that contradicts the other bound, as set by the target or by another schedule. */
export function contradictions(target: appscaling.CfnScalableTarget): string[] {
  const properties = renderedProperties(target);
  const { MinCapacity, MaxCapacity } = properties;
  const schedules = actionsIn(properties).map(({ ScheduledActionName: id, ScalableTargetAction: bounds }) =>
    ({ id, min: bounds?.MinCapacity, max: bounds?.MaxCapacity }));
  const highest = extreme(Math.max, [MaxCapacity, ...schedules.map(({ max }) => max)]);
  const lowest = extreme(Math.min, [MinCapacity, ...schedules.map(({ min }) => min)]);
  return schedules.flatMap(({ id, min, max }) => [
    ...(max === undefined && isAbove(min, highest)
      ? [`scaling: onSchedule '${id}': minTasks (${String(min)}) is above maxTasks (${highest}); set maxTasks of the schedule too, or raise maxTasks of autoScale`] : []),
    ...(min === undefined && isAbove(lowest, max)
      ? [`scaling: onSchedule '${id}': maxTasks (${String(max)}) is below minTasks (${lowest}); set minTasks of the schedule too, or lower minTasks of autoScale`] : []),
  ]);
}

/** Undefined when one of the bounds is known at deployment only. */
function extreme(choose: (...values: number[]) => number, bounds: readonly unknown[]): number | undefined {
  const given = bounds.filter(bound => bound !== undefined);
  return given.every(bound => typeof bound === 'number') ? choose(...given) : undefined;
}

function isAbove(one: unknown, other: unknown): boolean { return typeof one === 'number' && typeof other === 'number' && one > other; }
