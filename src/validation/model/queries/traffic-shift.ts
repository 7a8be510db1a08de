import { Forward, forwardsOf, listenerAt } from './forwards';
import { TRAFFIC_SHIFT_STRATEGIES } from '../../../facts/deployment-strategies';
import type { Attachment } from '../entities/attachment';
import { Listener, listenerRuleAt } from '../entities/listener';
import type { Service } from '../entities/service';
import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import { mayBeChangedOutside } from '../index/external-access';
import { identityKey } from '../index/identity';
import type { ResourceIndex } from '../index/resource-index';

/** An entry in `LoadBalancers` of a service, with the listeners or listener rules that ECS changes to shift traffic. */
export class TrafficShift {
  /** The entries of a service that ECS certainly deploys by shifting traffic. */
  public static allOf(service: Service): readonly TrafficShift[] {
    if (!shiftsTraffic(service)) { return []; }
    return service.attachments.filter(({ node }) => node.isSure && node.get('AdvancedConfiguration').isGiven).map(attachment => new TrafficShift(attachment, service.application));
  }

  public readonly node: Node;

  public constructor(public readonly attachment: Attachment, private readonly application: ResourceIndex) {
    this.node = attachment.node.get('AdvancedConfiguration');
  }

  public get productionPlace(): Node { return this.node.get('ProductionListenerRule'); }
  public get testPlace(): Node { return this.node.get('TestListenerRule'); }

  public get production(): Listener | undefined { return listenerAt(this.productionPlace, this.application); }
  public get test(): Listener | undefined { return listenerAt(this.testPlace, this.application); }

  public get productionForwards(): JoinedList<Forward> { return this.forwards(this.production); }

  /** The target groups of test traffic: none without a test listener or rule. */
  public get testForwards(): JoinedList<Forward> { return this.testPlace.isAbsent ? JoinedList.complete([]) : this.forwards(this.test); }

  private forwards(listener: Listener | undefined): JoinedList<Forward> {
    if (!listener || mayBeChangedOutside(listener.resource, this.application)) { return JoinedList.UNKNOWN; }
    return forwardsOf(listener, this.application);
  }
}

/** A text that is equal for places that certainly name the same rule or listener; `undefined` if that is unknown. */
export function listenerKey(place: Node, application: ResourceIndex): string | undefined {
  const rule = listenerRuleAt(place, application)?.resource;
  return rule ? `${rule.template.name}#${rule.logicalId}` : identityKey(place, { types: 'AWS::ElasticLoadBalancingV2' });
}

/** Whether ECS certainly deploys a service by shifting traffic from its old tasks to new ones. */
export function shiftsTraffic({ controller, deploymentStrategy }: Service): boolean {
  return controller.is('ECS') && deploymentStrategy.isOneOf(TRAFFIC_SHIFT_STRATEGIES);
}
