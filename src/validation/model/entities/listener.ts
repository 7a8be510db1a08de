import { allOf, Entity, ownedBy } from './entity';
import { LoadBalancer } from './load-balancer';
import { JoinedList } from '../evaluation/joined-list';
import { List, Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import type { ResourceIndex } from '../index/resource-index';
import { ruleCalls } from '../index/rule-calls';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

/** A listener or a listener rule. A custom resource may create the rule with an SDK call. */
export class Listener extends Entity {
  public static readonly TYPE = 'AWS::ElasticLoadBalancingV2::Listener';

  /** The properties, or the parameters of the SDK call that creates the rule. */
  public override get node(): Node { return ruleCalls(this.application).settingsOf(this.resource); }

  /** The place where a rule names its listener. */
  public get listenerPlace(): Node { return this.node.get('ListenerArn'); }

  /** The conditions of a rule. */
  public get conditionsPlace(): Node { return this.setting('Conditions'); }

  /** The priority of a rule. */
  public get priorityPlace(): Node { return this.setting('Priority'); }

  public get loadBalancer(): LoadBalancer | undefined {
    const found = this.listener.properties.target('LoadBalancerArn');
    return found?.type === LoadBalancer.TYPE ? this.application.view(LoadBalancer, found) : undefined;
  }

  /** The place of the default actions of a listener, or of the actions of a rule. */
  public get actionsPlace(): Node { return this.setting(this.resource.type === Listener.TYPE ? 'DefaultActions' : 'Actions'); }

  public get actions(): List { return this.actionsPlace.asList; }

  /** The protocol that clients use. */
  public get protocol(): Value<string> { return this.listener.properties.text('Protocol'); }
  public get port(): Value<number> { return this.listener.properties.number('Port'); }

  /** The listener of a rule. */
  private get listener(): Resource { return this.node.target('ListenerArn') ?? this.resource; }

  private setting(key: string): Node { return ruleCalls(this.application).setting(this.resource, key); }
}

/** The listener rules of an app: rule resources, and rules that custom resources create. */
export function listenerRules(application: ResourceIndex): readonly Listener[] {
  return [...application.ofType(RULE), ...ruleCalls(application).creators].map(rule => application.view(Listener, rule));
}

/** The listeners and listener rules of an app. */
export function allListeners(application: ResourceIndex): readonly Listener[] {
  return [...allOf(Listener, application), ...listenerRules(application)];
}

/** The listener rule whose ARN is at a place, if it is certainly in the app. */
export function listenerRuleAt(place: Node, application: ResourceIndex): Listener | undefined {
  const rule = ruleCalls(application).ruleAt(place);
  return rule && application.view(Listener, rule);
}

/** The listeners of a load balancer. */
export function listenersOf({ resource, application }: LoadBalancer): JoinedList<Listener> {
  return ownedBy(Listener, resource, 'LoadBalancerArn', application);
}
