import { Token } from 'aws-cdk-lib';
import { STATE_RETRIES } from '../../../../facts/workflows';
import { capacityTypeProblems } from '../../../capacity/capacity-type-problems';
import { Compute } from '../../../capacity/compute';
import { knownDurationProblems, knownProblems, wholeNumberProblem } from '../../../checks';
import type { WorkflowExecutionOptions } from '../job-execution';

/** Why Step Functions refuses the workflow, or ECS the further attempts. */
export function workflowProblems(options: WorkflowExecutionOptions, compute: Compute, fallback: Compute | undefined): readonly string[] {
  const { retryAttempts, retryInterval, backoffRate, timeout, fallbackCapacity } = options;
  return [
    ...knownProblems('retryAttempts', retryAttempts),
    ...wholeNumberProblem('retryAttempts', retryAttempts, STATE_RETRIES.attempts),
    ...knownDurationProblems('retryInterval', retryInterval, STATE_RETRIES.intervalSeconds),
    ...backoffProblems(backoffRate),
    ...knownDurationProblems('timeout', timeout, STATE_RETRIES.timeoutSeconds),
    ...(fallbackCapacity === undefined ? [] : capacityTypeProblems('fallbackCapacity', fallbackCapacity)),
    ...(fallback ? fallbackProblems(compute, fallback) : []),
  ];
}

function backoffProblems(rate: number | undefined): readonly string[] {
  if (rate === undefined) { return []; }
  if (Token.isUnresolved(rate)) { return knownProblems('backoffRate', rate); }
  const { min } = STATE_RETRIES.backoffRate;
  return Number.isFinite(rate) && rate >= min ? [] : [`backoffRate (${rate}) must be at least ${min}, and finite`];
}

/** The first attempt and the others run the same task definition. */
function fallbackProblems(compute: Compute, fallback: Compute): readonly string[] {
  const [of, by] = [compute, fallback].map(({ name, networkMode }) => `${name} with network mode ${networkMode}`);
  return [
    ...(of === by ? [] : [`fallbackCapacity (${by}) cannot run the task definition of capacity (${of}); use the same kind of compute and the same network mode`]),
    ...fallback.clusterProblems().map(problem => `fallbackCapacity: ${problem}`),
  ];
}
