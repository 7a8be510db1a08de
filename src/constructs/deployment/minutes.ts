import { Duration } from 'aws-cdk-lib';
import { Bounds, wholeNumberProblem } from '../checks';

/** How many minutes a duration is; 0 for one that is known at deployment only. */
export function minutesOf(duration: Duration): number { return duration.isUnresolved() ? 0 : duration.toMinutes({ integral: false }); }

/** A duration of whole minutes; one that is known at deployment only is accepted. */
export function minutesProblem(name: string, duration: Duration | undefined, bounds: Bounds): string[] {
  return duration === undefined || duration.isUnresolved() ? [] : wholeNumberProblem(name, duration.toMinutes({ integral: false }), bounds, ' minutes');
}
