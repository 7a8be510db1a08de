import type { TaskRunner } from '../entities/task-runner';

/** Why the tasks of a task runner run where they do, as a clause. */
export function computeReason({ launchType, strategies }: TaskRunner): string {
  if (launchType.known !== undefined) { return `LaunchType is ${launchType}`; }
  return strategies.length === 0 ? 'LaunchType is not set' : 'their capacity provider has instances';
}
