/** One step of a step scaling policy: where it begins and ends, relative to the threshold of the alarm. A bound that is not set is open. */
export interface Step {
  readonly lower?: number;
  readonly upper?: number;
}

/** What is wrong with the steps of a policy: the step at `index`, and why. */
export interface StepProblem {
  readonly index: number;
  readonly problem: string;
}

/**
 * Why PutScalingPolicy refuses the intervals of step adjustments. "The ranges of your step adjustments can't overlap or have a gap. At most one step adjustment can have a
 * null lower bound. If one step adjustment has a negative lower bound, then there must be a step adjustment with a null lower bound", the same holds for upper bounds, and "the
 * upper and lower bound can't be null in the same step adjustment".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html
 */
export function stepProblems(steps: readonly Step[]): readonly StepProblem[] {
  const alone = steps.flatMap((step, index) => [aloneProblem(step)].flat().map(problem => ({ index, problem })));
  return alone.length > 0 ? alone : [...openProblems(steps, 'lower'), ...openProblems(steps, 'upper'), ...neighbourProblems(steps)].slice(0, 1);
}

function aloneProblem({ lower, upper }: Step): readonly string[] {
  if (lower === undefined && upper === undefined) { return ['has neither a lower nor an upper bound']; }
  return lower !== undefined && upper !== undefined && lower >= upper ? [`has a lower bound (${lower}) that is not below its upper bound (${upper})`] : [];
}

function openProblems(steps: readonly Step[], side: 'lower' | 'upper'): readonly StepProblem[] {
  const open = steps.flatMap((step, index) => step[side] === undefined ? [index] : []);
  if (open.length > 1) { return [{ index: open[1], problem: `has no ${side} bound, as does step ${open[0]}; only one may` }]; }
  const beyond = steps.findIndex(step => side === 'lower' ? (step.lower ?? 0) < 0 : (step.upper ?? 0) > 0);
  if (open.length > 0 || beyond < 0) { return []; }
  const bound = side === 'lower' ? 'a negative lower bound' : 'a positive upper bound';
  return [{ index: beyond, problem: `has ${bound} (${steps[beyond][side]}), but no step is without ${side === 'lower' ? 'a lower' : 'an upper'} bound` }];
}

function neighbourProblems(steps: readonly Step[]): readonly StepProblem[] {
  const intervals = steps.map(({ lower = -Infinity, upper = Infinity }, index) => ({ index, from: lower, to: upper }));
  const sorted = intervals.sort((one, other) => one.from - other.from);
  return sorted.slice(1).flatMap((step, position) => {
    const before = sorted[position];
    if (before.to > step.from) { return [{ index: step.index, problem: `overlaps step ${before.index}` }]; }
    return before.to < step.from ? [{ index: step.index, problem: `begins at ${step.from}, but step ${before.index} ends at ${before.to}, which leaves a gap` }] : [];
  });
}
