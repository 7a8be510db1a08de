import { callsOf } from './call';
import { ownedBy } from '../entities/entity';
import type { Subnet } from '../entities/subnet';
import type { TaskRunner } from '../entities/task-runner';
import { VpcEndpoint } from '../entities/vpc-endpoint';
import type { Resource } from '../evaluation/resource';

const DEFAULT_DESTINATIONS: readonly string[] = ['0.0.0.0/0', '::/0'];

/**
 * What the tasks of a task runner reach AWS through, if it takes minutes to create: default routes to NAT gateways, and interface endpoints.
 * One of each list is enough.
 */
export function slowWaysOut(runner: TaskRunner): readonly (readonly Resource[])[] {
  return runner.subnets.known.flatMap(subnet => subnet.egress.is('none') ? endpointsFor(runner, subnet) : natRoutes(subnet).map(route => [route]));
}

function natRoutes({ routeTable, application }: Subnet): readonly Resource[] {
  const routes = routeTable ? application.referringTo(routeTable, 'AWS::EC2::Route', 'RouteTableId') : [];
  return routes.filter(({ properties }) => properties.target('NatGatewayId') !== undefined
    && ['DestinationCidrBlock', 'DestinationIpv6CidrBlock'].some(key => properties.text(key).isOneOf(DEFAULT_DESTINATIONS)));
}

/** The interface endpoints of the VPC for each service that ECS calls before the containers start. An endpoint for an unknown service may be one of them. */
function endpointsFor(runner: TaskRunner, { vpc, application }: Subnet): readonly (readonly Resource[])[] {
  const all = vpc ? ownedBy(VpcEndpoint, vpc, 'VpcId', application).known : [];
  const areKnown = all.every(({ node, type }) => type.isKnown && node.partialString('ServiceName')?.isTraceable === true);
  const endpoints = areKnown ? all.filter(({ type }) => type.is('Interface')) : [];
  const needed = callsOf(runner).filter(({ isOptional }) => isOptional !== true);
  return needed.flatMap(({ services, region }) => services.map(service => {
    const usable = endpoints.filter(endpoint => endpoint.isFor(service, region));
    return usable.map(({ resource }) => resource);
  }));
}
