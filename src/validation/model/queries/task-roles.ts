import { Role } from '../entities/role';
import type { TaskDefinition } from '../entities/task-definition';
import type { TaskRoleKey } from '../entities/task-overrides';

/** A role of the app in a task definition or its overrides. */
export interface RoleOfTasks {
  readonly role: Role;
  /** Whether a task runner in the app uses it. */
  readonly isUsed: boolean;
}

/**
 * The roles of the tasks of a task definition: for each task runner, the role of its overrides, or else of the task definition.
 * Without a task runner in the app, it is the role of the task definition.
 */
export function rolesOfTasks(task: TaskDefinition, key: TaskRoleKey): readonly RoleOfTasks[] {
  const { taskRunners, application } = task;
  const isUsed = taskRunners.length > 0;
  const places = isUsed ? taskRunners.map(runner => runner.rolePlaceOf(key)) : [task.node.get(key)];
  return [...new Set(places.map(place => place && Role.at(place, application)))].flatMap(role => role ? [{ role, isUsed }] : []);
}
