import { Duration } from 'aws-cdk-lib';
import { ScheduledJobProps } from './scheduled-job-props';
import { expressionProblem, FLEXIBLE_MINUTES, SCHEDULER_SCHEDULE } from '../../../facts/schedules';
import { TARGET_FORMATS } from '../../../facts/starter-settings';
import { timeZoneProblem } from '../../../facts/time-zones';
import { knownDurationProblems, isKnownLater, isLike, shown, wholeNumberProblem } from '../../checks';

/** Why EventBridge Scheduler refuses the schedule. */
export function scheduleProblems(props: ScheduledJobProps): readonly string[] {
  const { schedule, flexibleWindow, deliveryAttempts, maxDeliveryAge, scheduleGroup } = props;
  if (!isLike(schedule, 'expressionString')) {
    return [`schedule${shown(schedule)} is required and must be a scheduler.ScheduleExpression, such as ScheduleExpression.rate(Duration.hours(1))`];
  }
  return [
    ...expressionProblems(schedule.expressionString),
    ...zoneProblems(schedule.timeZone?.timezoneName),
    ...windowProblems(flexibleWindow),
    ...periodProblems(props),
    ...(scheduleGroup === undefined || isLike(scheduleGroup, 'scheduleGroupName') ? [] : [`scheduleGroup${shown(scheduleGroup)} must be a scheduler.IScheduleGroup`]),
    ...wholeNumberProblem('deliveryAttempts', deliveryAttempts, boundsOf('RetryPolicy/MaximumRetryAttempts')),
    ...knownDurationProblems('maxDeliveryAge', maxDeliveryAge, boundsOf('RetryPolicy/MaximumEventAgeInSeconds')),
  ];
}

function expressionProblems(expression: string): readonly string[] {
  const problem = isKnownLater(expression) ? undefined : expressionProblem(expression, SCHEDULER_SCHEDULE);
  return problem === undefined ? [] : [`schedule ('${expression}') ${problem}`];
}

function zoneProblems(zone: string | undefined): readonly string[] {
  const found = zone === undefined || isKnownLater(zone) ? undefined : timeZoneProblem(zone);
  return found ? [`the timeZone ('${zone}') of schedule ${found.problem}`] : [];
}

function windowProblems(window: Duration | undefined): readonly string[] {
  const problems = knownDurationProblems('flexibleWindow', window);
  return problems.length > 0 ? problems : wholeNumberProblem('flexibleWindow', window?.toMinutes({ integral: false }), FLEXIBLE_MINUTES, ' minutes');
}

function periodProblems({ start, end }: ScheduledJobProps): readonly string[] {
  const problems = [...dateProblems('start', start), ...dateProblems('end', end)];
  if (problems.length > 0 || !start || !end || start < end) { return problems; }
  return [`start (${start.toISOString()}) must be before end (${end.toISOString()})`];
}

/** `instanceof` is false for a date of another realm. */
function dateProblems(name: string, value: Date | undefined): readonly string[] {
  if (value === undefined) { return []; }
  const isDate = Object.prototype.toString.call(value) === '[object Date]';
  if (isDate && !Number.isNaN(value.getTime())) { return []; }
  return [`${name} (${isDate ? 'Invalid Date' : String(value)}) must be a valid Date, such as new Date('2030-01-01T00:00:00Z')`];
}

function boundsOf(path: string): { readonly min?: number; readonly max?: number } {
  const { min, max } = TARGET_FORMATS.find(format => format.path === path) ?? {};
  return { min, max };
}
