import { isWithin, areApart } from './cidr';
import { Entity, entityAt, ownedBy } from './entity';
import type { Subnet } from './subnet';
import { NOT_ON_THE_INTERNET } from '../../../facts/address-ranges';
import type { Resource } from '../evaluation/resource';

const ASSOCIATION = 'AWS::EC2::SubnetNetworkAclAssociation';

/** The traffic of a connection in one direction: IPv4 packets from or to addresses outside of the subnet. */
export interface Packets {
  readonly isOutbound: boolean;
  readonly protocol: 'tcp' | 'udp';
  /** The lowest and highest destination port: one of them is used. */
  readonly ports: readonly [number, number];
  /** The IPv4 ranges of the other ends, one of which is used; `undefined` for any address of the internet. */
  readonly blocks?: readonly string[];
}

/** A network ACL with its entries in the app. */
export class NetworkAcl extends Entity {
  public static readonly TYPE = 'AWS::EC2::NetworkAcl';

  /** The network ACL that the app certainly associates with a subnet. */
  public static of({ resource, application }: Subnet): NetworkAcl | undefined {
    const [association, ...others] = application.referringTo(resource, ASSOCIATION, 'SubnetId');
    if (!association?.coexistsWith(resource) || others.length > 0 || application.mayReferToAny(ASSOCIATION, 'SubnetId')) { return undefined; }
    return entityAt(NetworkAcl, association.properties.get('NetworkAclId'), application);
  }

  /** An entry that certainly denies the packets. */
  public denyingEntry(packets: Packets): Resource | undefined {
    return this.application.referringTo(this.resource, NetworkAclEntry.TYPE, 'NetworkAclId')
      .find(entry => this.application.view(NetworkAclEntry, entry).denies(packets));
  }

  /** Whether it certainly drops the packets: no entry may allow them, unless an earlier one denies all that it allows. */
  public drops(packets: Packets): boolean {
    const entries = ownedBy(NetworkAclEntry, this.resource, 'NetworkAclId', this.application);
    const denying = entries.known.filter(entry => entry.denies(packets));
    return entries.every(entry => entry.excludes(packets) || denying.some(other => other.comesBefore(entry)));
  }
}

/** The numbers of protocols in entries. */
const PROTOCOLS = { tcp: 6, udp: 17 } as const;
const ANY_PROTOCOL = -1;
const ANY_IPV4 = '0.0.0.0/0';

/** An entry of a network ACL. */
class NetworkAclEntry extends Entity {
  public static readonly TYPE = 'AWS::EC2::NetworkAclEntry';

  public comesBefore(other: NetworkAclEntry): boolean {
    return this.node.number('RuleNumber').satisfies(number => other.node.number('RuleNumber').satisfies(next => number < next));
  }

  /** Whether it certainly allows none of the packets. */
  public excludes({ isOutbound, protocol, ports: [low, high], blocks }: Packets): boolean {
    const { node } = this;
    const [from, to] = [node.get('PortRange').number('From'), node.get('PortRange').number('To')];
    // EC2 refuses an entry whose ports are in the wrong order, whatever it is meant to allow
    const isReversed = from.satisfies(first => to.satisfies(last => first > last));
    const isForPorts = node.number('Protocol').isOneOf(Object.values(PROTOCOLS)) && !isReversed;
    return node.text('RuleAction').is('deny') || node.flag('Egress').orDefault(false).differs(isOutbound)
      || node.number('Protocol').isNoneOf([ANY_PROTOCOL, PROTOCOLS[protocol]])
      || isForPorts && (from.satisfies(port => port > high) || to.satisfies(port => port < low))
      || this.excludesAddresses(blocks);
  }

  /** Whether it certainly denies all of the packets. */
  public denies({ isOutbound, protocol, ports: [low, high], blocks }: Packets): boolean {
    const { node } = this;
    const [from, to] = [node.get('PortRange').number('From'), node.get('PortRange').number('To')];
    const hasAllPorts = node.number('Protocol').is(ANY_PROTOCOL)
      || node.number('Protocol').is(PROTOCOLS[protocol]) && from.satisfies(port => port <= low) && to.satisfies(port => port >= high);
    const range = node.text('CidrBlock');
    return node.text('RuleAction').is('deny') && node.flag('Egress').orDefault(false).is(isOutbound) && hasAllPorts && !this.resource.isConditional
      && (range.is(ANY_IPV4) || blocks !== undefined && range.satisfies(outer => blocks.every(block => isWithin(block, [outer]))));
  }

  private excludesAddresses(blocks: readonly string[] | undefined): boolean {
    const range = this.node.text('CidrBlock');
    if (!this.node.get('Ipv6CidrBlock').isAbsent) { return range.isAbsent; }
    return range.satisfies(outer => blocks ? blocks.every(block => areApart(block, outer)) : isWithin(outer, NOT_ON_THE_INTERNET));
  }
}
