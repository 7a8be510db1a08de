import { TimeZone } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import { orderProblems } from './scaling-bounds';
import { wholeNumberProblem } from '../checks';

/**
 * The bounds of the number of tasks from a time on.
 */
export interface ScalingSchedule {
  /**
   * When the bounds change, once or again and again.
   */
  readonly schedule: appscaling.Schedule;

  /**
   * The fewest tasks from then on.
   *
   * @default - stays as it is
   */
  readonly minTasks?: number;

  /**
   * The most tasks from then on.
   *
   * @default - stays as it is
   */
  readonly maxTasks?: number;

  /**
   * The time zone of `schedule`.
   *
   * @default - UTC
   */
  readonly timeZone?: TimeZone;

  /**
   * The bounds are not changed before this time.
   *
   * @default - the schedule is in force at once
   */
  readonly startTime?: Date;

  /**
   * The bounds are not changed after this time.
   *
   * @default - the schedule has no end
   */
  readonly endTime?: Date;
}

/** The schedule as Application Auto Scaling names its bounds. */
export function actionOf({ minTasks: minCapacity, maxTasks: maxCapacity, ...rest }: ScalingSchedule): appscaling.ScalingSchedule {
  return { ...rest, minCapacity, maxCapacity };
}

export function scheduleProblems(id: string, { minTasks, maxTasks }: ScalingSchedule): string[] {
  if (minTasks === undefined && maxTasks === undefined) { return [`onSchedule '${id}' changes nothing, give minTasks or maxTasks`]; }
  const problems = [...wholeNumberProblem('minTasks', minTasks, { min: 0 }), ...wholeNumberProblem('maxTasks', maxTasks, { min: 0 })];
  return problems.length > 0 || minTasks === undefined || maxTasks === undefined ? problems : orderProblems(minTasks, maxTasks);
}
