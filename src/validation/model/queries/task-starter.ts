import { usedRoles } from './role-use';
import { TAG_CALL, TAG_LISTS, WAITING_CALLS } from '../../../facts/task-starters';
import { Role } from '../entities/role';
import { Service } from '../entities/service';
import { TaskRunnerIndex } from '../entities/task-definition';
import type { TaskRunner } from '../entities/task-runner';
import { taskRunners } from '../entities/task-runners';
import { Node } from '../evaluation/node';
import { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';
import { grouped } from '../index/grouped';

const DEPLOYMENT_GROUP = 'AWS::CodeDeploy::DeploymentGroup';

/** A role that starts tasks: of a task runner, or of a CodeDeploy deployment group. */
export interface TaskStarter {
  readonly role: Role;
  /** The place that names the role. */
  readonly place: Node;
  /** The name of the starter, as messages print it. */
  readonly label: string;
  /** The roles of the app that it passes to the tasks. */
  readonly passedRoles: readonly Role[];
  /** The task definitions that it starts, unless another rule checks that. */
  readonly started: readonly PartialString[];
  /** The actions it calls in addition to starting tasks and passing their roles. */
  readonly alsoCalls: readonly string[];
  /** Whether it waits until a task has ended. */
  readonly waits: boolean;
}

export function taskStarters(application: TaskRunnerIndex): readonly TaskStarter[] {
  return [...runnersWithRoles(application), ...deploymentGroups(application)];
}

/** The resources that start tasks, each with its task runners. */
export function startingResources(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly TaskRunner[]> { return application.memo(byResource); }

function byResource(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly TaskRunner[]> {
  return grouped(taskRunners(application).filter(({ startsTasks }) => startsTasks), ({ resource }) => [resource]);
}

/** One starter for each place that names a role: all states of a state machine share one. */
function runnersWithRoles(application: TaskRunnerIndex): readonly TaskStarter[] {
  const byPlace = grouped(taskRunners(application), ({ rolePlace }) => rolePlace ? [rolePlace] : []);
  return [...byPlace].flatMap(([place, runners]) => {
    const role = Role.at(place, application);
    return role ? [starter(role, place, runners)] : [];
  });
}

/** CodeDeploy creates task sets in the services it deploys. */
function deploymentGroups(application: TaskRunnerIndex): readonly TaskStarter[] {
  return usedRoles(application).filter(({ user }) => user.type === DEPLOYMENT_GROUP).map(({ role, place, user }) => {
    const services = user.properties.list('ECSServices').map(service => application.resolve(service.get('ServiceName'), Service.TYPE, 'ServiceName'));
    const tasks = services.flatMap(service => service ? application.view(Service, service).taskDefinition ?? [] : []);
    const passedRoles = tasks.flatMap(({ executionRole, taskRole }) => [executionRole, taskRole]).filter(each => each !== undefined);
    return { role, place, label: user.logicalId, passedRoles: [...new Set(passedRoles)], started: [], alsoCalls: [], waits: false };
  });
}

function starter(role: Role, place: Node, runners: readonly TaskRunner[]): TaskStarter {
  return {
    role,
    place,
    label: place.resource.logicalId,
    passedRoles: [...new Set(runners.flatMap(rolesPassedBy))],
    started: runners.flatMap(startedBy),
    alsoCalls: [...new Set(runners.flatMap(callsOf))],
    waits: runners.some(({ isWaitedFor }) => isWaitedFor),
  };
}

/** The roles of its overrides, or else those of the task definition. */
function rolesPassedBy({ executionRole, taskRole }: TaskRunner): readonly Role[] {
  return [executionRole, taskRole].filter(role => role !== undefined);
}

/** The task definition that it starts; a family may have any revision. For event rules, schedules and pipes, another rule checks the permission. */
function startedBy({ starter: kind, taskDefinitionPlace }: TaskRunner): readonly PartialString[] {
  if (kind !== 'state' && kind !== 'sdkState' && kind !== 'customResource') { return []; }
  const named = taskDefinitionPlace.asPartialString;
  return [named === undefined || named.resources.length === 0 ? PartialString.ANY : named];
}

function callsOf({ node, isWaitedFor }: TaskRunner): readonly string[] {
  const starts = isWaitedFor ? WAITING_CALLS : [];
  const hasTags = node.text('PropagateTags').is('TASK_DEFINITION') || TAG_LISTS.some(key => node.list(key).atLeast > 0);
  return hasTags ? [...starts, TAG_CALL] : starts;
}
