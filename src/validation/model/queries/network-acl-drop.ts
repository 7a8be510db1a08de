import type { Caller } from './caller';
import { targetPorts } from './target-ports';
import { Way, waysFrom } from './way';
import { REPLY_PORTS } from '../../../facts/network-acls';
import type { Attachment } from '../entities/attachment';
import type { LoadBalancer } from '../entities/load-balancer';
import { NetworkAcl, Packets } from '../entities/network-acl';
import type { Subnet } from '../entities/subnet';
import type { TaskRunner } from '../entities/task-runner';
import { JoinedList } from '../evaluation/joined-list';

/** A connection of a subnet with others outside of it. */
interface Connection {
  /** Whether the subnet opens it. */
  readonly isOutbound: boolean;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** The IPv4 ranges of each of the other ends, one of which is used; `undefined` for the internet. */
  readonly peers: readonly (readonly string[] | undefined)[];
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
  const [first] = peers;
  if (!acl || peers.length === 0) { return undefined; }
  const isReply = [false, true].find(reply => peers.every(blocks => acl.drops(packetsOf(reply, blocks))));
  return isReply === undefined ? undefined : { acl, subnet, packets: packetsOf(isReply, first), name, isReply };

  function packetsOf(reply: boolean, blocks: readonly string[] | undefined): Packets {
    return { isOutbound: opens !== reply, protocol, ports: reply ? REPLY_PORTS : [port, port], blocks };
  }
}

function callDrops(caller: Caller): readonly Drop[] {
  return waysFrom(caller).flatMap(way => {
    const { subnet, name, protocol, port, destinations } = way;
    if (!subnet || !isElsewhere(way, subnet)) { return []; }
    const peers = destinations.known.map(({ blocks }) => blocks?.known);
    return dropOf(subnet, { isOutbound: true, protocol, port, peers, name: `${name} (${way.caller})` }) ?? [];
  });
}

/** A network ACL does not filter traffic within its subnet. */
function isElsewhere({ destinations }: Way, { resource }: Subnet): boolean {
  return destinations.every(({ subnets = JoinedList.complete([]), blocks }) =>
    blocks?.isComplete !== false && subnets.every(subnet => subnet !== resource));
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
  readonly listenerPorts: readonly number[];
}

function balancersOf(attachment: Attachment, runner: TaskRunner | undefined): readonly Balanced[] {
  const { targetGroup } = attachment;
  const ports = targetGroup && runner ? targetPorts(attachment, targetGroup, runner.networkMode).map(({ span: [port] }) => port) : [];
  if (!targetGroup || ports.length === 0) { return []; }
  return targetGroup.loadBalancers.all.map(balancer => {
    const own = targetGroup.listeners.filter(({ loadBalancer }) => loadBalancer === balancer);
    return { balancer, ports, listenerPorts: own.flatMap(listener => listener.port.known ?? []) };
  });
}

function fromBalancer(subnet: Subnet, balancer: LoadBalancer, port: number): readonly Drop[] {
  const blocks = balancer.addressBlocks.all;
  const isApart = balancer.subnets.every(each => each !== subnet) && blocks.length > 0;
  const name = `load balancer ${balancer.resource.logicalId}`;
  return isApart ? [dropOf(subnet, { isOutbound: false, protocol: 'tcp', port, peers: [blocks], name }) ?? []].flat() : [];
}

/** Each subnet of the load balancer must drop the traffic: one is enough to reach the tasks. */
function toTasks(subnet: Subnet, { subnets }: LoadBalancer, port: number, name: string): readonly Drop[] {
  const block = subnet.node.text('CidrBlock').known;
  if (block === undefined || !subnets.isComplete) { return []; }
  const drops = subnets.known.map(each => each === subnet ? undefined : dropOf(each, { isOutbound: true, protocol: 'tcp', port, peers: [[block]], name }));
  return drops.every(drop => drop !== undefined) ? drops : [];
}

/** Each subnet of the load balancer must drop the traffic: clients use any of them. */
function fromClients({ scheme, subnets, resource }: LoadBalancer, port: number): readonly Drop[] {
  const isPublic = scheme.is('internet-facing') && subnets.isComplete;
  if (!isPublic) { return []; }
  const name = `the clients of load balancer ${resource.logicalId}`;
  const drops = subnets.known.map(subnet => dropOf(subnet, { isOutbound: false, protocol: 'tcp', port, peers: [undefined], name }));
  return drops.every(drop => drop !== undefined) ? drops : [];
}
