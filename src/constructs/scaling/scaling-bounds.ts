import { Token } from 'aws-cdk-lib';
import { CAPACITY } from '../../facts/scaling';
import { wholeNumberProblem } from '../checks';

/**
 * The minimum and maximum number of tasks of a service that scales.
 */
export interface ScalingBounds {
  /**
   * The minimum number of tasks.
   *
   * With 0, scaling policies on CPU, memory and requests cannot start the first task again; a schedule can.
   *
   * @default - 2, or 1 when `maxTasks` is 1
   */
  readonly minTasks?: number;

  /**
   * The maximum number of tasks.
   */
  readonly maxTasks: number;
}

const DEFAULT_MIN_TASKS = 2;

/** The bounds with the default of `minTasks`. */
export function boundsOf({ minTasks, maxTasks }: ScalingBounds): Required<ScalingBounds> {
  const fewest = Token.isUnresolved(maxTasks) ? DEFAULT_MIN_TASKS : Math.min(DEFAULT_MIN_TASKS, maxTasks);
  return { minTasks: minTasks ?? fewest, maxTasks };
}

export function boundsProblems(bounds: ScalingBounds): string[] {
  const { minTasks, maxTasks } = boundsOf(bounds);
  const problems = [...wholeNumberProblem('minTasks', minTasks, { min: CAPACITY.min }), ...wholeNumberProblem('maxTasks', maxTasks, { min: 1 })];
  return problems.length > 0 ? problems : orderProblems(minTasks, maxTasks);
}

/** AWS refuses a minimum above the maximum. */
export function orderProblems(minTasks: number, maxTasks: number): string[] {
  if (Token.isUnresolved(minTasks) || Token.isUnresolved(maxTasks) || minTasks <= maxTasks) { return []; }
  return [`minTasks (${minTasks}) must not be above maxTasks (${maxTasks})`];
}
