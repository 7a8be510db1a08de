import { TimeZone, Token } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import { orderProblems } from './scaling-bounds';
import { CAPACITY, SCHEDULED_ACTION_NAME } from '../../facts/scaling';
import { expressionProblem, SCALING_SCHEDULE } from '../../facts/schedules';
import { timeZoneProblem } from '../../facts/time-zones';
import { hasFormat } from '../../facts/value-format';
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

export function scheduleProblems(id: string, schedule: ScalingSchedule): string[] {
  const { minTasks, maxTasks } = schedule;
  if (minTasks === undefined && maxTasks === undefined) { return [`onSchedule '${id}' changes nothing; set minTasks or maxTasks`]; }
  return [...timeProblems(id, schedule).map(problem => `onSchedule '${id}': ${problem}`), ...capacityProblems(schedule)];
}

/** What AWS refuses about the name and the times of a scheduled action. */
function timeProblems(id: string, { schedule, timeZone, startTime, endTime }: ScalingSchedule): string[] {
  const problems: string[] = [];
  if (!Token.isUnresolved(id) && !hasFormat(id, SCHEDULED_ACTION_NAME)) { problems.push(`the id must be ${SCHEDULED_ACTION_NAME.form}`); }
  const { expressionString: expression } = schedule;
  const problem = Token.isUnresolved(expression) ? undefined : expressionProblem(expression, SCALING_SCHEDULE);
  if (problem) { problems.push(`schedule '${expression}' ${problem}`); }
  const zone = timeZone?.timezoneName;
  const wrong = zone === undefined || Token.isUnresolved(zone) ? undefined : timeZoneProblem(zone);
  if (wrong?.isCertain) { problems.push(`timeZone '${zone}' ${wrong.problem}`); }
  if (startTime && endTime && startTime > endTime) { problems.push(`startTime (${startTime.toISOString()}) must not be after endTime (${endTime.toISOString()})`); }
  return problems;
}

function capacityProblems({ minTasks, maxTasks }: ScalingSchedule): string[] {
  const problems = [...wholeNumberProblem('minTasks', minTasks, { min: CAPACITY.min }), ...wholeNumberProblem('maxTasks', maxTasks, { min: CAPACITY.min })];
  return problems.length > 0 || minTasks === undefined || maxTasks === undefined ? problems : orderProblems(minTasks, maxTasks);
}
