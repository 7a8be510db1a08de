import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { ContainerNames, overrideProblems } from './rendered-overrides';
import { ForEachDistributedOptions, RunTaskInputOptions, TaskStateMachineOptions } from './task-runner-props';
import { MAP_CONCURRENCY, TOLERATED_FAILURE_PERCENTAGE } from '../../facts/map-states';
import { TASK_TOKEN } from '../../facts/run-task-states';
import { RUN_TASK_COUNT, STARTED_BY } from '../../facts/starter-settings';
import { TaskSize } from '../capacity/task-size';
import { knownDurationProblems, formatProblem, isLike, shown, wholeNumberProblem } from '../checks';
import { WorkloadPlan } from '../workload/workload-plan';

/** Why RunTask refuses these options. */
export function runTaskProblems(options: RunTaskInputOptions, names: ContainerNames): readonly string[] {
  const { count, startedBy } = options;
  return [
    ...wholeNumberProblem('count', count, RUN_TASK_COUNT).map(problem => `${problem}; start more tasks with several calls, or with forEach`),
    ...STARTED_BY.flatMap(format => formatProblem('startedBy', startedBy, format)),
    ...overrideProblems(options, names),
  ];
}

/** Why a map cannot have these options. */
export function mapProblems(options: ForEachDistributedOptions, mode: keyof typeof MAP_CONCURRENCY): readonly string[] {
  const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage, itemReader, itemsPath, timeout } = options;
  const cure = mode === 'inline' ? '; use forEachDistributed for more' : '';
  return [
    ...wholeNumberProblem('maxConcurrency', maxConcurrency, MAP_CONCURRENCY[mode]).map(problem => `${problem}${cure}`),
    ...wholeNumberProblem('toleratedFailurePercentage', toleratedFailurePercentage, TOLERATED_FAILURE_PERCENTAGE),
    ...wholeNumberProblem('toleratedFailureCount', toleratedFailureCount, { min: 0 }),
    ...(itemReader && itemsPath !== undefined ? [`itemsPath ('${itemsPath}') has no effect with itemReader; remove one of them`] : []),
    ...knownDurationProblems('timeout', timeout, { min: 1 }),
  ];
}

/** Why a state machine cannot have these options. */
export function machineProblems({ definition, timeout, ...ofTheTask }: TaskStateMachineOptions): readonly string[] {
  const { stateMachineName: _, tracingEnabled: __, ...given } = ofTheTask;
  const names = definition ? Object.entries(given).filter(([, value]) => value !== undefined).map(([name]) => name) : [];
  return [
    ...(names.length > 0 ? [`${names.join(', ')} cannot be combined with definition; set ${names.length > 1 ? 'them' : 'it'} on its states`] : []),
    ...knownDurationProblems('timeout', timeout, { min: 1 }),
  ];
}

/** Why the compute cannot run a task of another size. That of an existing task definition is not checked. */
export function sizeProblems(plan: WorkloadPlan, size: TaskSize | undefined): readonly string[] {
  if (size !== undefined && !isLike(size, 'cpu')) { return [`size${shown(size)} must be a value of TaskSize; create it with one of its methods`]; }
  return size && !plan.props.taskDefinition ? plan.compute.taskProblems({ ...plan.request, size }).map(problem => `size: ${problem}`) : [];
}

/** Why parameters are not complete outside of a state machine. */
export function pathProblems(parameters: Readonly<Record<string, unknown>>): readonly string[] {
  const paths = sfn.FieldUtils.findReferencedPaths(parameters);
  return paths.length === 0 ? [] : [`the path ${paths.join(', ')} has a value only in a state machine; use task(), or let the code that starts the tasks add it`];
}

/** Why a state that waits for a task token waits for ever. */
export function tokenProblems(parameters: Readonly<Record<string, unknown>>): readonly string[] {
  return TASK_TOKEN.test(JSON.stringify(sfn.FieldUtils.renderObject(parameters)))
    ? []
    : ['integrationPattern WAIT_FOR_TASK_TOKEN requires that the task gets the token; set environment: { TASK_TOKEN: sfn.JsonPath.taskToken }'];
}
