import { ADJUSTMENT_TYPES, SCALING_QUOTAS } from '../../../../facts/scaling';
import { Step, stepProblems } from '../../../../facts/step-adjustments';
import type { List, Node } from '../../../model/evaluation/node';
import type { Violation } from '../../rule';

/** What is wrong with the adjustments of a policy, of a service or of an Auto Scaling group. */
export function* adjustmentProblems(policy: Node): Iterable<Violation> {
  const steps = policy.list('StepAdjustments');
  yield* intervalProblems(steps);
  if (steps.atLeast > SCALING_QUOTAS.stepAdjustments) {
    yield { location: policy.at('StepAdjustments'), severity: 'warning', message: `StepAdjustments has ${steps.atLeast} steps; the quota of a policy is ${SCALING_QUOTAS.stepAdjustments}` };
  }
  yield* typeProblems(policy, steps);
}

function* intervalProblems(steps: List): Iterable<Violation> {
  const intervals = [...steps].map(stepAt);
  if (!intervals.every(step => step !== undefined)) { return; }
  for (const { index, problem } of stepProblems(intervals)) {
    const place = [...steps][index];
    yield { location: place.location, message: `step ${index} ${problem}` };
  }
}

/** The bounds of a step; `undefined` if one of them is unknown. */
function stepAt(place: Node): Step | undefined {
  const [lower, upper] = ['MetricIntervalLowerBound', 'MetricIntervalUpperBound'].map(key => place.number(key));
  const isKnown = [lower, upper].every(bound => bound.isAbsent || bound.known !== undefined);
  return isKnown ? { lower: lower.known, upper: upper.known } : undefined;
}

function* typeProblems(policy: Node, steps: List): Iterable<Violation> {
  const type = policy.text('AdjustmentType');
  const magnitude = policy.number('MinAdjustmentMagnitude');
  if (type.isOneOf([ADJUSTMENT_TYPES.change, ADJUSTMENT_TYPES.exact]) && magnitude.isKnown) {
    yield { location: policy.at('MinAdjustmentMagnitude'), message: `MinAdjustmentMagnitude is ${magnitude}, but AdjustmentType is ${type}; it is only allowed for ${ADJUSTMENT_TYPES.percent}` };
  }
  if (!type.is(ADJUSTMENT_TYPES.exact)) { return; }
  for (const place of [policy, ...steps.sure].filter(each => each.number('ScalingAdjustment').satisfies(value => value < 0))) {
    yield { location: place.at('ScalingAdjustment'), message: `ScalingAdjustment is ${place.number('ScalingAdjustment')}, but AdjustmentType is ${type}; a capacity is not negative` };
  }
}
