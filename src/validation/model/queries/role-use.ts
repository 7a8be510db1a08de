import { ROLE_USES, RoleUse } from '../../../facts/role-uses';
import { Pipeline } from '../entities/pipeline';
import { Role } from '../entities/role';
import { TaskRunnerIndex } from '../entities/task-definition';
import { taskRunners } from '../entities/task-runners';
import { Node } from '../evaluation/node';
import { PartialString } from '../evaluation/partial-string';
import { places } from '../evaluation/places';
import type { Resource } from '../evaluation/resource';
import { grouped } from '../index/grouped';

/** A role of the app, and a property by which an AWS service assumes it. */
export interface UsedRole {
  readonly use: RoleUse;
  readonly role: Role;
  /** The resource that names the role. */
  readonly user: Resource;
  /** The property that names the role. */
  readonly place: Node;
  /** The parent of that property. */
  readonly around: Node;
}

/** The roles of the app that resources around ECS use, once for each place that names one. */
export function usedRoles(application: TaskRunnerIndex): readonly UsedRole[] {
  return application.memo(findUsedRoles);
}

/** The roles of the app that a resource names. */
export function rolesUsedBy(user: Resource, application: TaskRunnerIndex): readonly UsedRole[] { return application.memo(byUser).get(user) ?? []; }

function byUser(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly UsedRole[]> {
  return grouped(usedRoles(application), ({ user }) => [user]);
}

function findUsedRoles(application: TaskRunnerIndex): readonly UsedRole[] {
  const runners = new Set(taskRunners(application).map(({ resource }) => resource));
  const pipelines = new Set(Pipeline.allOf(application).filter(({ deploysServices }) => deploysServices).map(({ resource }) => resource));
  return ROLE_USES.flatMap(use => application.ofType(use.type)
    .filter(user => use.startsTasks !== true || runners.has(user))
    .filter(user => use.deploysServices !== true || pipelines.has(user))
    .flatMap(user => placesOf(use, user).flatMap(({ around, place }) => {
      const role = Role.at(place, application);
      return role ? [{ use, role, user, place, around }] : [];
    })));
}

function placesOf({ path, beside }: RoleUse, { properties }: Resource): readonly { readonly around: Node; readonly place: Node }[] {
  const end = path.lastIndexOf('/');
  const key = path.slice(end + 1);
  const around = end < 0 ? [properties] : places(properties, path.slice(0, end));
  const isMeant = (node: Node) => beside === undefined || places(node, beside).some(({ isFilled }) => isFilled);
  return around.filter(isMeant).map(node => ({ around: node, place: node.get(key) }));
}

/** The resource that the role needs to access there; an unknown resource may be any. */
export function resourceOf({ use, around }: UsedRole): PartialString {
  if (use.needs?.resource === undefined) { return PartialString.ANY; }
  const [place] = places(around, use.needs.resource);
  const named = place?.asPartialString;
  // a family without revision means its latest revision
  return named === undefined || named.literal !== undefined ? PartialString.ANY : named;
}
