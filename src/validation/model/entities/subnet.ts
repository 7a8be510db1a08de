import { Entity } from './entity';
import type { SecurityGroup } from './security-group';
import { VpcEndpoint } from './vpc-endpoint';
import { ROUTE_WRITERS, VPC_ATTACHMENTS } from '../../../facts/vpc-attachments';
import { EndpointService, OWN_REGION } from '../../../facts/vpc-endpoints';
import { JoinedList } from '../evaluation/joined-list';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import { mayBeChangedByCode, mayBeChangedOutside, mayBeProvisionedOutside } from '../index/external-access';
import type { ResourceIndex, PointsAt } from '../index/resource-index';
import { mayBeAny } from '../index/unresolved-reference';

/** Where what leaves the VPC goes. */
export type Egress = 'internet gateway' | 'other gateway' | 'none';

/** A subnet, and the routes that leave it. */
export class Subnet extends Entity {
  public static readonly TYPE = 'AWS::EC2::Subnet';

  private egressCache?: Value<Egress>;

  public get vpc(): Resource | undefined { return this.node.target('VpcId'); }

  /** Where its default route leads; unknown unless the app writes the table and every route of it. */
  public get egress(): Value<Egress> { return this.egressCache ??= this.findEgress(); }

  /** The route table that the app associates with it in any case, when it is one. */
  public get routeTable(): Resource | undefined {
    const [association, ...others] = this.application.pointingAt(this.resource, 'AWS::EC2::SubnetRouteTableAssociation', subnetOf);
    return association && others.length === 0 && association.coexistsWith(this.resource) ? association.properties.target('RouteTableId') : undefined;
  }

  /** Whether its VPC certainly has no endpoint for a service that can be used from here. */
  public lacks(service: EndpointService, region: string): boolean {
    return this.endpoints.every(endpoint => endpoint.leadsElsewhereThan(service, region, this.routeTable));
  }

  /** An endpoint of its VPC for a service that is not found by the name of the service. */
  public endpointWithoutName(service: EndpointService, region: string): VpcEndpoint | undefined {
    return this.endpoints.all.find(endpoint => endpoint.isFor(service, region) && endpoint.nameProblem !== undefined);
  }

  /** Whether its endpoints for a service are all of the Region of the stack, which may be another one. */
  public mayLack(service: EndpointService, region: string): boolean {
    if (region === OWN_REGION) { return false; }
    return this.endpoints.every(endpoint => endpoint.region === OWN_REGION || endpoint.leadsElsewhereThan(service, region, this.routeTable));
  }

  /** An endpoint for a service that lets none of the sources in, where every one that there may be is such. */
  public closedEndpoint(service: EndpointService, region: string, sources: JoinedList<SecurityGroup>): VpcEndpoint | undefined {
    const [first, ...others] = this.endpoints.all.filter(endpoint => !endpoint.leadsElsewhereThan(service, region, this.routeTable));
    return first?.isClosedTo(sources, region) && others.every(endpoint => endpoint.isClosedTo(sources, region)) ? first : undefined;
  }

  /** The endpoints of its VPC. */
  private get endpoints(): JoinedList<VpcEndpoint> {
    if (!this.vpc) { return JoinedList.UNKNOWN; }
    const known = this.application.pointingAt(this.vpc, VpcEndpoint.TYPE, vpcOf).map(resource => this.application.view(VpcEndpoint, resource));
    return new JoinedList(known, !this.application.memo(hasUnresolvedEndpoints) && !mayBeChangedOutside(this.vpc, this.application));
  }

  /** Whether its VPC is joined to other networks, by which others may write routes. */
  public get isJoined(): boolean { return this.vpc !== undefined && this.application.memo(joinedVpcs).has(this.vpc); }

  /** Whether something may write routes for it that is given the subnet or its VPC. */
  private get mayBeRoutedOutside(): boolean {
    return [this.resource, this.vpc].some(each => each !== undefined && mayBeProvisionedOutside(each, this.application));
  }

  private findEgress(): Value<Egress> {
    const table = this.routeTable;
    if (!table || this.isJoined || this.mayBeRoutedOutside || this.application.memo(hasUnresolvedRoutes)
      || mayBeChangedOutside(table, this.application) || mayBeChangedByCode(table, this.application)) { return Value.deferred(); }
    const routes = this.application.pointingAt(table, 'AWS::EC2::Route', routeTableOf);
    if (!routes.every(route => route.coexistsWith(this.resource) && destinationOf(route) !== undefined)) { return Value.deferred(); }
    return egressThrough(routes);
  }
}

const subnetOf: PointsAt = association => refersTo(association, 'SubnetId');
const routeTableOf: PointsAt = route => refersTo(route, 'RouteTableId');
const vpcOf: PointsAt = endpoint => refersTo(endpoint, 'VpcId');

function refersTo(resource: Resource, key: string): readonly Resource[] {
  const target = resource.properties.target(key);
  return target ? [target] : [];
}

function destinationOf({ properties }: Resource): string | undefined {
  return properties.text('DestinationCidrBlock').known ?? properties.text('DestinationIpv6CidrBlock').known;
}

/** Routes to anything but everything, and ways out for IPv6, leave it open what can be reached. */
function egressThrough(routes: readonly Resource[]): Value<Egress> {
  if (routes.length === 0) { return Value.known('none'); }
  const [route, ...others] = routes;
  if (others.length > 0 || destinationOf(route) !== '0.0.0.0/0') { return Value.deferred(); }
  if (route.properties.get('GatewayId').isAbsent) { return Value.known('other gateway'); }
  return route.properties.target('GatewayId')?.type === 'AWS::EC2::InternetGateway' ? Value.known('internet gateway') : Value.deferred();
}

/** Whether the app writes routes or associations of which the owner is not known, or hands routes to somebody else. */
function hasUnresolvedRoutes(application: ResourceIndex): boolean {
  return ROUTE_WRITERS.some(type => application.ofType(type).length > 0)
    || hasUnresolved(application, 'AWS::EC2::Route', 'RouteTableId')
    || hasUnresolved(application, 'AWS::EC2::SubnetRouteTableAssociation', 'SubnetId');
}

function joinedVpcs(application: ResourceIndex): ReadonlySet<Resource> {
  return new Set(VPC_ATTACHMENTS.flatMap(({ type, vpcs, only }) => application.ofType(type)
    .filter(({ properties }) => only === undefined || !properties.get(only).isAbsent)
    .flatMap(({ properties }) => vpcs.flatMap(key => properties.partialString(key)?.resources ?? []))));
}

function hasUnresolvedEndpoints(application: ResourceIndex): boolean {
  return hasUnresolved(application, VpcEndpoint.TYPE, 'VpcId');
}

function hasUnresolved(application: ResourceIndex, type: string, key: string): boolean {
  return application.ofType(type).some(({ properties }) => mayBeAny(properties.get(key)));
}
