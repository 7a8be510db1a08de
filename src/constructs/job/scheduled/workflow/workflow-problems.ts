import { STATE_RETRIES } from '../../../../facts/workflows';
import { Compute } from '../../../capacity/compute';
import { secondsProblem, wholeNumberProblem } from '../../../checks';
import type { WorkflowExecutionOptions } from '../job-execution';

/** Why Step Functions refuses the workflow, or ECS the further attempts. */
export function workflowProblems(options: WorkflowExecutionOptions, compute: Compute, fallback: Compute | undefined): readonly string[] {
  const { retryAttempts, retryInterval, backoffRate, timeout } = options;
  return [
    ...wholeNumberProblem('retryAttempts', retryAttempts, STATE_RETRIES.attempts),
    ...secondsProblem('retryInterval', retryInterval, STATE_RETRIES.intervalSeconds),
    ...(backoffRate === undefined || backoffRate >= STATE_RETRIES.backoffRate.min ? [] : [`backoffRate (${backoffRate}) must be at least ${STATE_RETRIES.backoffRate.min}`]),
    ...secondsProblem('timeout', timeout, STATE_RETRIES.timeoutSeconds),
    ...(fallback ? fallbackProblems(compute, fallback) : []),
  ];
}

/** The first attempt and the others run the same task definition. */
function fallbackProblems(compute: Compute, fallback: Compute): readonly string[] {
  const [of, by] = [compute, fallback].map(({ name, networkMode }) => `${name} with network mode ${networkMode}`);
  return [
    ...(of === by ? [] : [`fallbackCapacity (${by}) cannot run the task definition of capacity (${of}); use the same kind of compute and the same network mode`]),
    ...fallback.clusterProblems().map(problem => `fallbackCapacity: ${problem}`),
  ];
}
