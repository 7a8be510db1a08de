import type { Call } from './call';
import type { Caller } from './caller';
import { NameServers, nameServersOf } from './name-servers';
import { mayAnswerOtherwise } from './private-dns';
import { NOT_ON_THE_INTERNET } from '../../../facts/address-ranges';
import { NFS_PORT } from '../../../facts/file-systems';
import { DNS_PORT } from '../../../facts/name-servers';
import { ENDPOINT_PORT, EndpointService } from '../../../facts/vpc-endpoints';
import { areApart, isWithin } from '../entities/cidr';
import { mountsByFileSystem, MountTarget } from '../entities/file-system';
import type { Destination } from '../entities/security-group';
import type { Subnet } from '../entities/subnet';
import type { VpcEndpoint } from '../entities/vpc-endpoint';
import { JoinedList } from '../evaluation/joined-list';
import { onceForEach } from '../evaluation/once-for-each';
import type { Resource } from '../evaluation/resource';

/** One end of the traffic of a way. */
export interface WayDestination extends Destination {
  /** The subnets that it has network interfaces in, if it is a resource of a VPC. */
  readonly subnets?: JoinedList<Resource>;
  /** Its IPv4 ranges, if it has certain ones. */
  readonly blocks?: JoinedList<string>;
  /** Whether its traffic certainly takes the default route. */
  readonly takesDefaultRoute?: boolean;
}

/** Something that tasks or instances certainly connect to, and where the traffic may go: to one of the destinations. */
export interface Way {
  /** What connects, as messages print it. */
  readonly caller: string;
  readonly name: string;
  /** The subnet that the traffic comes from, if it is in the app. */
  readonly subnet?: Subnet;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly destinations: JoinedList<WayDestination>;
}

/** The ways that tasks or instances use in each of their subnets that are in the app, or else in any subnet. */
export const waysFrom: (caller: Caller) => readonly Way[] = onceForEach(findWays);

function findWays(caller: Caller): readonly Way[] {
  const subnets = caller.subnets.known.length > 0 ? caller.subnets.known : [undefined];
  return subnets.flatMap(subnet => {
    const ofCalls = caller.calls.flatMap(call => waysOfCall(call, subnet));
    return [...ofCalls, ...ofCalls.length > 0 ? nameWays(subnet) : [], ...subnet ? fileWays(caller, subnet) : []];
  });
}

function waysOfCall(call: Call, subnet: Subnet | undefined): readonly Way[] {
  const from = { caller: call.caller, subnet, protocol: 'tcp', port: ENDPOINT_PORT } as const;
  if (call.outside !== undefined) { return [{ ...from, name: call.outside, destinations: JoinedList.complete([onTheInternet(subnet)]) }]; }
  return call.services.map(service => ({ ...from, name: service, ...wayToService(service, call.region, subnet) }));
}

type WayToService = Pick<Way, 'destinations'> & Partial<Way>;

/** The ways of each subnet by service and Region: all tasks of a subnet use the same. */
const serviceWays = onceForEach((_: Subnet) => new Map<string, WayToService>());

function wayToService(service: EndpointService, region: string, subnet: Subnet | undefined): WayToService {
  if (!subnet) { return findWayToService(service, region, subnet); }
  const ways = serviceWays(subnet);
  const way = ways.get(`${service} ${region}`) ?? findWayToService(service, region, subnet);
  ways.set(`${service} ${region}`, way);
  return way;
}

function findWayToService(service: EndpointService, region: string, subnet: Subnet | undefined): WayToService {
  const endpoints = subnet?.endpointsFor(service, region) ?? JoinedList.UNKNOWN;
  const interfaces = endpoints.known.filter(({ isGateway }) => !isGateway);
  const [first, ...others] = interfaces;
  if (first?.answersTo(service, region) && others.length === 0) {
    return { name: `${service} (endpoint ${first.resource.logicalId})`, destinations: JoinedList.complete([atEndpoint(first)]) };
  }
  const gateway = endpoints.known.find(({ isGateway }) => isGateway);
  const areAll = endpoints.isComplete && subnet !== undefined && hasPublicAddressesOf(subnet);
  const outside = { ...onTheInternet(subnet), takesDefaultRoute: gateway === undefined };
  const destinations = new JoinedList([...interfaces.map(atEndpoint), outside], areAll);
  return gateway ? { name: `${service} (gateway endpoint ${gateway.resource.logicalId})`, destinations } : { destinations };
}

/** Whether the names of AWS services certainly resolve to public addresses in a subnet. A joined network may have endpoints for them. */
function hasPublicAddressesOf({ isJoined, vpc, application, egress, defaultRoute }: Subnet): boolean {
  const leadsToInternet = egress.isOneOf(['none', 'internet gateway']) || defaultRoute?.properties.get('NatGatewayId').isGiven === true;
  return leadsToInternet && !isJoined && !mayAnswerOtherwise(vpc, application);
}

function fileWays({ runner }: Caller, subnet: Subnet): readonly Way[] {
  const mounted = runner?.taskDefinition ? [...mountsByFileSystem(runner.taskDefinition).keys()] : [];
  return mounted.filter(({ mayHaveOthers, isDoubtful }) => !mayHaveOthers && !isDoubtful).flatMap(({ resource, mountTargets }) => {
    const targets = mountTargets.filter(target => target.mayServe(subnet));
    const destinations = JoinedList.complete(targets.map(atMountTarget));
    return targets.length === 0 ? [] : [{ caller: 'the file system', name: resource.logicalId, subnet, protocol: 'tcp', port: NFS_PORT, destinations }];
  });
}

function nameWays(subnet: Subnet | undefined): readonly Way[] {
  const found: NameServers | undefined = subnet?.vpc && nameServersOf(subnet.vpc, subnet.application);
  if (!found) { return []; }
  const destinations = found.addresses.map((address): WayDestination =>
    withRanges({ protocol: 'udp', port: DNS_PORT, groups: JoinedList.UNKNOWN, hasIpv4Alone: true }, JoinedList.complete([`${address}/32`])));
  const name = `name server ${found.addresses.join(', ')} of ${found.resource.logicalId}`;
  return [{ caller: 'every name', name, subnet, protocol: 'udp', port: DNS_PORT, destinations: JoinedList.complete(destinations) }];
}

function atEndpoint({ securityGroups, addressBlocks, subnets, hasIpv4Alone }: VpcEndpoint): WayDestination {
  return withRanges({ port: ENDPOINT_PORT, groups: securityGroups, subnets, hasIpv4Alone }, addressBlocks);
}

function atMountTarget({ securityGroups, subnet }: MountTarget): WayDestination {
  const subnets = JoinedList.found([subnet?.resource], true);
  return withRanges({ port: NFS_PORT, groups: securityGroups, subnets, hasIpv4Alone: false }, JoinedList.found([subnet?.node.text('CidrBlock').known], true));
}

function withRanges(known: Omit<WayDestination, 'isApart'>, blocks: JoinedList<string>): WayDestination {
  return { ...known, blocks, isApart: range => blocks.every(block => areApart(range, block)) };
}

/** The addresses of AWS services and registries change; ranges that the internet does not route have none of them. */
function onTheInternet(subnet: Subnet | undefined): WayDestination {
  const isApart = (range: string) => isWithin(range, NOT_ON_THE_INTERNET);
  return { port: ENDPOINT_PORT, isApart, hasIpv4Alone: subnet?.hasIpv4Alone === true, takesDefaultRoute: true };
}
