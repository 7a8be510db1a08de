import type { Application } from './application';
import type { Listener } from './load-balancing';
import type { Node } from './node';
import type { Resource } from './resource';
import { Value } from './value';
import { FORWARD_WEIGHT } from '../../facts/deployment-strategies';

const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

/** A target group of the app to which a listener or rule forwards. */
export interface Forward {
  readonly group: Resource;
  readonly weight: Value<number>;
  /** Where the target group is named. */
  readonly place: Node;
}

/** The listener or rule of the app that a place names, whether it is a resource or created by a custom resource. */
export function listenerAt(place: Node, application: Application): Listener | undefined {
  const resource = place.asAttribute?.resource;
  return application.listenerRuleAt(place) ?? (resource && application.fact(listenersByResource).get(resource));
}

function listenersByResource({ listeners }: Application): ReadonlyMap<Resource, Listener> {
  return new Map(listeners.map(listener => [listener.resource, listener]));
}

/** Where a listener or rule forwards; `undefined` when it may also forward elsewhere. */
export function forwardsOf({ actions }: Listener, application: Application): readonly Forward[] | undefined {
  if (!actions.isKnown) { return undefined; }
  const found: Forward[] = [];
  for (const action of actions) {
    const groups = action.get('ForwardConfig').list('TargetGroups');
    if (!groups.isKnown) { return undefined; }
    const places = groups.length > 0 ? groups.map(group => group) : [action].filter(each => !each.get('TargetGroupArn').isAbsent);
    for (const each of places) {
      const place = each.get('TargetGroupArn');
      const group = application.resolve(place, TARGET_GROUP);
      if (!group) { return undefined; }
      found.push({ group, place, weight: each.number('Weight').orDefault(FORWARD_WEIGHT) });
    }
  }
  return found;
}
