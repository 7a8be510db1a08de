import type { Application, PointsAt } from './application';
import { Node } from './node';
import type { Resource } from './resource';
import { Value } from './value';
import { VPC_ENDPOINT_DEFAULTS } from '../../facts/defaults';

/** How tasks in a subnet reach what is outside of the VPC. */
export type Egress = 'internet gateway' | 'other gateway' | 'none';

/** A subnet, and the routes that leave it. */
export class Subnet {
  public readonly node: Node;

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
  }

  public get vpc(): Resource | undefined { return this.node.target('VpcId'); }

  /** The route tables that the app associates with it. */
  public get routeTables(): readonly Resource[] {
    return this.application.pointingAt(this.resource, 'AWS::EC2::SubnetRouteTableAssociation', subnetOf)
      .flatMap(association => association.properties.target('RouteTableId') ?? []);
  }

  /** Where its default route leads; unknown unless the app writes the table and every route of it. */
  public get egress(): Value<Egress> {
    const [table, ...others] = this.routeTables;
    if (!table || others.length > 0 || this.hasUnknownRoutes) { return Value.deferred(); }
    const routes = this.application.pointingAt(table, 'AWS::EC2::Route', routeTableOf);
    const defaults = routes.filter(({ properties }) => ['0.0.0.0/0', '::/0'].includes(destinationOf(properties) ?? ''));
    if (routes.some(({ properties, isConditional }) => isConditional || destinationOf(properties) === undefined)) { return Value.deferred(); }
    if (defaults.length === 0) { return routes.length === 0 ? Value.known('none') : Value.deferred(); }
    return egressThrough(defaults.map(({ properties }) => properties));
  }

  /** The endpoints of its VPC in the app. */
  public get endpoints(): readonly VpcEndpoint[] {
    return this.vpc ? this.application.pointingAt(this.vpc, 'AWS::EC2::VPCEndpoint', vpcOf).map(resource => this.application.view(VpcEndpoint, resource)) : [];
  }

  /** Whether the app writes a route, an association or an endpoint of which the owner is not known. */
  private get hasUnknownRoutes(): boolean {
    return OWNED_BY.some(([type, key]) => this.application.ofType(type)
      .some(({ properties }) => properties.target(key) === undefined && properties.text(key).isDeferred));
  }
}

/** A private way to one AWS service. */
export class VpcEndpoint {
  public readonly node: Node;

  public constructor(public readonly resource: Resource) {
    this.node = resource.properties;
  }

  public get type(): Value<string> { return this.node.text('VpcEndpointType').orDefault(VPC_ENDPOINT_DEFAULTS.type); }

  /** The service's name without what differs by Region, such as `ecr.api`. */
  public get service(): string | undefined {
    const name = this.node.phrase('ServiceName');
    const literal = name?.parts.map(part => typeof part === 'string' ? part : 'region').join('');
    return literal === undefined ? undefined : /^(?:com|cn\.com|aws)\.amazonaws\.[^.]+\.(.+)$/.exec(literal)?.[1] ?? literal;
  }
}

/** A security group with the rules the app gives it. */
export class SecurityGroup {
  /** The groups that a list names; `undefined` when one of them is not in the app. */
  public static all(place: Node, application: Application): readonly SecurityGroup[] | undefined {
    if (!place.asList.isKnown) { return undefined; }
    const groups = place.asList.map(node => application.resolve(node, 'AWS::EC2::SecurityGroup'));
    return groups.every(group => group !== undefined) ? groups.map(group => application.view(SecurityGroup, group)) : undefined;
  }

  public readonly node: Node;

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
  }

  /** The rules that let traffic in; `undefined` when one of them cannot be read or may come from elsewhere. */
  public get ingress(): readonly IngressRule[] | undefined {
    const inline = this.node.get('SecurityGroupIngress');
    const own = inline.isAbsent || inline.asList.isKnown ? [...inline.asList] : isSingle(inline) ? [inline] : undefined;
    const strangers = this.application.ofType('AWS::EC2::SecurityGroupIngress').some(({ properties }) => properties.target('GroupId') === undefined);
    if (!own || strangers) { return undefined; }
    const apart = this.application.pointingAt(this.resource, 'AWS::EC2::SecurityGroupIngress', groupOf).map(({ properties }) => properties);
    return [...own, ...apart].map(node => new IngressRule(node));
  }
}

/** One rule that lets traffic into a security group. */
export class IngressRule {
  public constructor(private readonly node: Node) {}

  /** Whether it certainly does not let traffic of the sources into the port. */
  public excludes(port: number, sources: readonly SecurityGroup[]): boolean {
    return this.excludesPort(port) || this.excludesSources(sources);
  }

  private excludesPort(port: number): boolean {
    if (this.node.text('IpProtocol').isOneOf(['icmp', 'icmpv6', 'udp', '1', '17', '58'])) { return true; }
    if (this.node.text('IpProtocol').isOneOf(['tcp', '6'])) {
      return this.node.number('FromPort').satisfies(from => from > port) || this.node.number('ToPort').satisfies(to => to >= 0 && to < port);
    }
    return false;
  }

  /** A rule that names a group lets only that group in; a range of addresses may be the load balancer's. */
  private excludesSources(sources: readonly SecurityGroup[]): boolean {
    const group = this.node.target('SourceSecurityGroupId');
    const onlyGroup = ['CidrIp', 'CidrIpv6', 'SourcePrefixListId', 'SourceSecurityGroupName'].every(key => this.node.get(key).isAbsent);
    return onlyGroup && group !== undefined && sources.every(source => source.resource !== group);
  }
}

const OWNED_BY: readonly (readonly [string, string])[] = [
  ['AWS::EC2::Route', 'RouteTableId'],
  ['AWS::EC2::SubnetRouteTableAssociation', 'SubnetId'],
  ['AWS::EC2::VPCEndpoint', 'VpcId'],
];

const subnetOf: PointsAt = association => refersTo(association, 'SubnetId');
const routeTableOf: PointsAt = route => refersTo(route, 'RouteTableId');
const vpcOf: PointsAt = endpoint => refersTo(endpoint, 'VpcId');
const groupOf: PointsAt = rule => refersTo(rule, 'GroupId');

function refersTo(resource: Resource, key: string): readonly Resource[] {
  const target = resource.properties.target(key);
  return target ? [target] : [];
}

function isSingle(place: Node): boolean {
  return place.outcomes.length === 1 && place.outcomes[0].kind === 'map';
}

function destinationOf(route: Node): string | undefined {
  return ['DestinationCidrBlock', 'DestinationIpv6CidrBlock'].map(key => route.text(key).known).find(known => known !== undefined);
}

function egressThrough(routes: readonly Node[]): Value<Egress> {
  const isInternet = routes.map(route => route.target('GatewayId')?.type === 'AWS::EC2::InternetGateway');
  if (isInternet.every(yes => yes)) { return Value.known('internet gateway'); }
  return isInternet.some(yes => yes) || routes.some(route => !route.get('GatewayId').isAbsent) ? Value.deferred() : Value.known('other gateway');
}
