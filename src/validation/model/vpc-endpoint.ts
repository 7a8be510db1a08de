import type { Application } from './application';
import { Node } from './node';
import type { Resource } from './resource';
import { SecurityGroup } from './security-group';
import { Value } from './value';
import { VPC_ENDPOINT_DEFAULTS } from '../../facts/defaults';
import { ENDPOINT_PORT, EndpointService, endpointServiceOf } from '../../facts/vpc-endpoints';

/** A private way to one AWS service. */
export class VpcEndpoint {
  public readonly node: Node;

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
  }

  public get type(): Value<string> { return this.node.text('VpcEndpointType').orDefault(VPC_ENDPOINT_DEFAULTS.type); }

  /** Whether it certainly does not lead from a subnet with the route table to the service. */
  public leadsElsewhereThan(service: EndpointService, routeTable: Resource | undefined): boolean {
    const name = this.node.phrase('ServiceName');
    if (!name?.isTraceable || name.tail === '') { return false; }
    return endpointServiceOf(name.key.replace('-fips', '')) !== service || this.type.is('Gateway') && this.missesRouteTable(routeTable);
  }

  /** Whether it answers for the name of its service, and its security groups certainly let none of the sources in. */
  public isClosedTo(sources: readonly SecurityGroup[] | undefined): boolean {
    if (!this.type.is('Interface')) { return false; }
    const groups = SecurityGroup.all(this.node.get('SecurityGroupIds'), this.application);
    return this.node.flag('PrivateDnsEnabled').is(true)
      && groups?.every(({ ingress }) => ingress?.every(rule => rule.excludes(ENDPOINT_PORT, sources)) === true) === true;
  }

  private missesRouteTable(routeTable: Resource | undefined): boolean {
    const tables = this.node.list('RouteTableIds');
    return routeTable !== undefined && tables.isKnown
      && tables.map(table => table.asAttribute?.resource).every(table => table !== undefined && table !== routeTable);
  }
}
