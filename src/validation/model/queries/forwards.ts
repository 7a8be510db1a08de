import { FORWARD_WEIGHT } from '../../../facts/listener-actions';
import { allOf } from '../entities/entity';
import { Listener, listenerRuleAt } from '../entities/listener';
import { TargetGroup } from '../entities/target-group';
import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import type { ResourceIndex } from '../index/resource-index';

/** A target group of the app to which a listener or rule forwards. */
export interface Forward {
  readonly group: Resource;
  readonly weight: Value<number>;
  /** The place that names the target group. */
  readonly place: Node;
}

/** The listener or listener rule of the app that a place names. A custom resource may create the rule. */
export function listenerAt(place: Node, application: ResourceIndex): Listener | undefined {
  const resource = place.asAttribute?.resource;
  return listenerRuleAt(place, application) ?? (resource && application.memo(listenersByResource).get(resource));
}

function listenersByResource(application: ResourceIndex): ReadonlyMap<Resource, Listener> {
  return new Map(allOf(Listener, application).map(listener => [listener.resource, listener]));
}

/** The target groups to which a listener or listener rule forwards. */
export function forwardsOf({ actions }: Listener, application: ResourceIndex): JoinedList<Forward> {
  const lists = actions.sure.map(action => ({ action, groups: action.get('ForwardConfig').list('TargetGroups') }));
  const entries = lists.flatMap(({ action, groups }) => groups.isEmpty ? [action].filter(each => !each.get('TargetGroupArn').isAbsent) : groups.sure);
  const forwards = entries.map(entry => {
    const place = entry.get('TargetGroupArn');
    const group = application.resolve(place, TargetGroup.TYPE);
    return group && { group, place, weight: entry.number('Weight').orDefault(FORWARD_WEIGHT.default) };
  });
  return JoinedList.found(forwards, actions.isKnown && lists.every(({ groups }) => groups.isKnown));
}
