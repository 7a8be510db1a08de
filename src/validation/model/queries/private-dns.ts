import { PRIVATE_DNS } from '../../../facts/private-dns';
import { places } from '../evaluation/places';
import type { Resource } from '../evaluation/resource';
import type { ResourceIndex } from '../index/resource-index';
import { mayBeAny } from '../index/unresolved-reference';

/** Whether DNS names of AWS may resolve differently in a VPC, because of a private hosted zone or a custom resolver. */
export function mayAnswerOtherwise(vpc: Resource | undefined, application: ResourceIndex): boolean {
  const { vpcs, isAnyUnknown } = application.memo(withPrivateDns);
  return isAnyUnknown || vpc !== undefined && vpcs.has(vpc);
}

function withPrivateDns(application: ResourceIndex): { readonly vpcs: ReadonlySet<Resource>; readonly isAnyUnknown: boolean } {
  const named = PRIVATE_DNS.flatMap(({ type, vpcs }) => application.ofType(type).flatMap(({ properties }) => places(properties, vpcs)));
  const isListUnknown = application.ofType('AWS::Route53::HostedZone').some(({ properties }) => properties.list('VPCs').isKnown === false);
  return {
    vpcs: new Set(named.flatMap(place => place.asAttribute?.resource ?? [])),
    isAnyUnknown: isListUnknown || named.some(place => mayBeAny(place)),
  };
}
