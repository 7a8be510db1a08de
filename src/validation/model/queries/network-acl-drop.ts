import type { Caller } from './caller';
import { targetPorts } from './target-ports';
import { Way, WayDestination, waysFrom } from './way';
import { natGatewayOf } from './way-out';
import { REPLY_PORTS } from '../../../facts/network-acls';
import type { Attachment } from '../entities/attachment';
import type { LoadBalancer } from '../entities/load-balancer';
import { NetworkAcl, Packets } from '../entities/network-acl';
import { Subnet } from '../entities/subnet';
import type { TaskRunner } from '../entities/task-runner';
import { JoinedList } from '../evaluation/joined-list';

/** Protocols of listeners whose clients use TCP only. */
const OVER_TCP: readonly string[] = ['HTTP', 'HTTPS', 'TCP', 'TLS'];

/** A connection of a subnet with others outside of it. */
interface Connection {
  /** Whether the subnet opens it. */
  readonly isOutbound: boolean;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** The IPv4 ranges of each of the other ends, one of which is used; `undefined` for the internet. */
  readonly peers: readonly (JoinedList<string> | undefined)[];
  /** The other end, as messages print it. */
  readonly name: string;
}

/** Packets of a connection that the network ACL of a subnet certainly drops. */
export interface Drop {
  readonly acl: NetworkAcl;
  readonly subnet: Subnet;
  readonly packets: Packets;
  readonly name: string;
  readonly isReply: boolean;
}

/** The traffic of tasks or instances, and of the load balancers of tasks, that network ACLs certainly drop. */
export function dropsOf(caller: Caller): readonly Drop[] { return [...callDrops(caller), ...targetDrops(caller)]; }

/** A subnet with IPv6 addresses too may use those. */
function dropOf(subnet: Subnet, { isOutbound: opens, protocol, port, peers, name }: Connection): Drop | undefined {
  const acl = subnet.hasIpv4Alone ? NetworkAcl.of(subnet) : undefined;
  if (!acl || !peers.every(hasKnownAddresses)) { return undefined; }
  const [first] = peers;
  const isReply = [false, true].find(reply => peers.every(blocks => acl.drops(packetsOf(reply, blocks))));
  return isReply === undefined ? undefined : { acl, subnet, packets: packetsOf(isReply, first), name, isReply };

  function packetsOf(reply: boolean, blocks: JoinedList<string> | undefined): Packets {
    return { isOutbound: opens !== reply, protocol, ports: reply ? REPLY_PORTS : [port, port], blocks: blocks?.known };
  }
}

function hasKnownAddresses(blocks: JoinedList<string> | undefined): boolean { return blocks === undefined || blocks.all.length > 0; }

/** The drops of a connection that uses any one of several subnets: each must drop it. A network ACL does not filter traffic within its subnet. */
function dropsInEach(subnets: JoinedList<Subnet>, connection: Connection, other?: Subnet): readonly Drop[] {
  const drops = subnets.all.map(subnet => subnet === other ? undefined : dropOf(subnet, connection));
  return drops.every(drop => drop !== undefined) ? drops : [];
}

function blockOf({ node }: Subnet): JoinedList<string> { return JoinedList.found([node.text('CidrBlock').known], true); }

function callDrops(caller: Caller): readonly Drop[] {
  return waysFrom(caller).flatMap(way => way.subnet ? [...fromCaller(way, way.subnet), ...toDestinations(way, way.subnet, caller)] : []);
}

function fromCaller(way: Way, subnet: Subnet): readonly Drop[] {
  const { protocol, port, destinations } = way;
  if (!isElsewhere(way, subnet)) { return []; }
  const peers = destinations.known.map(({ blocks }) => blocks);
  return dropsInEach(JoinedList.complete([subnet]), { isOutbound: true, protocol, port, peers, name: nameOf(way) });
}

function nameOf({ name, caller }: Way): string { return `${name} (${caller})`; }

/** A network ACL does not filter traffic within its subnet. */
function isElsewhere({ destinations }: Way, { resource }: Subnet): boolean {
  return destinations.every(({ subnets = JoinedList.complete([]) }) => subnets.every(subnet => subnet !== resource));
}

/** Each destination must drop the traffic: one is enough to answer. */
function toDestinations(way: Way, subnet: Subnet, caller: Caller): readonly Drop[] {
  const drops = way.destinations.all.map(destination => destination.takesDefaultRoute
    ? throughNatGateway(destination, way, subnet, caller)
    : toDestination(destination, way, subnet, caller));
  return drops.every(each => each.length > 0) ? drops.flat() : [];
}

/** Each subnet of an endpoint or mount target must drop the traffic: tasks may connect to any of its network interfaces. */
function toDestination({ subnets = JoinedList.UNKNOWN }: WayDestination, way: Way, subnet: Subnet, caller: Caller): readonly Drop[] {
  const places = new JoinedList(subnets.known.map(each => subnet.application.view(Subnet, each)), subnets.isComplete);
  return dropsInEach(places, fromCallerTo(nameOf(way), way, subnet, caller), subnet);
}

/** A NAT gateway connects to the internet from its own subnet. */
function throughNatGateway({ hasIpv4Alone }: WayDestination, way: Way, subnet: Subnet, caller: Caller): readonly Drop[] {
  const gateway = hasIpv4Alone ? natGatewayOf(subnet) : undefined;
  if (!gateway) { return []; }
  const place = JoinedList.found([gateway.subnet], true);
  const name = `${nameOf(way)} through NAT gateway ${gateway.resource.logicalId}`;
  return [
    ...dropsInEach(place, fromCallerTo(name, way, subnet, caller), subnet),
    ...dropsInEach(place, { isOutbound: true, protocol: way.protocol, port: way.port, peers: [undefined], name }),
  ];
}

function fromCallerTo(destination: string, { protocol, port }: Way, subnet: Subnet, { name }: Caller): Connection {
  return { isOutbound: false, protocol, port, peers: [blockOf(subnet)], name: `${name} for ${destination}` };
}

function targetDrops({ runner, subnets, name }: Caller): readonly Drop[] {
  return (runner?.attachments ?? []).flatMap(attachment => balancersOf(attachment, runner).flatMap(({ balancer, ports, listenerPorts }) => [
    ...subnets.known.flatMap(subnet => ports.flatMap(port => [...fromBalancer(subnet, balancer, port), ...toTasks(subnet, balancer, port, name)])),
    ...listenerPorts.flatMap(each => fromClients(balancer, each)),
  ]));
}

interface Balanced {
  readonly balancer: LoadBalancer;
  /** The ports of the tasks. */
  readonly ports: readonly number[];
  /** The ports on which clients connect over TCP. */
  readonly listenerPorts: readonly number[];
}

/** A target group has one load balancer. */
function balancersOf(attachment: Attachment, runner: TaskRunner | undefined): readonly Balanced[] {
  const { targetGroup } = attachment;
  if (!targetGroup || !runner) { return []; }
  const ports = targetPorts(attachment, targetGroup, runner.networkMode).map(({ span: [port] }) => port);
  const listenerPorts = targetGroup.listeners.filter(({ protocol }) => protocol.isOneOf(OVER_TCP)).flatMap(({ port }) => port.known ?? []);
  return targetGroup.loadBalancers.all.map(balancer => ({ balancer, ports, listenerPorts }));
}

function fromBalancer(subnet: Subnet, balancer: LoadBalancer, port: number): readonly Drop[] {
  const isApart = balancer.subnets.every(each => each !== subnet);
  const name = `load balancer ${balancer.resource.logicalId}`;
  const connection: Connection = { isOutbound: false, protocol: 'tcp', port, peers: [balancer.addressBlocks], name };
  return isApart ? dropsInEach(JoinedList.complete([subnet]), connection) : [];
}

/** Each subnet of the load balancer must drop the traffic: one is enough to reach the tasks. */
function toTasks(subnet: Subnet, { subnets }: LoadBalancer, port: number, name: string): readonly Drop[] {
  return dropsInEach(subnets, { isOutbound: true, protocol: 'tcp', port, peers: [blockOf(subnet)], name }, subnet);
}

/** Each subnet of the load balancer must drop the traffic: clients use any of them. */
function fromClients({ scheme, subnets, resource }: LoadBalancer, port: number): readonly Drop[] {
  const name = `the clients of load balancer ${resource.logicalId}`;
  return scheme.is('internet-facing') ? dropsInEach(subnets, { isOutbound: false, protocol: 'tcp', port, peers: [undefined], name }) : [];
}
