import type { Application, PointsAt } from './application';
import { List, Node } from './evaluation/node';
import type { Location, Resource } from './evaluation/resource';
import { Value } from './evaluation/value';
import { mayBeChangedOutside } from './external-access';
import { grouped } from './grouped';
import { ruleCalls } from './rule-calls';
import { SecurityGroup } from './security-group';
import type { Service } from './service';
import { Subnet } from './subnet';
import { mayBeAny } from './unresolved-reference';
import { LOAD_BALANCER_DEFAULTS, TARGET_GROUP_DEFAULTS } from '../../facts/defaults';
import { CONNECTION_PROTOCOLS } from '../../facts/network-load-balancers';
import { APPLICATION_PROTOCOLS } from '../../facts/target-group-attributes';

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

/** A target group, and the listeners that forward to it. */
export class TargetGroup {
  public readonly node: Node;

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
  }

  public get targetType(): Value<string> { return this.node.text('TargetType').orDefault(TARGET_GROUP_DEFAULTS.targetType); }
  public get protocol(): Value<string> { return this.node.text('Protocol'); }
  public get protocolVersion(): Value<string> { return this.node.text('ProtocolVersion'); }
  public get healthCheckPort(): Value<string> { return this.node.text('HealthCheckPort').orDefault(TARGET_GROUP_DEFAULTS.healthCheckPort); }

  public get port(): Value<number> { return this.node.number('Port'); }

  /** The value of an attribute; absent where the target group certainly does not set it. */
  public attribute(key: string): Value<string> {
    const list = this.node.list('TargetGroupAttributes');
    const keys = list.map(each => each.text('Key'));
    if (!list.isKnown || !keys.every(({ known }) => known !== undefined)) { return Value.deferred(); }
    const [found, ...others] = list.sure.filter(each => each.text('Key').is(key));
    if (others.length > 0) { return Value.deferred(); }
    return found?.text('Value') ?? Value.absent();
  }

  /** Where an attribute stands; the list where it does not. */
  public attributeAt(key: string): Location {
    const found = this.node.list('TargetGroupAttributes').sure.find(each => each.text('Key').is(key));
    return found ? found.at('Value') : this.node.at('TargetGroupAttributes');
  }

  /** Whether it certainly belongs to an Application Load Balancer. */
  public get isOfApplication(): boolean { return this.protocol.isOneOf(APPLICATION_PROTOCOLS); }

  /** Whether it certainly belongs to a Network Load Balancer. */
  public get isOfNetwork(): boolean { return this.protocol.isOneOf(CONNECTION_PROTOCOLS); }

  /** Whether it certainly holds IPv4 addresses. */
  public get hasIpv4Targets(): boolean { return this.node.text('IpAddressType').orDefault(TARGET_GROUP_DEFAULTS.addressType).is('ipv4'); }

  /** The application load balancers of the app that are its targets. */
  public get balancers(): readonly LoadBalancer[] { return this.balancerTargets.map(({ balancer }) => balancer); }

  /** The same, with the ports that they are named with. */
  public get balancerTargets(): readonly { readonly balancer: LoadBalancer; readonly port: Value<number> }[] {
    return this.node.list('Targets').sure.flatMap(target => {
      const found = target.target('Id');
      if (found?.type !== BALANCER) { return []; }
      return [{ balancer: this.application.view(LoadBalancer, found), port: target.get('Port').isAbsent ? this.port : target.number('Port') }];
    });
  }

  /** The services whose tasks it holds. */
  public get services(): readonly Service[] { return this.application.servicesBehind(this); }

  /** The listeners and listener rules that forward to it. */
  public get forwarders(): readonly Resource[] { return this.listeners.map(({ resource }) => resource); }

  /** The same as views. */
  public get listeners(): readonly Listener[] { return this.application.fact(listenersByGroup).get(this.resource) ?? []; }

  /** Whether certainly nothing forwards to it. */
  public get isUnused(): boolean {
    return this.forwarders.length === 0 && !this.mayHaveOtherForwarders;
  }

  /** The load balancers that reach it; `undefined` when there may be others. */
  public get loadBalancers(): readonly LoadBalancer[] | undefined {
    const found = this.listeners.map(({ loadBalancer }) => loadBalancer);
    return found.every(loadBalancer => loadBalancer !== undefined) && !this.mayHaveOtherForwarders ? [...new Set(found)] : undefined;
  }

  /** Whether others than these may forward to it as well. */
  public get mayHaveOtherForwarders(): boolean {
    return this.application.fact(hasStrayForwarders) || mayBeChangedOutside(this.resource, this.application);
  }
}

/** A listener, or a rule of one: a resource of its own, or what a custom resource creates by a call of the SDK. */
export class Listener {
  public constructor(public readonly resource: Resource, private readonly application: Application) {}

  public get node(): Node { return ruleCalls(this.application).settingsOf(this.resource); }

  /** The listener of a rule, as the rule names it. */
  public get listenerPlace(): Node { return this.node.get('ListenerArn'); }

  /** The conditions of a rule. */
  public get conditionsPlace(): Node { return this.setting('Conditions'); }

  /** The place of a rule among those of its listener. */
  public get priorityPlace(): Node { return this.setting('Priority'); }

  public get loadBalancer(): LoadBalancer | undefined {
    const found = this.listener.properties.target('LoadBalancerArn');
    return found?.type === BALANCER ? this.application.view(LoadBalancer, found) : undefined;
  }

  /** Where its actions stand: those of a listener by default, those of a rule. */
  public get actionsPlace(): Node { return this.setting(this.resource.type === LISTENER ? 'DefaultActions' : 'Actions'); }

  public get actions(): List { return this.actionsPlace.asList; }

  /** The protocol that clients use. */
  public get protocol(): Value<string> { return this.listener.properties.text('Protocol'); }
  public get port(): Value<number> { return this.listener.properties.number('Port'); }

  /** The listener of a rule. */
  private get listener(): Resource { return this.listenerPlace.asAttribute?.resource ?? this.resource; }

  private setting(key: string): Node { return ruleCalls(this.application).setting(this.resource, key); }
}

/** An application, network or gateway load balancer. */
export class LoadBalancer {
  public readonly node: Node;

  public constructor(public readonly resource: Resource, private readonly application: Application) {
    this.node = resource.properties;
  }

  public get type(): Value<string> { return this.node.text('Type').orDefault(LOAD_BALANCER_DEFAULTS.type); }
  public get scheme(): Value<string> { return this.node.text('Scheme').orDefault(LOAD_BALANCER_DEFAULTS.scheme); }

  /** Whether it has none, as only a network load balancer can. */
  public get hasNoSecurityGroups(): boolean {
    const place = this.node.get('SecurityGroups');
    return this.type.is('network') && (place.isAbsent || place.asList.isEmpty);
  }

  /** Its security groups; `undefined` when one of them is not in the app. */
  public get securityGroups(): readonly SecurityGroup[] | undefined {
    return SecurityGroup.all(this.node.get('SecurityGroups'), this.application);
  }

  /** Those of its subnets that are in the app for certain. */
  public get knownSubnets(): readonly Subnet[] {
    return this.subnetPlaces.filter(place => place.isSure).flatMap(place => {
      const found = this.application.resolve(place, 'AWS::EC2::Subnet');
      return found ? [this.application.view(Subnet, found)] : [];
    });
  }

  /** Whether it certainly has one subnet and no other. A parameter may be a list of subnets. */
  public get hasOneSubnet(): boolean {
    const lists = [this.node.list('Subnets'), this.node.list('SubnetMappings')];
    return lists.every(list => list.isKnown) && this.subnetPlaces.length === 1;
  }

  /** Its listeners; `undefined` when it may have others. */
  public get listeners(): readonly Listener[] | undefined {
    const { application, resource } = this;
    if (application.fact(hasStrayListeners) || mayBeChangedOutside(resource, application)) { return undefined; }
    return application.pointingAt(resource, LISTENER, balancerOf).map(listener => application.view(Listener, listener));
  }

  private get subnetPlaces(): readonly Node[] {
    return [...this.node.list('Subnets'), ...this.node.list('SubnetMappings').map(mapping => mapping.get('SubnetId'))];
  }
}

const balancerOf: PointsAt = ({ properties }) => [properties.target('LoadBalancerArn') ?? []].flat();

/** Whether some listener of the app is of a load balancer that is not known: it may be any. */
function hasStrayListeners(application: Application): boolean {
  return application.ofType(LISTENER).some(({ properties }) => mayBeAny(properties.get('LoadBalancerArn')));
}

/** The listeners and rules that forward to each target group. */
function listenersByGroup({ listenersAndRules }: Application): ReadonlyMap<Resource, readonly Listener[]> {
  return grouped(listenersAndRules, listener => (forwardingPlaces(listener) ?? []).flatMap(place => place.asAttribute?.resource ?? []));
}

/** Whether some listener or rule of the app forwards to a group that is not known: it may be any. */
function hasStrayForwarders({ listenersAndRules }: Application): boolean {
  return listenersAndRules.some(listener => forwardingPlaces(listener) === undefined);
}

/** Where a listener or rule names target groups; `undefined` when some of it cannot be read. */
function forwardingPlaces({ actions }: Listener): readonly Node[] | undefined {
  if (!actions.isKnown) { return undefined; }
  const places: Node[] = [];
  for (const action of actions) {
    const groups = action.get('ForwardConfig').list('TargetGroups');
    if (!groups.isKnown) { return undefined; }
    places.push(action.get('TargetGroupArn'), ...groups.map(group => group.get('TargetGroupArn')));
  }
  const written = places.filter(place => !place.isAbsent);
  return written.some(place => mayBeAny(place)) ? undefined : written;
}
