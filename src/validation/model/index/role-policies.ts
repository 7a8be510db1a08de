import type { ResourceIndex, PointsAt } from './resource-index';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';

/** The types of policies that name their roles. */
export const POLICY_TYPES: readonly string[] = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/** The policies of the app that name a role. */
export function policiesNaming(role: Resource, application: ResourceIndex): readonly Resource[] {
  return [...ROLES_OF].flatMap(([type, rolesOfType]) => application.pointingAt(role, type, rolesOfType));
}

/** The places where a policy names roles. */
export function rolePlaces(properties: Node): readonly Node[] {
  return [...properties.list('Roles'), properties.get('RoleName')].filter(place => !place.isAbsent);
}

const rolesOf: PointsAt = ({ properties }, application) => rolePlaces(properties)
  .flatMap(place => application.resolve(place, 'AWS::IAM::Role', 'RoleName') ?? []);

/** One function for each type, as the cache key of its index. */
const ROLES_OF: ReadonlyMap<string, PointsAt> = new Map(
  POLICY_TYPES.map(type => [type, ((policy, application) => rolesOf(policy, application)) satisfies PointsAt]));
