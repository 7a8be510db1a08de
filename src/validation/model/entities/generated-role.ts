import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { awsManagedPolicy, awsManagedPolicyName } from '../iam/aws-managed-policy';
import { Permissions, PolicySource } from '../iam/permissions';
import { elements, statementsOf } from '../iam/statement';
import type { ResourceIndex } from '../index/resource-index';

const MACHINE = 'AWS::Serverless::StateMachine';
const CONNECTOR = 'AWS::Serverless::Connector';

/** Whether SAM creates the role of a resource from its `Policies`. The model then uses the resource as the role. */
export function hasGeneratedRole({ type }: Resource): boolean { return type === MACHINE; }

/** The state machine whose `Role` is absent at a place, so that SAM creates the role. */
export function generatedRoleAt({ isAbsent, resource, location }: Node): Resource | undefined {
  return isAbsent && hasGeneratedRole(resource) && location.path === 'Properties.Role' ? resource : undefined;
}

/**
 * The policies of a role that SAM creates: names and ARNs of policies, policy documents, and policy templates, which are not followed.
 * A connector may add more.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html
 */
export function generatedPolicies(machine: Resource, application: ResourceIndex): readonly PolicySource[] {
  const policies = elements(machine.properties.get('Policies'));
  const mayHaveMore = !policies.isKnown || machine.written('Connectors') !== undefined || application.ofType(CONNECTOR).length > 0;
  return [...policies.map(policyAt), ...mayHaveMore ? [Permissions.UNKNOWN] : []];
}

function policyAt(place: Node): PolicySource {
  if (place.get('Statement').isGiven) { return { statements: statementsOf(place), isSure: true }; }
  const name = place.asPartialString && (awsManagedPolicyName(place.asPartialString) ?? place.asPartialString.literal);
  return name === undefined ? Permissions.UNKNOWN : awsManagedPolicy(name) ?? Permissions.UNKNOWN;
}
