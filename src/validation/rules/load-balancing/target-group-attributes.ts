import { own } from '../../../facts/own';
import {
  ATTRIBUTE_CONFLICTS, AttributeConflict, AttributeState, CLIENT_IP_PROTOCOLS, FAILOVER_THRESHOLDS, RESERVED_COOKIE_PREFIX, STICKINESS_TYPES,
  TERMINATION_CONFLICTS, TERMINATION_PROTOCOLS,
} from '../../../facts/target-group-attributes';
import { TargetGroup } from '../../model/entities/target-group';
import { defineRule, Violation } from '../rule';

const DRAINING = 'target_health_state.unhealthy.draining_interval_seconds';
const TERMINATION = 'target_health_state.unhealthy.connection_termination.enabled';

export default defineRule({
  title: 'Attributes of a target group are compatible with each other and with its protocol',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check whether the attributes are compatible. Elastic Load Balancing refuses the target group, for example with "You cannot enable both slow start and weighted random algorithm on a target group".',
  fix: 'Change or remove the setting that the message names: the type of stickiness, `slowStart`, `stickinessCookieDuration`, `loadBalancingAlgorithmType`, `enableAnomalyMitigation`, `crossZoneEnabled` or `preserveClientIp`. In CloudFormation: TargetGroupAttributes.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',

  subject: 'targetGroup',
  *check(group) {
    if (group.isOfApplication) { yield* conflicts(group, ATTRIBUTE_CONFLICTS); }
    if (group.protocol.isOneOf(TERMINATION_PROTOCOLS)) { yield* conflicts(group, TERMINATION_CONFLICTS); }
    yield* lateFailover(group);
    yield* wrongStickiness(group);
    yield* hiddenClients(group);
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'slow start with least outstanding requests': attributes({ 'slow_start.duration_seconds': '30', 'load_balancing.algorithm.type': 'least_outstanding_requests' }),
    'slow start with weighted random': attributes({ 'slow_start.duration_seconds': '30', 'load_balancing.algorithm.type': 'weighted_random' }),
    'stickiness with weighted random': attributes({ 'stickiness.enabled': 'true', 'load_balancing.algorithm.type': 'weighted_random' }),
    'anomaly mitigation with the default algorithm': attributes({ 'load_balancing.algorithm.anomaly_mitigation': 'on' }),
    'anomaly mitigation with round robin': attributes({ 'load_balancing.algorithm.anomaly_mitigation': 'on', 'load_balancing.algorithm.type': 'round_robin' }),
    'stickiness without cross-zone load balancing': attributes({ 'stickiness.enabled': 'true', 'load_balancing.cross_zone.enabled': 'false' }),
    'stickiness by source IP with HTTP': attributes({ 'stickiness.enabled': 'true', 'stickiness.type': 'source_ip' }),
    'stickiness by a cookie without a name': attributes({ 'stickiness.enabled': 'true', 'stickiness.type': 'app_cookie' }),
    'a cookie with a reserved name': attributes({ 'stickiness.enabled': 'true', 'stickiness.type': 'app_cookie', 'stickiness.app_cookie.cookie_name': 'AWSALBAPP-0' }),
    'stickiness over TLS': networkGroup('TLS', { 'stickiness.enabled': 'true', 'stickiness.type': 'source_ip' }),
    'stickiness of the default type over TLS': networkGroup('TLS', { 'stickiness.enabled': 'true' }),
    'UDP without client IP preservation': {
      scene: 'a Fargate service behind a network load balancer over UDP', change: attributes({ 'preserve_client_ip.enabled': 'false' }),
    },
    'a draining interval with termination of connections': networkGroup('TCP', { [DRAINING]: '60', [TERMINATION]: 'true' }),
    'a draining interval with the default': networkGroup('TCP', { [DRAINING]: '60' }),
    'a lower count for DNS failover': attributes(thresholds('count', '1', '2')),
    'a lower percentage for DNS failover': attributes(thresholds('percentage', '9', '10')),
    'TCP_UDP without client IP preservation': networkGroup('TCP_UDP', { 'preserve_client_ip.enabled': 'false' }),
  },
  good: {
    'slow start with round robin': attributes({ 'slow_start.duration_seconds': '30', 'load_balancing.algorithm.type': 'round_robin' }),
    'no slow start with least outstanding requests': attributes({ 'slow_start.duration_seconds': '0', 'load_balancing.algorithm.type': 'least_outstanding_requests' }),
    'anomaly mitigation with weighted random': attributes({ 'load_balancing.algorithm.anomaly_mitigation': 'on', 'load_balancing.algorithm.type': 'weighted_random' }),
    'no stickiness with weighted random': attributes({ 'stickiness.enabled': 'false', 'load_balancing.algorithm.type': 'weighted_random' }),
    'stickiness by a cookie of the application': attributes({ 'stickiness.enabled': 'true', 'stickiness.type': 'app_cookie', 'stickiness.app_cookie.cookie_name': 'session' }),
    'a type of disabled stickiness': attributes({ 'stickiness.enabled': 'false', 'stickiness.type': 'source_ip' }),
    'stickiness without cross-zone load balancing over TCP': networkGroup('TCP', { 'stickiness.enabled': 'true', 'stickiness.type': 'source_ip', 'load_balancing.cross_zone.enabled': 'false' }),
    'no stickiness over TLS': networkGroup('TLS', { 'stickiness.enabled': 'false', 'stickiness.type': 'source_ip' }),
    'stickiness over a protocol from a parameter': networkGroup({ Ref: 'AParameter' }, { 'stickiness.enabled': 'true' }),
    'TCP without client IP preservation': networkGroup('TCP', { 'preserve_client_ip.enabled': 'false' }),
    'TLS without client IP preservation': networkGroup('TLS', { 'preserve_client_ip.enabled': 'false' }),
    'UDP with client IP preservation': networkGroup('UDP', { 'preserve_client_ip.enabled': 'true' }),
    'UDP with client IP preservation from a parameter': networkGroup('UDP', { 'preserve_client_ip.enabled': { Ref: 'AParameter' } }),
    'a reserved name for an unused cookie': attributes({ 'stickiness.enabled': 'true', 'stickiness.type': 'lb_cookie', 'stickiness.app_cookie.cookie_name': 'AWSALBAPP' }),
    'a draining interval without termination of connections': networkGroup('TCP', { [DRAINING]: '60', [TERMINATION]: 'false' }),
    'a draining interval over UDP': networkGroup('UDP', { [DRAINING]: '60' }),
    'no draining interval': networkGroup('TCP', { [DRAINING]: '0', [TERMINATION]: 'true' }),
    'the same count for both failovers': attributes(thresholds('count', '2', '2')),
    'DNS failover that is off': attributes(thresholds('percentage', 'off', '50')),
    'a percentage of routing failover from a parameter': attributes(thresholds('percentage', '10', { Ref: 'AParameter' })),
    'an algorithm from a parameter': attributes({ 'slow_start.duration_seconds': '30', 'load_balancing.algorithm.type': { Ref: 'Algorithm' } }),
    'an attribute from a parameter and anomaly mitigation': {
      Targets: { TargetGroupAttributes: [{ Key: 'load_balancing.algorithm.anomaly_mitigation', Value: 'on' }, { Key: { Ref: 'Attribute' }, Value: 'weighted_random' }] },
    },
  },
});

function* conflicts(group: TargetGroup, rows: readonly AttributeConflict[]): Iterable<Violation> {
  for (const { one, other, otherwise } of rows) {
    if (!holds(group, one) || !holds(group, other)) { continue; }
    yield {
      location: group.attributeAt(one.key),
      message: `${shown(group, one)} cannot be combined with ${shown(group, other)}`,
      ...otherwise === 'refused' ? {} : { severity: 'warning' },
    };
  }
}

function holds(group: TargetGroup, { key, fallback, holds: isMet }: AttributeState): boolean {
  return group.attribute(key).orDefault(fallback).satisfies(isMet);
}

function shown(group: TargetGroup, { key, fallback }: AttributeState): string {
  const value = group.attribute(key);
  return `${key} (${value.isAbsent ? `${fallback}, the default` : value})`;
}

function* wrongStickiness(group: TargetGroup): Iterable<Violation> {
  if (!group.attribute('stickiness.enabled').is('true')) { return; }
  const type = group.attribute('stickiness.type');
  const types = own(STICKINESS_TYPES, group.protocol.known ?? '');
  if (types?.length === 0) {
    yield { location: group.attributeAt('stickiness.enabled'), message: `stickiness.enabled (true) is not supported with protocol ${group.protocol}; remove it` };
    return;
  }
  if (types && type.isNoneOf(types)) {
    yield { location: group.attributeAt('stickiness.type'), message: `stickiness.type (${type}) is not supported with protocol ${group.protocol}; use ${types.join(' or ')}` };
  }
  const name = group.attribute('stickiness.app_cookie.cookie_name');
  if (type.is('app_cookie') && name.isAbsent) {
    yield { location: group.attributeAt('stickiness.type'), message: 'stickiness.type (app_cookie) needs the name of the cookie; set stickiness.app_cookie.cookie_name' };
  }
  if (type.is('app_cookie') && name.satisfies(text => text.startsWith(RESERVED_COOKIE_PREFIX))) {
    yield { location: group.attributeAt('stickiness.app_cookie.cookie_name'), message: `stickiness.app_cookie.cookie_name (${name}) must not start with ${RESERVED_COOKIE_PREFIX}, which is reserved for the cookies of the load balancer` };
  }
}

function* hiddenClients(group: TargetGroup): Iterable<Violation> {
  const preserves = group.attribute('preserve_client_ip.enabled');
  if (preserves.is('false') && group.protocol.isOneOf(CLIENT_IP_PROTOCOLS)) {
    yield {
      location: group.attributeAt('preserve_client_ip.enabled'),
      message: `preserve_client_ip.enabled (false) is not supported with protocol ${group.protocol}; remove it`,
    };
  }
}

function* lateFailover(group: TargetGroup): Iterable<Violation> {
  for (const { dns, routing } of FAILOVER_THRESHOLDS) {
    const [first, second] = [group.attribute(dns), group.attribute(routing)];
    // "off" is not a number, and no comparison with it holds
    if (first.satisfies(value => second.satisfies(other => Number(value) < Number(other)))) {
      yield {
        location: group.attributeAt(dns),
        severity: 'warning',
        message: `${dns} (${first}) must be at least ${routing} (${second})`,
      };
    }
  }
}

/** A target group of a Network Load Balancer. */
function networkGroup(Protocol: unknown, values: Readonly<Record<string, unknown>>) {
  return {
    Other: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { Port: 80, Protocol, TargetType: 'ip', VpcId: { Ref: 'Vpc' }, ...attributes(values).Targets },
    },
  };
}

function attributes(values: Readonly<Record<string, unknown>>) {
  return { Targets: { TargetGroupAttributes: Object.entries(values).map(([Key, Value]) => ({ Key, Value })) } };
}

function thresholds(unit: string, dns: unknown, routing: unknown): Readonly<Record<string, unknown>> {
  return { [`target_group_health.dns_failover.minimum_healthy_targets.${unit}`]: dns, [`target_group_health.unhealthy_state_routing.minimum_healthy_targets.${unit}`]: routing };
}
