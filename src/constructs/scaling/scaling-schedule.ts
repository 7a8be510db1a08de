import { TimeZone } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import { orderProblems } from './scaling-bounds';
import { wholeNumberProblem } from '../checks';

/**
 * A scheduled change of the minimum and maximum number of tasks.
 */
export interface ScalingSchedule {
  /**
   * When the bounds change: once, or repeatedly.
   */
  readonly schedule: appscaling.Schedule;

  /**
   * The new minimum number of tasks.
   *
   * @default - unchanged
   */
  readonly minTasks?: number;

  /**
   * The new maximum number of tasks.
   *
   * @default - unchanged
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
   * @default - the schedule takes effect immediately
   */
  readonly startTime?: Date;

  /**
   * The bounds are not changed after this time.
   *
   * @default - the schedule has no end
   */
  readonly endTime?: Date;
}

/** The schedule with the names of Application Auto Scaling. */
export function actionOf({ minTasks: minCapacity, maxTasks: maxCapacity, ...rest }: ScalingSchedule): appscaling.ScalingSchedule {
  return { ...rest, minCapacity, maxCapacity };
}

export function scheduleProblems(id: string, { minTasks, maxTasks }: ScalingSchedule): string[] {
  if (minTasks === undefined && maxTasks === undefined) { return [`onSchedule '${id}' changes nothing; set minTasks or maxTasks`]; }
  const problems = [...wholeNumberProblem('minTasks', minTasks, { min: 0 }), ...wholeNumberProblem('maxTasks', maxTasks, { min: 0 })];
  return problems.length > 0 || minTasks === undefined || maxTasks === undefined ? problems : orderProblems(minTasks, maxTasks);
}
