import { areApart } from './cidr';
import { Entity, entityAt } from './entity';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { mayBeChangedOutside } from '../index/external-access';
import type { ResourceIndex, PointsAt } from '../index/resource-index';
import { mayBeAny } from '../index/unresolved-reference';

const IPV4_RANGE = 'CidrIp';

/** A security group with the rules the app gives it. */
export class SecurityGroup extends Entity {
  public static readonly TYPE = 'AWS::EC2::SecurityGroup';

  /** The groups that a list names; `undefined` when one of them is not in the app, or there is none: then it is the VPC's default group. */
  public static all(place: Node, application: ResourceIndex): readonly SecurityGroup[] | undefined {
    if (place.isAbsent || !place.asList.isKnown || place.asList.isEmpty) { return undefined; }
    const groups = place.asList.map(node => entityAt(SecurityGroup, node, application));
    return groups.every(group => group !== undefined) ? groups : undefined;
  }

  private readonly rulesCache = new Map<Direction, { readonly found: readonly SecurityGroupRule[] | undefined }>();

  /** The rules that admit traffic; `undefined` when there may be others. */
  public get ingress(): readonly SecurityGroupRule[] | undefined { return this.rules(INGRESS); }

  /** The rules that let traffic out; `undefined` when there may be others, such as the one for all traffic that EC2 adds to a group without any. */
  public get egress(): readonly SecurityGroupRule[] | undefined {
    return this.node.get(EGRESS.inline).isFilled ? this.rules(EGRESS) : undefined;
  }

  private rules(direction: Direction): readonly SecurityGroupRule[] | undefined {
    const known = this.rulesCache.get(direction) ?? { found: this.findRules(direction) };
    this.rulesCache.set(direction, known);
    return known.found;
  }

  private findRules(direction: Direction): readonly SecurityGroupRule[] | undefined {
    const inline = this.inline(direction);
    if (!inline || this.application.memo(direction.hasStray) || mayBeChangedOutside(this.resource, this.application)) { return undefined; }
    const apart = this.application.pointingAt(this.resource, direction.type, direction.groupOf).map(({ properties }) => properties);
    return [...inline, ...apart].map(node => new SecurityGroupRule(node, direction, this.application));
  }

  /** CloudFormation takes a single rule for a list of one. */
  private inline(direction: Direction): readonly Node[] | undefined {
    const place = this.node.get(direction.inline);
    if (place.asList.isKnown) { return [...place.asList]; }
    const [outcome] = place.outcomes;
    return place.outcomes.length === 1 && outcome.kind === 'map' ? [place] : undefined;
  }
}

/** One rule that allows traffic into a security group, or out of it. */
export class SecurityGroupRule {
  public constructor(private readonly node: Node, private readonly direction: Direction, private readonly application: ResourceIndex) {}

  /**
   * Whether it certainly does not allow TCP traffic on the port, or on any where it is not known, with the peers, or with any where they are
   * not known; `blocks` are the IPv4 ranges that the peers have addresses of, where these are known.
   */
  public excludes(port: number | undefined, peers: readonly SecurityGroup[] | undefined, blocks: readonly string[] = []): boolean {
    return this.excludesPort(port) || peers !== undefined && this.excludesPeers(peers) || blocks.length > 0 && this.excludesBlocks(blocks);
  }

  private excludesPort(port: number | undefined): boolean {
    if (this.node.text('IpProtocol').isOneOf(['icmp', 'icmpv6', 'udp', '1', '17', '58'])) { return true; }
    const isForPorts = this.node.text('IpProtocol').isOneOf(['tcp', '6']);
    if (port === undefined || !isForPorts) { return false; }
    return this.node.number('FromPort').satisfies(from => from > port) || this.node.number('ToPort').satisfies(to => to >= 0 && to < port);
  }

  /** A rule that names a group is about that group alone; a range of addresses may hold any. */
  private excludesPeers(peers: readonly SecurityGroup[]): boolean {
    const { peer, peerName, ranges } = this.direction;
    const places = [peer, ...peerName].map(key => this.node.get(key)).filter(place => !place.isAbsent);
    const groups = places.map(place => mayBeAny(place) ? undefined : this.application.resolve(place, SecurityGroup.TYPE, 'GroupName'));
    return places.length > 0 && ranges.every(key => this.node.get(key).isAbsent)
      && groups.every(group => group !== undefined && peers.every(({ resource }) => resource !== group));
  }

  private excludesBlocks(blocks: readonly string[]): boolean {
    const { peer, peerName, ranges } = this.direction;
    const others = [peer, ...peerName, ...ranges.filter(key => key !== IPV4_RANGE)];
    return others.every(key => this.node.get(key).isAbsent)
      && this.node.text(IPV4_RANGE).satisfies(range => blocks.every(block => areApart(range, block)));
  }
}

/** Ingress or egress: the properties that rules of a group have, in the group and apart from it. */
interface Direction {
  readonly inline: string;
  readonly type: string;
  readonly peer: string;
  readonly peerName: readonly string[];
  readonly ranges: readonly string[];
  readonly groupOf: PointsAt;
  /** Whether the app writes a rule of a group that is not known: it may be any. */
  readonly hasStray: (application: ResourceIndex) => boolean;
}

const INGRESS: Direction = {
  inline: 'SecurityGroupIngress',
  type: 'AWS::EC2::SecurityGroupIngress',
  peer: 'SourceSecurityGroupId',
  peerName: ['SourceSecurityGroupName'],
  ranges: [IPV4_RANGE, 'CidrIpv6', 'SourcePrefixListId'],
  groupOf: (rule, application) => groupOf(rule, application),
  hasStray: application => application.ofType('AWS::EC2::SecurityGroupIngress').some(rule => isStray(rule, application)),
};

const EGRESS: Direction = {
  inline: 'SecurityGroupEgress',
  type: 'AWS::EC2::SecurityGroupEgress',
  peer: 'DestinationSecurityGroupId',
  peerName: [],
  ranges: [IPV4_RANGE, 'CidrIpv6', 'DestinationPrefixListId'],
  groupOf: (rule, application) => groupOf(rule, application),
  hasStray: application => application.ofType('AWS::EC2::SecurityGroupEgress').some(rule => isStray(rule, application)),
};

/** The group of a rule that is written apart; in the default VPC a name stands for it as well. */
function groupOf({ properties }: Resource, application: ResourceIndex): readonly Resource[] {
  const group = properties.target('GroupId') ?? application.resolve(properties.get('GroupName'), SecurityGroup.TYPE, 'GroupName');
  return group ? [group] : [];
}

function isStray(rule: Resource, application: ResourceIndex): boolean {
  const { properties } = rule;
  return mayBeAny(properties.get('GroupId')) || !properties.get('GroupName').isAbsent && groupOf(rule, application).length === 0;
}
