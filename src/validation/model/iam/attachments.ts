import { awsManagedPolicy, awsManagedPolicyName } from './aws-managed-policy';
import { Permissions, PolicySource } from './permissions';
import { statementsOf } from './statement';
import type { Application, PointsAt } from '../application';
import { mayBeChangedOutside } from '../external-access';
import { Node } from '../node';
import type { Resource } from '../resource';

const MANAGED_POLICY = 'AWS::IAM::ManagedPolicy';
const POLICY_TYPES: readonly string[] = ['AWS::IAM::Policy', MANAGED_POLICY, 'AWS::IAM::RolePolicy'];

/** The policies of the app that name a role. */
export function policiesNaming(role: Resource, application: Application): readonly Resource[] {
  return [...ROLES_OF].flatMap(([type, rolesOfType]) => application.pointingAt(role, type, rolesOfType));
}

/** Everything that gives a role permissions. */
export function policySources(role: Resource, application: Application): readonly PolicySource[] {
  const { properties } = role;
  return [
    ...inlinePolicies(properties),
    ...managedPolicies(role, application),
    ...policiesNaming(role, application).map(policy => policyOfApp(policy, policy.coexistsWith(role))),
    ...application.fact(strays).map(policy => policyOfApp(policy, false)),
    ...mayBeChangedOutside(role, application) ? [Permissions.UNKNOWN] : [],
  ];
}

function inlinePolicies(role: Node): readonly PolicySource[] {
  const list = role.list('Policies');
  const sources = list.map(policy => ({ ...statementsOf(policy.get('PolicyDocument')), isSure: true }));
  return list.isKnown ? sources : [...sources, Permissions.UNKNOWN];
}

function managedPolicies(role: Resource, application: Application): readonly PolicySource[] {
  const list = role.properties.list('ManagedPolicyArns');
  const sources = list.map(place => managedPolicy(place, role, application));
  return list.isKnown ? sources : [...sources, Permissions.UNKNOWN];
}

function managedPolicy(place: Node, role: Resource, application: Application): PolicySource {
  const own = application.resolve(place, MANAGED_POLICY);
  if (own) { return policyOfApp(own, own.coexistsWith(role)); }
  const arn = place.asPhrase;
  const name = arn && awsManagedPolicyName(arn);
  return name === undefined ? Permissions.UNKNOWN : awsManagedPolicy(name) ?? Permissions.UNKNOWN;
}

function policyOfApp({ properties }: Resource, isSure: boolean): PolicySource {
  return { ...statementsOf(properties.get('PolicyDocument')), isSure };
}

/** The policies of which it is not known whose they are: they may be any role's. */
function strays(application: Application): readonly Resource[] {
  return POLICY_TYPES.flatMap(type => application.ofType(type)).filter(policy => mayBeAnyones(policy, application));
}

function mayBeAnyones({ properties }: Resource, application: Application): boolean {
  const list = properties.list('Roles');
  return !list.isKnown || rolePlaces(properties).some(place => mayNameAnyRole(place, application));
}

/** A literal name is that of a role with another literal name at most; it may be that of a role which has it elsewhere, or whose name is not known. */
function mayNameAnyRole(place: Node, application: Application): boolean {
  if (application.resolve(place, 'AWS::IAM::Role', 'RoleName')) { return false; }
  const name = place.asText;
  return !name.isKnown || application.fact(hasRoleOfUnknownName) || name.possible.some(each => application.fact(namesOfRoles).has(each));
}

function hasRoleOfUnknownName(application: Application): boolean {
  return application.ofType('AWS::IAM::Role').some(role => role.properties.text('RoleName').isDeferred);
}

function namesOfRoles(application: Application): ReadonlySet<string> {
  return new Set(application.ofType('AWS::IAM::Role').flatMap(role => role.properties.text('RoleName').possible));
}

function rolePlaces(properties: Node): readonly Node[] {
  return [...properties.list('Roles'), properties.get('RoleName')].filter(place => !place.isAbsent);
}

const rolesOf: PointsAt = ({ properties }, application) => rolePlaces(properties)
  .flatMap(place => application.resolve(place, 'AWS::IAM::Role', 'RoleName') ?? []);

/** One function an index: each type has its own. */
const ROLES_OF: ReadonlyMap<string, PointsAt> = new Map(
  POLICY_TYPES.map(type => [type, ((policy, application) => rolesOf(policy, application)) satisfies PointsAt]));
