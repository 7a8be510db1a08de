import type { Call } from './call';
import { ENDPOINT_ACTIONS, IMAGE_LAYERS } from '../../../facts/endpoint-policies';
import { EndpointService, OWN_REGION } from '../../../facts/vpc-endpoints';
import type { Subnet } from '../entities/subnet';
import type { VpcEndpoint } from '../entities/vpc-endpoint';
import type { Node } from '../evaluation/node';
import type { Part } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import { anyElement, statementsOf, WrittenStatement } from '../iam/statement';

/** An action that the policy of an endpoint certainly forbids. */
export interface ForbiddenAction {
  readonly endpoint: VpcEndpoint;
  readonly action: string;
  /** What the action is on, if it is not anything. */
  readonly on?: string;
}

interface Need {
  readonly action: string;
  readonly resource: PartialString;
  readonly on?: string;
}

/** The action of a call that the policies of all endpoints forbid, through one of which the call certainly goes. */
export function forbiddenAction(call: Call, subnet: Subnet): ForbiddenAction | undefined {
  for (const service of call.services) {
    const endpoints = subnet.endpointsFor(service, call.region).all;
    const areUsed = endpoints.every(endpoint => isUsed(endpoint, service, call.region));
    const [endpoint] = endpoints;
    if (!endpoint || !areUsed) { continue; }
    const need = needsOf(service, call).find(each => endpoints.every(({ node }) => forbids(node.get('PolicyDocument'), each)));
    if (need) { return { endpoint, action: need.action, on: need.on }; }
  }
  return undefined;
}

/** A gateway endpoint is a route, which is more specific than the default route. */
function isUsed(endpoint: VpcEndpoint, service: EndpointService, region: string): boolean {
  return endpoint.isGateway ? !endpoint.resource.isConditional : endpoint.answersTo(service, region);
}

function needsOf(service: EndpointService, { services, region }: Call): readonly Need[] {
  const pullsImage = service === 's3' && services.includes('ecr.dkr');
  if (!pullsImage) { return (ENDPOINT_ACTIONS.get(service) ?? []).map(action => ({ action, resource: PartialString.ANY })); }
  const [before, after] = IMAGE_LAYERS.bucket;
  const part = region === OWN_REGION ? pseudo('AWS::Region') : region;
  const resource = PartialString.made(['arn:', pseudo('AWS::Partition'), `:s3:::${before}`, part, `${after}/layer`]);
  return [{ action: IMAGE_LAYERS.action, resource, on: `${before}${region}${after}` }];
}

function pseudo(name: string): Part { return { kind: 'pseudo', name }; }

/** Whether no statement may allow it, or one denies it to everybody. */
function forbids(document: Node, { action, resource }: Need): boolean {
  if (!document.isGiven) { return false; }
  const statements = statementsOf(document);
  const isDenied = statements.known.some(each => each.effect === 'Deny' && isAboutEverybody(each) && each.covers(action, resource) === 'yes');
  return isDenied || statements.every(each => each.effect === 'Deny' || each.covers(action, resource) === 'no');
}

function isAboutEverybody({ node }: WrittenStatement): boolean {
  const principal = node.get('Principal');
  return principal.asText.is('*') || anyElement(principal.get('AWS'), who => who.literal === '*' ? 'yes' : 'no') === 'yes';
}
