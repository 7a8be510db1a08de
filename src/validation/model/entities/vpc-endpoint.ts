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

/** A private way to one AWS service. */
export class VpcEndpoint extends Entity {
  public static readonly TYPE = 'AWS::EC2::VPCEndpoint';

  public get type(): Value<string> { return this.node.text('VpcEndpointType').orDefault(VPC_ENDPOINT_DEFAULTS.type); }

  /** The Region of its service, if that is known or is that of the stack. */
  public get region(): string | undefined {
    const written = this.node.text('ServiceRegion').orDefault(endpointRegionOf(this.node.partialString('ServiceName')?.key ?? '') ?? '').known;
    return written === '' ? undefined : written;
  }

  /** Whether it is one for the service, in the Region as far as that is known. */
  public isFor(service: EndpointService, region: string): boolean {
    const name = this.node.partialString('ServiceName')?.key ?? '';
    return endpointServiceOf(name.replace('-fips', '')) === service && !areDifferentRegions(this.region ?? region, region);
  }

  /** Whether it certainly does not lead from a subnet with the route table to the service in the Region. */
  public leadsElsewhereThan(service: EndpointService, region: string, routeTable: Resource | undefined): boolean {
    const name = this.node.partialString('ServiceName');
    if (!name?.isTraceable || name.tail === '') { return false; }
    if (!this.isFor(service, region)) { return true; }
    return this.type.is('Gateway') ? this.missesRouteTable(routeTable) : this.nameProblem !== undefined;
  }

  /** Whether it answers for the name of its service in the Region, and its security groups certainly admit none of the sources. */
  public isClosedTo(sources: JoinedList<SecurityGroup>, region: string): boolean {
    const isInterface = this.type.is('Interface') && this.region === region;
    if (!isInterface) { return false; }
    const groups = SecurityGroup.listAt(this.node.get('SecurityGroupIds'), this.application);
    return this.node.flag('PrivateDnsEnabled').is(true)
      && groups.every(({ ingress }) => ingress.every(rule => rule.excludes(ENDPOINT_PORT, sources)));
  }

  /**
   * Why the name of the service, by which ECS calls it, certainly leads past the endpoint.
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

/** VPCs in which something else than the endpoint may give the name of an AWS service an address. */
function vpcsWithOwnNames(application: ResourceIndex): ReadonlySet<Resource> {
  return new Set(NAME_SOURCES.flatMap(({ type, vpcs, only }) => application.ofType(type)
    .filter(({ properties }) => only?.holds.test(properties.text(only.key).known ?? ANY_AWS_NAME) !== false)
    .flatMap(({ properties }) => places(properties, vpcs).flatMap(place => place.asAttribute?.resource ?? []))));
}
