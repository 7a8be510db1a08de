import { Entity } from './entity';
import { allListeners, Listener } from './listener';
import { LoadBalancer } from './load-balancer';
import { TARGET_GROUP_DEFAULTS } from '../../../facts/defaults';
import { CONNECTION_PROTOCOLS } from '../../../facts/network-load-balancers';
import { APPLICATION_PROTOCOLS } from '../../../facts/target-group-attributes';
import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import type { Location, Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import { mayBeChangedOutside } from '../index/external-access';
import { grouped } from '../index/grouped';
import type { ResourceIndex } from '../index/resource-index';
import { mayBeAny } from '../index/unresolved-reference';

/** A target group with the listeners that forward to it. */
export class TargetGroup extends Entity {
  public static readonly TYPE = 'AWS::ElasticLoadBalancingV2::TargetGroup';

  private loadBalancerCache?: JoinedList<LoadBalancer>;

  public get targetType(): Value<string> { return this.node.text('TargetType').orDefault(TARGET_GROUP_DEFAULTS.targetType); }
  public get protocol(): Value<string> { return this.node.text('Protocol'); }
  public get protocolVersion(): Value<string> { return this.node.text('ProtocolVersion'); }
  public get healthCheckPort(): Value<string> { return this.node.text('HealthCheckPort').orDefault(TARGET_GROUP_DEFAULTS.healthCheckPort); }

  public get port(): Value<number> { return this.node.number('Port'); }

  /** The value of an attribute; absent if the target group certainly does not set it. */
  public attribute(key: string): Value<string> {
    const list = this.node.list('TargetGroupAttributes');
    const keys = list.map(each => each.text('Key'));
    if (!list.isKnown || !keys.every(({ known }) => known !== undefined)) { return Value.deferred(); }
    const [found, ...others] = list.sure.filter(each => each.text('Key').is(key));
    if (others.length > 0) { return Value.deferred(); }
    return found?.text('Value') ?? Value.absent();
  }

  /** The location of an attribute; the list of attributes if it is not set. */
  public attributeAt(key: string): Location {
    const found = this.node.list('TargetGroupAttributes').sure.find(each => each.text('Key').is(key));
    return found ? found.at('Value') : this.node.at('TargetGroupAttributes');
  }

  /** Whether it certainly belongs to an Application Load Balancer. */
  public get isOfApplication(): boolean { return this.protocol.isOneOf(APPLICATION_PROTOCOLS); }

  /** Whether it certainly belongs to a Network Load Balancer. */
  public get isOfNetwork(): boolean { return this.protocol.isOneOf(CONNECTION_PROTOCOLS); }

  /** Whether its targets certainly have IPv4 addresses. */
  public get hasIpv4Targets(): boolean { return this.node.text('IpAddressType').orDefault(TARGET_GROUP_DEFAULTS.addressType).is('ipv4'); }

  /** The Application Load Balancers of the app that are its targets. */
  public get balancers(): readonly LoadBalancer[] { return this.balancerTargets.map(({ balancer }) => balancer); }

  /** The Application Load Balancers of the app that are its targets, with the ports that receive the traffic. */
  public get balancerTargets(): readonly { readonly balancer: LoadBalancer; readonly port: Value<number> }[] {
    return this.node.list('Targets').sure.flatMap(target => {
      const found = target.target('Id');
      if (found?.type !== LoadBalancer.TYPE) { return []; }
      return [{ balancer: this.application.view(LoadBalancer, found), port: target.get('Port').isAbsent ? this.port : target.number('Port') }];
    });
  }

  /** The listeners and listener rules that forward to it. */
  public get listeners(): readonly Listener[] { return this.application.memo(listenersByGroup).get(this.resource) ?? []; }

  /** The resources of the listeners and listener rules that forward to it. */
  public get forwarders(): readonly Resource[] { return this.listeners.map(({ resource }) => resource); }

  /** Whether certainly no listener or listener rule forwards to it. */
  public get isUnused(): boolean { return this.forwarders.length === 0 && !this.mayHaveOtherForwarders; }

  /** The load balancers that forward to it. */
  public get loadBalancers(): JoinedList<LoadBalancer> { return this.loadBalancerCache ??= this.findLoadBalancers(); }

  private findLoadBalancers(): JoinedList<LoadBalancer> {
    return JoinedList.found([...new Set(this.listeners.map(({ loadBalancer }) => loadBalancer))], !this.mayHaveOtherForwarders);
  }

  /** Whether listeners that the app does not show may forward to it. */
  public get mayHaveOtherForwarders(): boolean {
    return this.application.memo(hasUnresolvedForwarders) || mayBeChangedOutside(this.resource, this.application);
  }
}

/** The listeners and listener rules that forward to each target group. */
function listenersByGroup(application: ResourceIndex): ReadonlyMap<Resource, readonly Listener[]> {
  return grouped(allListeners(application), listener => (forwardingPlaces(listener) ?? []).flatMap(place => place.asAttribute?.resource ?? []));
}

/** Whether some listener or listener rule of the app forwards to an unknown target group, which may be any. */
function hasUnresolvedForwarders(application: ResourceIndex): boolean {
  return allListeners(application).some(listener => forwardingPlaces(listener) === undefined);
}

/** The places where a listener or listener rule names target groups; `undefined` if one of them cannot be read. */
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
