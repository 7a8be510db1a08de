import { entityAt } from '../entities/entity';
import { NatGateway } from '../entities/nat-gateway';
import type { Subnet } from '../entities/subnet';
import type { Resource } from '../evaluation/resource';
import { mayBeChangedOutside } from '../index/external-access';
import type { ResourceIndex } from '../index/resource-index';

const ATTACHMENT = 'AWS::EC2::VPCGatewayAttachment';

/** A NAT gateway that the default route of a subnet leads to, and the reason why it certainly does not reach the internet. */
export interface DeadEnd {
  readonly gateway: NatGateway;
  readonly reason: string;
}

/** The dead end that the default route of a subnet leads to. */
export function deadEndOf(subnet: Subnet): DeadEnd | undefined {
  const gateway = natGatewayOf(subnet);
  const place = gateway?.subnet;
  if (!gateway || !place) { return undefined; }
  if (gateway.isPrivate && place.egress.is('internet gateway')) { return { gateway, reason: 'its ConnectivityType is private, so that it has no public IP address' }; }
  if (place.egress.is('none')) { return { gateway, reason: `subnet ${place.resource.logicalId} has no route to an internet gateway` }; }
  return natGatewayOf(place) === gateway
    ? { gateway, reason: `the default route of subnet ${place.resource.logicalId} leads back to it instead of to an internet gateway` }
    : undefined;
}

/** The NAT gateway of the app that the default route of a subnet leads to. */
export function natGatewayOf({ defaultRoute: route, application }: Subnet): NatGateway | undefined {
  return route && entityAt(NatGateway, route.properties.get('NatGatewayId'), application);
}

interface Unattached {
  readonly route: Resource;
  readonly gateway: Resource;
}

/** The internet gateway of the default route of a subnet, if it is certainly not attached to the VPC of the route table. */
export function unattachedGatewayOf({ defaultRoute: route, application }: Subnet): Unattached | undefined {
  const gateway = route?.properties.target('GatewayId') ?? route?.properties.target('EgressOnlyInternetGatewayId');
  const vpc = route?.properties.target('RouteTableId')?.properties.target('VpcId');
  return route && gateway && vpc && !mayBelongTo(vpc, gateway, application) ? { route, gateway } : undefined;
}

/** The attachments of the internet gateway of a route, unless the route waits for one of them. */
export function attachmentsAfter(route: Resource, application: ResourceIndex): readonly Resource[] {
  const gateway = route.properties.target('GatewayId');
  const found = gateway ? application.referringTo(gateway, ATTACHMENT, 'InternetGatewayId') : [];
  return found.every(attachment => route.coexistsWith(attachment) && !route.waitsFor(attachment)) ? found : [];
}

function mayBelongTo(vpc: Resource, gateway: Resource, application: ResourceIndex): boolean {
  if (gateway.type === 'AWS::EC2::EgressOnlyInternetGateway') { return mayBe(vpc, gateway.properties.target('VpcId')); }
  const isOfApp = gateway.type === 'AWS::EC2::InternetGateway';
  if (!isOfApp || application.mayReferToAny(ATTACHMENT, 'InternetGatewayId') || mayBeChangedOutside(gateway, application)) { return true; }
  return application.referringTo(gateway, ATTACHMENT, 'InternetGatewayId').some(({ properties }) => mayBe(vpc, properties.target('VpcId')));
}

function mayBe(vpc: Resource, other: Resource | undefined): boolean {
  return other === undefined || other === vpc || [vpc, other].some(({ type }) => type !== 'AWS::EC2::VPC');
}
