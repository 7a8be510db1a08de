import { CODE_HOLDERS, FORWARDING_ACTION, FORWARDING_POLICIES } from '../../../facts/external-access';
import { Role } from '../entities/role';
import { Node } from '../evaluation/node';
import { places } from '../evaluation/places';
import type { Resource } from '../evaluation/resource';
import { elements, statementsOf, WrittenStatement } from '../iam/statement';
import type { ResourceIndex } from '../index/resource-index';
import { policiesNaming } from '../index/role-policies';
import { ruleCalls } from '../index/rule-calls';

/** Whether code in the app may create listeners for any target group. It can find the target group by tags or name. */
export function mayForwardAnywhere(application: ResourceIndex): boolean { return application.memo(hasListenerWriters); }

function hasListenerWriters(application: ResourceIndex): boolean {
  const calls = ruleCalls(application);
  return Object.entries(CODE_HOLDERS).some(([type, { role }]) => application.ofType(type).filter(holder => !calls.areAllThatRuns(holder))
    .some(({ properties }) => mayWrite([properties.get('Policies')]) || places(properties, role ?? 'Role').some(place => roleMayWrite(place, application))));
}

function roleMayWrite(place: Node, application: ResourceIndex): boolean {
  const role = Role.at(place, application)?.resource;
  return role !== undefined && (mayWrite(documentsOf(role, application)) || mayWrite([role.properties.get('ManagedPolicyArns')]));
}

function documentsOf(role: Resource, application: ResourceIndex): readonly Node[] {
  const apart = policiesNaming(role, application).map(({ properties }) => properties.get('PolicyDocument'));
  return [...role.properties.list('Policies').map(policy => policy.get('PolicyDocument')), ...apart];
}

/** Whether policies, or the statements in their documents, allow changes of any listener. */
function mayWrite(policyPlaces: readonly Node[]): boolean {
  return policyPlaces.flatMap(place => [...elements(place)]).some(policy => {
    const managed = policy.asPartialString;
    return managed ? FORWARDING_POLICIES.test(`:policy/${managed.tail.slice(managed.tail.lastIndexOf('/') + 1)}`) : statementsOf(policy).known.some(isAboutAnyListener);
  });
}

function isAboutAnyListener(statement: WrittenStatement): boolean {
  return statement.effect !== 'Deny' && elements(statement.node.get('Action')).texts.some(action => FORWARDING_ACTION.test(action)) && statement.resources.texts.includes('*');
}
