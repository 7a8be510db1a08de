import type { WrongValue } from './value-format';
import {
  Exclusive, GROUP_EXCLUSIVES, GROUP_LISTS, GROUP_PLACES, GroupList, MAINTENANCE_DIFFERENCE, MIXED_PATHS, MOST_REQUIREMENTS, REQUIREMENT_RANGES,
  WITH_REQUIREMENTS_EXCLUDED,
} from '../../../facts/auto-scaling-groups';
import type { AutoScalingGroup } from '../entities/auto-scaling-group';
import type { Node } from '../evaluation/node';
import { parameterName, places } from '../evaluation/places';
import { Value } from '../evaluation/value';

/** Settings of an Auto Scaling group that EC2 Auto Scaling refuses together. */
export function* groupProblems(node: Node): Iterable<WrongValue> {
  const isKnown = node.number('MaxSize').isKnown;
  for (const row of isKnown ? GROUP_EXCLUSIVES : []) { yield* exclusiveProblems(node, row); }
  for (const row of GROUP_LISTS) { yield* listProblems(node, row); }
  if (isKnown && GROUP_PLACES.every(key => node.get(key).isAbsent)) {
    yield { location: node.at('VPCZoneIdentifier'), message: 'the group has neither VPCZoneIdentifier nor AvailabilityZones; set one' };
  }
  yield* sizeProblems(node);
  yield* mixedProblems(node);
  yield* maintenanceProblems(node.get('InstanceMaintenancePolicy'));
}

/** Sizes of a group or of a scheduled action that are in no order. */
export function* sizeProblems(node: Node): Iterable<WrongValue> {
  for (const [low, high] of [['MinSize', 'MaxSize'], ['MinSize', 'DesiredCapacity'], ['DesiredCapacity', 'MaxSize']]) {
    if (isAbove(node.number(low), node.number(high))) {
      const key = high === 'DesiredCapacity' ? high : low;
      yield { location: node.at(key), message: `${low} ${node.text(low)} is above ${high} ${node.text(high)}` };
    }
  }
}

function isAbove(low: Value<number>, high: Value<number>): boolean { return low.satisfies(least => high.satisfies(most => least > most)); }

/** The places of a path; the node itself without one. */
function at(node: Node, path: string): readonly Node[] { return path === '' ? [node] : places(node, path); }

function* exclusiveProblems(node: Node, { path, keys, isRequired }: Exclusive): Iterable<WrongValue> {
  for (const place of at(node, path)) {
    const given = keys.filter(key => place.get(key).isGiven);
    if (given.length > 1) { yield { location: place.at(given[1]), message: `${given.join(' and ')} exclude each other; remove one` }; }
    if (isRequired && place.isGiven && keys.every(key => place.get(key).isAbsent)) { yield { location: place.at(keys[0]), message: `one of ${keys.join(', ')} is required` }; }
  }
}

function* listProblems(node: Node, { path, most, unique }: GroupList): Iterable<WrongValue> {
  for (const place of places(node, path)) {
    const list = place.asList;
    if (most !== undefined && list.atLeast > most) { yield { location: place.location, message: `${parameterName(path)} has ${list.atLeast} entries; at most ${most} are possible` }; }
    const seen = new Set<string>();
    for (const value of unique === undefined ? [] : list.sure.map(entry => entry.get(unique))) {
      const text = value.asText.known;
      if (text !== undefined && seen.has(text)) { yield { location: value.location, message: `${unique} ${text} occurs twice in ${parameterName(path)}` }; }
      if (text !== undefined) { seen.add(text); }
    }
  }
}

function* mixedProblems(node: Node): Iterable<WrongValue> {
  const overrides = places(node, MIXED_PATHS.overrides);
  const required = overrides.filter(override => override.get('InstanceRequirements').isGiven);
  const [distribution] = places(node, MIXED_PATHS.distribution);
  for (const [key, value] of required.length > 0 && distribution ? WITH_REQUIREMENTS_EXCLUDED : []) {
    if (distribution.text(key).is(value)) { yield { location: distribution.at(key), message: `${key} ${value} needs instance types in an order, but an override has InstanceRequirements` }; }
  }
  if (required.length > MOST_REQUIREMENTS) { yield { location: required[MOST_REQUIREMENTS].at('InstanceRequirements'), message: `${required.length} overrides have InstanceRequirements; at most ${MOST_REQUIREMENTS} are possible` }; }
  if (distribution?.get('SpotInstancePools').isGiven && distribution.text('SpotAllocationStrategy').differs('lowest-price')) {
    yield { location: distribution.at('SpotInstancePools'), message: `SpotInstancePools needs SpotAllocationStrategy lowest-price; it is ${distribution.text('SpotAllocationStrategy')}` };
  }
  for (const override of required) {
    for (const range of REQUIREMENT_RANGES.map(key => override.get('InstanceRequirements').get(key))) {
      if (isAbove(range.number('Min'), range.number('Max'))) { yield { location: range.at('Min'), message: `Min ${range.text('Min')} is above Max ${range.text('Max')}` }; }
    }
  }
}

function* maintenanceProblems(policy: Node): Iterable<WrongValue> {
  const [least, most] = [policy.number('MinHealthyPercentage'), policy.number('MaxHealthyPercentage')];
  if (least.satisfies(low => low >= 0 && most.satisfies(high => high - low > MAINTENANCE_DIFFERENCE))) {
    yield { location: policy.at('MaxHealthyPercentage'), message: `MaxHealthyPercentage ${most} exceeds MinHealthyPercentage ${least} by more than ${MAINTENANCE_DIFFERENCE}` };
  }
}

/** Overrides with weights, which ECS does not support; `undefined` if there are none. */
export function weightedOverride(node: Node): Node | undefined {
  return places(node, MIXED_PATHS.overrides).map(override => override.get('WeightedCapacity')).find(weight => weight.isGiven);
}

/** Zones that do not include the zone of a subnet. */
export function* zoneProblems({ node, subnets }: AutoScalingGroup): Iterable<WrongValue> {
  const zones = node.list('AvailabilityZones');
  if (!zones.isKnown || zones.isEmpty || zones.texts.length < zones.length) { return; }
  for (const subnet of subnets.known) {
    const zone = subnet.node.text('AvailabilityZone');
    if (zone.isNoneOf(zones.texts)) { yield { location: node.at('AvailabilityZones'), message: `AvailabilityZones does not have ${zone}, the zone of subnet ${subnet.resource.logicalId}` }; }
  }
}

/** The target of a lifecycle hook and its role: a topic or queue needs one, and a function has none. */
export function* hookTargetProblems(hook: Node): Iterable<WrongValue> {
  const [target, role] = [hook.get('NotificationTargetARN'), hook.get('RoleARN')];
  const isFunction = target.asAttribute?.resource.type === 'AWS::Lambda::Function' || target.asText.satisfies(arn => arn.includes(':lambda:'));
  const isTopic = target.asAttribute !== undefined && TOPICS.includes(target.asAttribute.resource.type) || target.asText.satisfies(arn => /:s[qn]s:/.test(arn));
  if (role.isGiven && target.isAbsent) { yield { location: role.location, message: 'the lifecycle hook has RoleARN without NotificationTargetARN; set both or none' }; }
  if (isFunction && role.isGiven) { yield { location: role.location, message: 'the lifecycle hook calls a function, for which RoleARN must not be set' }; }
  if (isTopic && role.isAbsent) { yield { location: hook.at('RoleARN'), message: 'the lifecycle hook notifies a topic or queue, for which RoleARN is required' }; }
  if (target.asAttribute?.resource.properties.flag('FifoQueue').is(true)) { yield { location: target.location, message: `the lifecycle hook notifies ${target.asAttribute.resource.logicalId}, a FIFO queue; use another one` }; }
}

const TOPICS: readonly string[] = ['AWS::SNS::Topic', 'AWS::SQS::Queue'];
