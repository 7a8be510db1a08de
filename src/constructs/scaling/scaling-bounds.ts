import { Token } from 'aws-cdk-lib';

/**
 * Between how many tasks a service scales.
 */
export interface ScalingBounds {
  /**
   * Tasks that run at the least.
   *
   * With 0 the policies on CPU, memory and requests cannot start the first task again; a schedule can.
   *
   * @default - 2, or 1 when `maxTasks` is 1
   */
  readonly minTasks?: number;

  /**
   * Tasks that run at the most.
   */
  readonly maxTasks: number;
}

const DEFAULT_MIN_TASKS = 2;

/** The bounds with what is left out filled in. */
export function boundsOf({ minTasks, maxTasks }: ScalingBounds): Required<ScalingBounds> {
  const fewest = Token.isUnresolved(maxTasks) ? DEFAULT_MIN_TASKS : Math.min(DEFAULT_MIN_TASKS, maxTasks);
  return { minTasks: minTasks ?? fewest, maxTasks };
}

export function boundsProblems(bounds: ScalingBounds): string[] {
  const { minTasks, maxTasks } = boundsOf(bounds);
  const problems = [...countProblem('scaling.minTasks', minTasks, 0), ...countProblem('scaling.maxTasks', maxTasks, 1)];
  if (problems.length === 0 && !Token.isUnresolved(minTasks) && !Token.isUnresolved(maxTasks) && minTasks > maxTasks) {
    problems.push(`scaling.minTasks (${minTasks}) must not be above scaling.maxTasks (${maxTasks})`);
  }
  return problems;
}

export function countProblem(name: string, value: number, lowest: number): string[] {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && value >= lowest)) { return []; }
  return [`${name} (${value}) must be a whole number of at least ${lowest}`];
}
