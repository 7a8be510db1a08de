import { Role } from '../entities/role';
import type { TaskDefinition } from '../entities/task-definition';
import type { TaskRoleKey } from '../entities/task-overrides';

/** A role of the app that tasks of a task definition use. */
export interface RoleOfTasks {
  readonly role: Role;
  /** Whether something in the app runs tasks with it. */
  readonly isUsed: boolean;
}

/**
 * The roles that tasks of a task definition use: for each task runner the role of its overrides, or else that of the task definition.
 * Without a task runner in the app it is the role of the task definition.
 */
export function rolesOfTasks(task: TaskDefinition, key: TaskRoleKey): readonly RoleOfTasks[] {
  const { taskRunners, application } = task;
  const isUsed = taskRunners.length > 0;
  const places = isUsed ? taskRunners.map(runner => runner.rolePlaceOf(key)) : [task.node.get(key)];
  return [...new Set(places.map(place => place && Role.at(place, application)))].flatMap(role => role ? [{ role, isUsed }] : []);
}
