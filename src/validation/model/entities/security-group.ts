import { areApart } from './cidr';
import { Entity, entitiesAt } from './entity';
import { isAwsPrefixList } from '../../../facts/security-groups';
import { JoinedList } from '../evaluation/joined-list';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { mayBeChangedOutside, mayBeProvisionedOutside } from '../index/external-access';
import type { ResourceIndex } from '../index/resource-index';
import { mayBeAny } from '../index/unresolved-reference';

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html */
const VPC_ASSOCIATION = 'AWS::EC2::SecurityGroupVpcAssociation';

const IPV4_RANGE = 'CidrIp';
const IPV6_RANGE = 'CidrIpv6';
const PREFIX_LIST = 'DestinationPrefixListId';

type TransportProtocol = 'tcp' | 'udp';

/** The lowest and the highest of some ports. */
export type PortSpan = readonly [number, number];

/** The names of a protocol in rules, and the names of protocols that are certainly not it. */
const PROTOCOLS: Readonly<Record<TransportProtocol, { readonly names: readonly string[]; readonly others: readonly string[] }>> = {
  tcp: { names: ['tcp', '6'], others: ['icmp', 'icmpv6', 'udp', '1', '17', '58'] },
  udp: { names: ['udp', '17'], others: ['icmp', 'icmpv6', 'tcp', '1', '6', '58'] },
};

/** The other end of outbound traffic. */
export interface Destination {
  readonly protocol?: TransportProtocol;
  readonly port: number;
  /** Its security groups, if it is in a VPC. */
  readonly groups?: JoinedList<SecurityGroup>;
  /** Whether an IPv4 range certainly has none of its addresses. */
  readonly isApart: (range: string) => boolean;
  /** Whether it certainly has no IPv6 addresses, or the sender has none. */
  readonly hasIpv4Alone: boolean;
}

/** A security group with its rules in the app. */
export class SecurityGroup extends Entity {
  public static readonly TYPE = 'AWS::EC2::SecurityGroup';

  /** The security groups of a list. An empty or absent list means the default security group of the VPC, which is not in the app. */
  public static listAt(place: Node, application: ResourceIndex): JoinedList<SecurityGroup> {
    const { asList: list } = place;
    return entitiesAt(SecurityGroup, list, list.isKnown && list.length > 0, application);
  }

  private readonly rulesCache = new Map<Direction, JoinedList<SecurityGroupRule>>();

  /** The inbound rules. */
  public get ingress(): JoinedList<SecurityGroupRule> { return this.rules(INGRESS); }

  /** The outbound rules. EC2 adds a rule for all traffic to a security group that is created without any. */
  public get egress(): JoinedList<SecurityGroupRule> { return this.node.get(EGRESS.inline).isFilled ? this.rules(EGRESS) : JoinedList.UNKNOWN; }

  /** Whether an association may let resources in other VPCs than its own use it. */
  public get mayBeInOtherVpcs(): boolean {
    return this.application.referringTo(this.resource, VPC_ASSOCIATION, 'GroupId').length > 0 || this.application.mayReferToAny(VPC_ASSOCIATION, 'GroupId')
      || mayBeProvisionedOutside(this.resource, this.application);
  }

  private rules(direction: Direction): JoinedList<SecurityGroupRule> {
    const known = this.rulesCache.get(direction) ?? this.findRules(direction);
    this.rulesCache.set(direction, known);
    return known;
  }

  private findRules(direction: Direction): JoinedList<SecurityGroupRule> {
    const inline = this.inline(direction);
    const mayHaveOthers = !inline || this.application.memo(direction.hasUnresolved) || mayBeChangedOutside(this.resource, this.application);
    const apart = this.application.pointingAt(this.resource, direction.type, groupOf).map(({ properties }) => properties);
    return new JoinedList([...inline ?? [], ...apart].map(node => new SecurityGroupRule(node, direction, this.application)), !mayHaveOthers);
  }

  /** CloudFormation accepts a single rule in place of a list. */
  private inline(direction: Direction): readonly Node[] | undefined {
    const place = this.node.get(direction.inline);
    if (place.asList.isKnown) { return [...place.asList]; }
    const [outcome] = place.outcomes;
    return place.outcomes.length === 1 && outcome.kind === 'map' ? [place] : undefined;
  }
}

/** An inbound or outbound rule of a security group. */
export class SecurityGroupRule {
  public constructor(private readonly node: Node, private readonly direction: Direction, private readonly application: ResourceIndex) {}

  /**
   * Whether it certainly does not allow TCP traffic with the peers on the port, or on any port of a range. An unknown port or peer may be any.
   * `blocks` are the IPv4 ranges of the peers, if they are known.
   */
  public excludes(port: number | PortSpan | undefined, peers: JoinedList<SecurityGroup>, blocks: readonly string[] = []): boolean {
    return this.excludesPort(port) || this.excludesPeers(peers) || blocks.length > 0 && this.excludesBlocks(blocks);
  }

  /** Whether it certainly allows no traffic to a destination. An unknown port, group or address may be any. */
  public excludesDestination({ protocol, port, groups, isApart, hasIpv4Alone }: Destination): boolean {
    return this.excludesPort(port, protocol) || (groups ? this.excludesPeers(groups) : this.namesOnlyGroups)
      || this.isOnlyFor(IPV4_RANGE) && this.node.text(IPV4_RANGE).satisfies(isApart) || hasIpv4Alone && this.isOnlyFor(IPV6_RANGE)
      || this.isOnlyFor(PREFIX_LIST) && (groups !== undefined && this.node.text(PREFIX_LIST).satisfies(isAwsPrefixList) || this.listsOnly(isApart));
  }

  /** Whether it is for a prefix list of the app whose ranges all pass a test. */
  private listsOnly(test: (range: string) => boolean): boolean {
    const list = this.application.resolve(this.node.get(PREFIX_LIST), 'AWS::EC2::PrefixList');
    const entries = list && !mayBeChangedOutside(list, this.application) ? list.properties.list('Entries') : undefined;
    return entries?.isKnown === true && entries.length > 0 && entries.map(entry => entry.text('Cidr')).every(range => range.satisfies(test));
  }

  private excludesPort(port: number | PortSpan | undefined, protocol: TransportProtocol = 'tcp'): boolean {
    const names = this.node.text('IpProtocol');
    if (names.isOneOf(PROTOCOLS[protocol].others)) { return true; }
    if (port === undefined || !names.isOneOf(PROTOCOLS[protocol].names) || this.isReversed) { return false; }
    const [low, high] = typeof port === 'number' ? [port, port] : port;
    return this.node.number('FromPort').satisfies(from => from > high) || this.node.number('ToPort').satisfies(to => to >= 0 && to < low);
  }

  /** Whether the ports are in the wrong order: EC2 refuses the rule, whatever it is meant to allow. */
  private get isReversed(): boolean {
    return this.node.number('FromPort').satisfies(from => this.node.number('ToPort').satisfies(to => to >= 0 && from > to));
  }

  private get namesOnlyGroups(): boolean {
    const { peer, ranges } = this.direction;
    return this.node.find(peer)?.isSure === true && ranges.every(key => this.lacks(key));
  }

  /** Whether one property names all of its peers. */
  private isOnlyFor(key: string): boolean {
    const { peer, peerName, ranges } = this.direction;
    return this.node.find(key)?.isSure === true && [peer, ...peerName, ...ranges].every(other => other === key || this.lacks(other));
  }

  private lacks(key: string): boolean { return this.node.find(key)?.isAbsent !== false; }

  /** A rule that names a security group applies to that group only; a range of addresses may contain any peer. */
  private excludesPeers(peers: JoinedList<SecurityGroup>): boolean {
    const { peer, peerName, ranges } = this.direction;
    const places = [peer, ...peerName].flatMap(key => this.node.find(key) ?? []).filter(place => !place.isAbsent);
    const groups = places.map(place => mayBeAny(place) ? undefined : this.application.resolve(place, SecurityGroup.TYPE, 'GroupName'));
    return places.length > 0 && ranges.every(key => this.lacks(key))
      && groups.every(group => group !== undefined && peers.every(({ resource }) => resource !== group));
  }

  private excludesBlocks(blocks: readonly string[]): boolean {
    return this.isOnlyFor(IPV4_RANGE) && this.node.text(IPV4_RANGE).satisfies(range => blocks.every(block => areApart(range, block)));
  }
}

/** Ingress or egress: the properties of rules, inline in the security group and as separate resources. */
interface Direction {
  readonly inline: string;
  readonly type: string;
  readonly peer: string;
  readonly peerName: readonly string[];
  readonly ranges: readonly string[];
  /** Whether the app has a rule of an unknown security group, which may be any. */
  readonly hasUnresolved: (application: ResourceIndex) => boolean;
}

const INGRESS: Direction = {
  inline: 'SecurityGroupIngress',
  type: 'AWS::EC2::SecurityGroupIngress',
  peer: 'SourceSecurityGroupId',
  peerName: ['SourceSecurityGroupName'],
  ranges: [IPV4_RANGE, IPV6_RANGE, 'SourcePrefixListId'],
  hasUnresolved: application => application.ofType('AWS::EC2::SecurityGroupIngress').some(rule => isUnresolved(rule, application)),
};

const EGRESS: Direction = {
  inline: 'SecurityGroupEgress',
  type: 'AWS::EC2::SecurityGroupEgress',
  peer: 'DestinationSecurityGroupId',
  peerName: [],
  ranges: [IPV4_RANGE, IPV6_RANGE, PREFIX_LIST],
  hasUnresolved: application => application.ofType('AWS::EC2::SecurityGroupEgress').some(rule => isUnresolved(rule, application)),
};

/** The security group of a separate rule resource. In the default VPC, it can also be given by name. */
function groupOf({ properties }: Resource, application: ResourceIndex): readonly Resource[] {
  const group = properties.target('GroupId') ?? application.resolve(properties.get('GroupName'), SecurityGroup.TYPE, 'GroupName');
  return group ? [group] : [];
}

function isUnresolved(rule: Resource, application: ResourceIndex): boolean {
  const { properties } = rule;
  return mayBeAny(properties.get('GroupId')) || !properties.get('GroupName').isAbsent && groupOf(rule, application).length === 0;
}
