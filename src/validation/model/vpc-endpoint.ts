import { Node } from './node';
import type { Resource } from './resource';
import { Value } from './value';
import { VPC_ENDPOINT_DEFAULTS } from '../../facts/defaults';
import { EndpointService, endpointServiceOf } from '../../facts/vpc-endpoints';

/** A private way to one AWS service. */
export class VpcEndpoint {
  public readonly node: Node;

  public constructor(public readonly resource: Resource) {
    this.node = resource.properties;
  }

  public get type(): Value<string> { return this.node.text('VpcEndpointType').orDefault(VPC_ENDPOINT_DEFAULTS.type); }

  /** Whether it certainly does not lead from a subnet with the route table to the service. */
  public isNoneOf(service: EndpointService, routeTable: Resource | undefined): boolean {
    const name = this.node.phrase('ServiceName');
    if (!name?.isTraceable || name.tail === '') { return false; }
    return endpointServiceOf(name.key.replace('-fips', '')) !== service || this.type.is('Gateway') && this.missesRouteTable(routeTable);
  }

  private missesRouteTable(routeTable: Resource | undefined): boolean {
    const tables = this.node.list('RouteTableIds');
    return routeTable !== undefined && tables.isKnown
      && tables.map(table => table.asAttribute?.resource).every(table => table !== undefined && table !== routeTable);
  }
}
