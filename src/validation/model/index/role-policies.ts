import type { ResourceIndex, PointsAt } from './resource-index';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';

/** The types of policies that name their roles. */
export const POLICY_TYPES: readonly string[] = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/** The policies of the app that name a role. */
export function policiesNaming(role: Resource, application: ResourceIndex): readonly Resource[] {
  return POLICY_TYPES.flatMap(type => application.pointingAt(role, type, rolesOf));
}

/** The places where a policy names roles. */
export function rolePlaces(properties: Node): readonly Node[] {
  return [...properties.list('Roles'), properties.get('RoleName')].filter(place => !place.isAbsent);
}

const rolesOf: PointsAt = ({ properties }, application) => rolePlaces(properties)
  .flatMap(place => application.resolve(place, 'AWS::IAM::Role', 'RoleName') ?? []);
