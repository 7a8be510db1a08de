import { Entity } from './entity';
import { SecurityGroup } from './security-group';
import { VPC_DEFAULTS, VPC_ENDPOINT_DEFAULTS } from '../../../facts/defaults';
import { NAME_SOURCES } from '../../../facts/vpc-attachments';
import { areDifferentRegions, ENDPOINT_PORT, endpointRegionOf, EndpointService, endpointServiceOf } from '../../../facts/vpc-endpoints';
import { JoinedList } from '../evaluation/joined-list';
import { places } from '../evaluation/places';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import type { ResourceIndex } from '../index/resource-index';

/** A VPC endpoint. */
export class VpcEndpoint extends Entity {
  public static readonly TYPE = 'AWS::EC2::VPCEndpoint';

  public get type(): Value<string> { return this.node.text('VpcEndpointType').orDefault(VPC_ENDPOINT_DEFAULTS.type); }

  public get isGateway(): boolean { return this.type.is('Gateway'); }

  /** The Region of its service: known, or the Region of the stack. */
  public get region(): string | undefined {
    const written = this.node.text('ServiceRegion').orDefault(endpointRegionOf(this.node.partialString('ServiceName')?.key ?? '') ?? '').known;
    return written === '' ? undefined : written;
  }

  public get securityGroups(): JoinedList<SecurityGroup> { return SecurityGroup.listAt(this.node.get('SecurityGroupIds'), this.application); }

  /** The subnets in the app that it has network interfaces in. */
  public get subnets(): JoinedList<Resource> {
    const list = this.node.list('SubnetIds');
    return JoinedList.found(list.map(place => this.application.resolve(place, 'AWS::EC2::Subnet')), list.isKnown && list.length > 0);
  }

  /** The IPv4 ranges of its subnets. */
  public get addressBlocks(): JoinedList<string> {
    const { known, isComplete } = this.subnets;
    return JoinedList.found(known.map(({ properties }) => properties.text('CidrBlock').known), isComplete);
  }

  /** Whether its network interfaces certainly have IPv4 addresses only. */
  public get hasIpv4Alone(): boolean { return this.node.text('IpAddressType').orDefault(VPC_ENDPOINT_DEFAULTS.addressType).is('ipv4'); }

  /** Whether the DNS name of a service certainly resolves to it in its VPC. */
  public answersTo(service: EndpointService, region: string): boolean {
    const hasName = this.type.is('Interface') && this.node.flag('PrivateDnsEnabled').is(true) && !this.resource.isConditional;
    return hasName && this.region === region && this.isFor(service, region);
  }

  /** Whether it is for the service, and for the Region as far as that is known. */
  public isFor(service: EndpointService, region: string): boolean {
    const name = this.node.partialString('ServiceName')?.key ?? '';
    return endpointServiceOf(name.replace('-fips', '')) === service && !areDifferentRegions(this.region ?? region, region);
  }

  /** Whether it certainly does not connect a subnet with the route table to the service in the Region. */
  public leadsElsewhereThan(service: EndpointService, region: string, routeTable: Resource | undefined): boolean {
    const name = this.node.partialString('ServiceName');
    if (!name?.isTraceable || name.tail === '') { return false; }
    if (!this.isFor(service, region)) { return true; }
    return this.isGateway ? this.missesRouteTable(routeTable) : this.nameProblem !== undefined;
  }

  /**
   * Whether the DNS name of its service in the Region resolves to it, and its security groups certainly allow none of the sources, whose IPv4 ranges
   * are `blocks`.
   */
  public isClosedTo(sources: JoinedList<SecurityGroup>, region: string, blocks: readonly string[]): boolean {
    const isInterface = this.type.is('Interface') && this.region === region;
    if (!isInterface) { return false; }
    return this.node.flag('PrivateDnsEnabled').is(true)
      && this.securityGroups.every(({ ingress }) => ingress.every(rule => rule.excludes(ENDPOINT_PORT, sources, this.hasIpv4Alone ? blocks : [])));
  }

  /**
   * The reason why the DNS name of the service, which ECS uses, certainly does not resolve to the endpoint.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html
   */
  public get nameProblem(): string | undefined {
    const vpc = this.type.is('Interface') ? this.node.target('VpcId') : undefined;
    if (!vpc || this.application.memo(vpcsWithOwnNames).has(vpc)) { return undefined; }
    if (this.node.flag('PrivateDnsEnabled').orDefault(VPC_ENDPOINT_DEFAULTS.privateDns).is(false)) { return 'its PrivateDnsEnabled is false'; }
    if (vpc.properties.flag('EnableDnsSupport').orDefault(VPC_DEFAULTS.dnsSupport).is(false)) { return `EnableDnsSupport of VPC ${vpc.logicalId} is false`; }
    const hasHostnames = vpc.type === 'AWS::EC2::VPC' ? vpc.properties.flag('EnableDnsHostnames').orDefault(VPC_DEFAULTS.dnsHostnames) : undefined;
    return hasHostnames?.is(false) ? `EnableDnsHostnames of VPC ${vpc.logicalId} is false` : undefined;
  }

  private missesRouteTable(routeTable: Resource | undefined): boolean {
    const tables = this.node.list('RouteTableIds');
    return routeTable !== undefined && tables.isKnown
      && tables.map(table => table.asAttribute?.resource).every(table => table !== undefined && table !== routeTable);
  }
}

const ANY_AWS_NAME = 'amazonaws.';

/** The VPCs in which DNS names of AWS services may resolve without private DNS of an endpoint. */
function vpcsWithOwnNames(application: ResourceIndex): ReadonlySet<Resource> {
  return new Set(NAME_SOURCES.flatMap(({ type, vpcs, only }) => application.ofType(type)
    .filter(({ properties }) => only?.holds.test(properties.text(only.key).known ?? ANY_AWS_NAME) !== false)
    .flatMap(({ properties }) => places(properties, vpcs).flatMap(place => place.asAttribute?.resource ?? []))));
}
