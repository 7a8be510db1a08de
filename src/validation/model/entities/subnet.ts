import { isWithin } from './cidr';
import { Entity, ownedBy } from './entity';
import type { SecurityGroup } from './security-group';
import { VpcEndpoint } from './vpc-endpoint';
import { NOT_ON_THE_INTERNET } from '../../../facts/address-ranges';
import { ROUTE_WRITERS, VPC_ATTACHMENTS } from '../../../facts/vpc-attachments';
import { EndpointService, OWN_REGION } from '../../../facts/vpc-endpoints';
import { JoinedList } from '../evaluation/joined-list';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import { mayBeChangedByCode, mayBeChangedOutside, mayBeProvisionedOutside } from '../index/external-access';
import type { ResourceIndex } from '../index/resource-index';

const VPC = 'AWS::EC2::VPC';
const ROUTE = 'AWS::EC2::Route';
const ROUTE_TABLE = 'AWS::EC2::RouteTable';
const ASSOCIATION = 'AWS::EC2::SubnetRouteTableAssociation';
const BLOCK_OF_SUBNET = 'AWS::EC2::SubnetCidrBlock';
const INTERNET_GATEWAY = 'AWS::EC2::InternetGateway';

/** The destinations of default routes. */
const ANY_ADDRESS: readonly string[] = ['0.0.0.0/0', '::/0'];

/** The properties that give a subnet IPv6 addresses. */
const IPV6_SETTINGS: readonly string[] = ['Ipv6Native', 'Ipv6CidrBlock', 'Ipv6IpamPoolId', 'Ipv6NetmaskLength', 'AssignIpv6AddressOnCreation'];

/** The target of the default route. */
export type Egress = 'internet gateway' | 'other gateway' | 'none';

type Family = 'ipv4' | 'ipv6' | 'any';

/** A subnet with its routes and VPC endpoints. */
export class Subnet extends Entity {
  public static readonly TYPE = 'AWS::EC2::Subnet';

  private egressCache?: Value<Egress>;
  private familyCache?: Family;
  private routeTableCache?: { readonly found?: Resource };
  private routeCache?: { readonly all?: readonly Resource[] };

  public get vpc(): Resource | undefined { return this.node.target('VpcId'); }

  /** The target of its default route; deferred unless the app defines the route table and all its routes. */
  public get egress(): Value<Egress> { return this.egressCache ??= this.findEgress(); }

  /** Whether certainly no client on the internet can connect to it: it has no default route, or one to a NAT gateway. */
  public get isClosedToInternet(): boolean {
    const table = this.routeTable;
    return table !== undefined && this.egress.isKnown
      && this.application.referringTo(table, ROUTE, 'RouteTableId').every(({ properties }) => properties.get('NatGatewayId').isSure);
  }

  /** The route table, if the app certainly associates exactly one with it. */
  public get routeTable(): Resource | undefined { return (this.routeTableCache ??= { found: this.findRouteTable() }).found; }

  private findRouteTable(): Resource | undefined {
    const [association, ...others] = this.application.referringTo(this.resource, ASSOCIATION, 'SubnetId');
    const table = association && others.length === 0 && association.coexistsWith(this.resource) ? association.properties.target('RouteTableId') : undefined;
    return table?.type === ROUTE_TABLE ? table : undefined;
  }

  /** Whether its VPC certainly has no endpoint for a service that tasks in this subnet can use. */
  public lacks(service: EndpointService, region: string): boolean {
    const { known, isComplete } = this.endpointsFor(service, region);
    return isComplete && known.length === 0;
  }

  /** An endpoint of its VPC for a service, if the DNS name of the service certainly does not resolve to it. */
  public endpointWithoutName(service: EndpointService, region: string): VpcEndpoint | undefined {
    return this.endpoints.all.find(endpoint => endpoint.isFor(service, region) && endpoint.nameProblem !== undefined);
  }

  /** Whether all its endpoints for a service are in the Region of the stack, which may differ from the Region of the service. */
  public mayLack(service: EndpointService, region: string): boolean {
    if (region === OWN_REGION) { return false; }
    return this.endpoints.every(endpoint => endpoint.region === OWN_REGION || endpoint.leadsElsewhereThan(service, region, this.routeTable));
  }

  /** An endpoint for a service that allows none of the sources, if this holds for all endpoints that tasks may use. */
  public closedEndpoint(service: EndpointService, region: string, sources: JoinedList<SecurityGroup>): VpcEndpoint | undefined {
    const [first, ...others] = this.endpointsFor(service, region).all;
    const block = this.node.text('CidrBlock').known;
    const isClosed = (endpoint: VpcEndpoint) => endpoint.isClosedTo(sources, region, block === undefined ? [] : [block]);
    return first && isClosed(first) && others.every(isClosed) ? first : undefined;
  }

  /** Its only route to the internet, if that is certainly for all addresses. */
  public get defaultRoute(): Resource | undefined {
    const [route, ...others] = this.publicRoutes ?? [];
    return route && others.length === 0 && ANY_ADDRESS.includes(destinationOf(route) ?? '') ? route : undefined;
  }

  /** The endpoints through which its tasks may connect to a service. */
  public endpointsFor(service: EndpointService, region: string): JoinedList<VpcEndpoint> {
    const { known, isComplete } = this.endpoints;
    return new JoinedList(known.filter(endpoint => !endpoint.leadsElsewhereThan(service, region, this.routeTable)), isComplete);
  }

  /** Whether it certainly has no IPv6 addresses. */
  public get hasIpv4Alone(): boolean { return this.family === 'ipv4'; }

  /** The endpoints of its VPC. */
  private get endpoints(): JoinedList<VpcEndpoint> {
    return this.vpc?.type === VPC ? ownedBy(VpcEndpoint, this.vpc, 'VpcId', this.application) : JoinedList.UNKNOWN;
  }

  /** Whether its VPC is attached to other networks, which may add routes. */
  public get isJoined(): boolean { return this.vpc !== undefined && this.application.memo(joinedVpcs).has(this.vpc); }

  /** Whether something outside the app that is given the subnet or its VPC may add routes. */
  private get mayBeRoutedOutside(): boolean {
    return [this.resource, this.vpc].some(each => each !== undefined && mayBeProvisionedOutside(each, this.application));
  }

  private findEgress(): Value<Egress> {
    const { publicRoutes: routes } = this;
    if (!routes) { return Value.deferred(); }
    return routes.length === 0 ? Value.known('none') : egressThrough(this.defaultRoute);
  }

  /** Its routes but those for private networks, unless these lead to other networks, which may serve what is public otherwise. */
  private get publicRoutes(): readonly Resource[] | undefined {
    const { routes } = this;
    return routes?.some(route => isPrivate(route) && !leadsToInternet(route)) ? undefined : routes?.filter(route => !isPrivate(route));
  }

  /** The routes for its addresses, if the app defines its route table and all its routes. */
  private get routes(): readonly Resource[] | undefined { return (this.routeCache ??= { all: this.findRoutes() }).all; }

  private findRoutes(): readonly Resource[] | undefined {
    const table = this.routeTable;
    if (this.isJoined || this.mayBeRoutedOutside || this.application.memo(hasUnresolvedRoutes)) { return undefined; }
    if (!table || mayBeChangedOutside(table, this.application) || mayBeChangedByCode(table, this.application)) { return undefined; }
    const routes = this.application.referringTo(table, ROUTE, 'RouteTableId');
    if (!routes.every(route => route.coexistsWith(this.resource) && destinationOf(route) !== undefined)) { return undefined; }
    return routes.filter(route => isIpv6(route) ? this.family !== 'ipv4' : this.family !== 'ipv6');
  }

  /** The kind of its addresses; `any` unless it certainly has one kind only. */
  private get family(): Family { return this.familyCache ??= this.findFamily(); }

  private findFamily(): Family {
    if (this.node.flag('Ipv6Native').is(true)) { return 'ipv6'; }
    const hasBlock = this.application.referringTo(this.resource, BLOCK_OF_SUBNET, 'SubnetId').length > 0 || this.application.mayReferToAny(BLOCK_OF_SUBNET, 'SubnetId');
    return !hasBlock && IPV6_SETTINGS.every(key => this.node.get(key).isAbsent) ? 'ipv4' : 'any';
  }
}

function destinationOf({ properties }: Resource): string | undefined {
  return properties.text('DestinationCidrBlock').known ?? properties.text('DestinationIpv6CidrBlock').known;
}

/** Whether a route is for addresses that the internet does not route. */
function isPrivate(route: Resource): boolean { return isWithin(destinationOf(route) ?? '', NOT_ON_THE_INTERNET); }

/** A NAT gateway may also lead to other networks. */
function leadsToInternet({ properties }: Resource): boolean { return properties.target('GatewayId')?.type === INTERNET_GATEWAY; }

function isIpv6({ properties }: Resource): boolean { return !properties.get('DestinationIpv6CidrBlock').isAbsent; }

/** Deferred without a default route. IPv6 addresses are public, so that an internet gateway serves them like any other gateway. */
function egressThrough(route: Resource | undefined): Value<Egress> {
  if (!route) { return Value.deferred(); }
  if (route.properties.get('GatewayId').isAbsent) { return Value.known('other gateway'); }
  if (route.properties.target('GatewayId')?.type !== INTERNET_GATEWAY) { return Value.deferred(); }
  return Value.known(isIpv6(route) ? 'other gateway' : 'internet gateway');
}

/** Whether the app has routes or associations of an unknown route table or subnet, or resources that write routes. */
function hasUnresolvedRoutes(application: ResourceIndex): boolean {
  return ROUTE_WRITERS.some(type => application.ofType(type).length > 0)
    || application.mayReferToAny(ROUTE, 'RouteTableId')
    || application.mayReferToAny(ASSOCIATION, 'SubnetId');
}

function joinedVpcs(application: ResourceIndex): ReadonlySet<Resource> {
  return new Set(VPC_ATTACHMENTS.flatMap(({ type, vpcs, only }) => application.ofType(type)
    .filter(({ properties }) => only === undefined || !properties.get(only).isAbsent)
    .flatMap(({ properties }) => vpcs.flatMap(key => properties.partialString(key)?.resources ?? []))));
}
