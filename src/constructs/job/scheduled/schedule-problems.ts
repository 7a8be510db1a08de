import { Token } from 'aws-cdk-lib';
import { ScheduledJobProps } from './scheduled-job-props';
import { expressionProblem, FLEXIBLE_MINUTES, SCHEDULER_SCHEDULE } from '../../../facts/schedules';
import { TARGET_FORMATS } from '../../../facts/starter-settings';
import { timeZoneProblem } from '../../../facts/time-zones';
import { isKnownLater, isLike, secondsProblem, shown, wholeNumberProblem } from '../../checks';

/** Why EventBridge Scheduler refuses the schedule. */
export function scheduleProblems(props: ScheduledJobProps): readonly string[] {
  const { schedule, flexibleWindow, deliveryAttempts, maxDeliveryAge } = props;
  if (!isLike(schedule, 'expressionString')) {
    return [`schedule${shown(schedule)} is required and must be a scheduler.ScheduleExpression, such as ScheduleExpression.rate(Duration.hours(1))`];
  }
  return [
    ...expressionProblems(schedule.expressionString),
    ...zoneProblems(schedule.timeZone?.timezoneName),
    ...windowProblems(flexibleWindow?.toMinutes({ integral: false })),
    ...periodProblems(props),
    ...wholeNumberProblem('deliveryAttempts', deliveryAttempts, boundsOf('RetryPolicy/MaximumRetryAttempts')),
    ...secondsProblem('maxDeliveryAge', maxDeliveryAge, boundsOf('RetryPolicy/MaximumEventAgeInSeconds')),
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

function windowProblems(minutes: number | undefined): readonly string[] {
  return wholeNumberProblem('flexibleWindow', minutes, FLEXIBLE_MINUTES, ' minutes');
}

function periodProblems({ start, end }: ScheduledJobProps): readonly string[] {
  if (!start || !end || Token.isUnresolved(start) || start < end) { return []; }
  return [`start (${start.toISOString()}) must be before end (${end.toISOString()})`];
}

function boundsOf(path: string): { readonly min?: number; readonly max?: number } {
  const { min, max } = TARGET_FORMATS.find(format => format.path === path) ?? {};
  return { min, max };
}
