import type { Node } from './evaluation/node';
import type { Launch } from './launch';
import type { Role } from './role';
import type { TaskDefinition } from './task-definition';

/** The two roles of a task: ECS starts it with the first, its containers call AWS with the second. */
export type TaskRoleKey = 'ExecutionRoleArn' | 'TaskRoleArn';

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
  const { launches, application } = task;
  const isUsed = launches.length > 0;
  const places = isUsed ? launches.map(launch => rolePlaceOf(launch, key)) : [task.node.get(key)];
  return [...new Set(places.map(place => place && application.roleAt(place)))].flatMap(role => role ? [{ role, isUsed }] : []);
}

/** Where the role that a task runner starts tasks with is named. */
export function rolePlaceOf({ overrides, taskDefinition }: Launch, key: TaskRoleKey): Node | undefined {
  return overrides?.replaces(key) ? overrides.role(key) : taskDefinition?.node.get(key);
}
