import { generatedPolicies, hasGeneratedRole } from './generated-role';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { awsManagedPolicy, awsManagedPolicyName } from '../iam/aws-managed-policy';
import { Permissions, PolicySource } from '../iam/permissions';
import { statementsOf } from '../iam/statement';
import { mayBeChangedOutside } from '../index/external-access';
import type { ResourceIndex } from '../index/resource-index';
import { policiesNaming, POLICY_TYPES, rolePlaces } from '../index/role-policies';
import { mayNameOne } from '../index/unresolved-reference';

const MANAGED_POLICY = 'AWS::IAM::ManagedPolicy';

/** All sources of the permissions of a role. */
export function policySources(role: Resource, application: ResourceIndex): readonly PolicySource[] {
  const { properties } = role;
  return [
    ...hasGeneratedRole(role) ? generatedPolicies(role, application) : [...inlinePolicies(properties), ...managedPolicies(role, application)],
    ...policiesNaming(role, application).map(policy => policyOfApp(policy, policy.coexistsWith(role))),
    ...application.memo(policiesOfUnknownRoles).map(policy => policyOfApp(policy, false)),
    ...mayBeChangedOutside(role, application) ? [Permissions.UNKNOWN] : [],
  ];
}

function inlinePolicies(role: Node): readonly PolicySource[] {
  const list = role.list('Policies');
  const sources = list.map(policy => ({ statements: statementsOf(policy.get('PolicyDocument')), isSure: true }));
  return list.isKnown ? sources : [...sources, Permissions.UNKNOWN];
}

function managedPolicies(role: Resource, application: ResourceIndex): readonly PolicySource[] {
  const list = role.properties.list('ManagedPolicyArns');
  const sources = list.map(place => managedPolicy(place, role, application));
  return list.isKnown ? sources : [...sources, Permissions.UNKNOWN];
}

function managedPolicy(place: Node, role: Resource, application: ResourceIndex): PolicySource {
  const own = application.resolve(place, MANAGED_POLICY);
  if (own) { return policyOfApp(own, own.coexistsWith(role)); }
  const arn = place.asPartialString;
  const name = arn && awsManagedPolicyName(arn);
  return name === undefined ? Permissions.UNKNOWN : awsManagedPolicy(name) ?? Permissions.UNKNOWN;
}

function policyOfApp({ properties }: Resource, isSure: boolean): PolicySource {
  return { statements: statementsOf(properties.get('PolicyDocument')), isSure };
}

/** The policies whose roles are unknown; they may belong to any role. */
function policiesOfUnknownRoles(application: ResourceIndex): readonly Resource[] {
  return POLICY_TYPES.flatMap(type => application.ofType(type)).filter(policy => mayBeAnyones(policy, application));
}

function mayBeAnyones({ properties }: Resource, application: ResourceIndex): boolean {
  const list = properties.list('Roles');
  return !list.isKnown || rolePlaces(properties).some(place => mayNameOne(place, 'AWS::IAM::Role', application));
}
