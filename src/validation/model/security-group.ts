import type { Application, PointsAt } from './application';
import { mayBeChangedOutside } from './external-access';
import { Node } from './node';
import type { Resource } from './resource';
import { mayBeAny } from './unresolved-reference';

/** A security group with the rules the app gives it. */
export class SecurityGroup {
  /** The groups that a list names; `undefined` when one of them is not in the app, or there is none: then it is the VPC's default group. */
  public static all(place: Node, application: Application): readonly SecurityGroup[] | undefined {
    if (place.isAbsent || !place.asList.isKnown || place.asList.isEmpty) { return undefined; }
    const groups = place.asList.map(node => application.resolve(node, 'AWS::EC2::SecurityGroup'));
    return groups.every(group => group !== undefined) ? groups.map(group => application.view(SecurityGroup, group)) : undefined;
  }

  public readonly node: Node;

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
  }

  /** The rules that may let traffic in; `undefined` when there may be others. */
  public get ingress(): readonly IngressRule[] | undefined {
    const inline = this.inlineIngress;
    if (!inline || this.application.fact(hasStrayIngress) || mayBeChangedOutside(this.resource, this.application)) { return undefined; }
    const apart = this.application.pointingAt(this.resource, 'AWS::EC2::SecurityGroupIngress', groupOf).map(({ properties }) => properties);
    return [...inline, ...apart].map(node => new IngressRule(node));
  }

  /** CloudFormation takes a single rule for a list of one. */
  private get inlineIngress(): readonly Node[] | undefined {
    const place = this.node.get('SecurityGroupIngress');
    if (place.asList.isKnown) { return [...place.asList]; }
    const [term] = place.outcomes;
    return place.outcomes.length === 1 && term.kind === 'map' ? [place] : undefined;
  }
}

/** One rule that lets traffic into a security group. */
export class IngressRule {
  public constructor(private readonly node: Node) {}

  /** Whether it certainly does not let traffic of the sources, or of anybody where they are not known, into the port. */
  public excludes(port: number, sources: readonly SecurityGroup[] | undefined): boolean {
    return this.excludesPort(port) || sources !== undefined && this.excludesSources(sources);
  }

  private excludesPort(port: number): boolean {
    if (this.node.text('IpProtocol').isOneOf(['icmp', 'icmpv6', 'udp', '1', '17', '58'])) { return true; }
    if (!this.node.text('IpProtocol').isOneOf(['tcp', '6'])) { return false; }
    return this.node.number('FromPort').satisfies(from => from > port) || this.node.number('ToPort').satisfies(to => to >= 0 && to < port);
  }

  /** A rule that names a group lets only that group in; a range of addresses may be the load balancer's. */
  private excludesSources(sources: readonly SecurityGroup[]): boolean {
    const group = mayBeAny(this.node.get('SourceSecurityGroupId')) ? undefined : this.node.target('SourceSecurityGroupId');
    const onlyGroup = ['CidrIp', 'CidrIpv6', 'SourcePrefixListId', 'SourceSecurityGroupName'].every(key => this.node.get(key).isAbsent);
    return onlyGroup && group !== undefined && sources.every(source => source.resource !== group);
  }
}

const groupOf: PointsAt = ({ properties }) => {
  const group = properties.target('GroupId');
  return group ? [group] : [];
};

/** Whether the app writes a rule of a group that is not known: it may be any. */
function hasStrayIngress(application: Application): boolean {
  return application.ofType('AWS::EC2::SecurityGroupIngress')
    .some(({ properties }) => mayBeAny(properties.get('GroupId')));
}
