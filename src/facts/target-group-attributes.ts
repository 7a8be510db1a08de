import { Verdict } from './verdict';

/**
 * How long a target group sends new targets less than their share of requests, in seconds; 0 disables it.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
 */
export const SLOW_START = { min: 30, max: 900 } as const;

/**
 * How long a client is sent to the same target, or to the same target group of a forward action, in seconds. A forward action has no default: "You must
 * specify this value when enabling target group stickiness."
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupStickinessConfig.html
 */
export const STICKINESS_DURATION = { min: 1, max: 604_800 } as const;

/** Cookies of applications must not have names that begin with those of the load balancer. */
export const RESERVED_COOKIE_PREFIX = 'AWSALB';

export const ALGORITHMS: readonly string[] = ['round_robin', 'least_outstanding_requests', 'weighted_random'];

/** The target groups of an Application Load Balancer. */
export const APPLICATION_PROTOCOLS: readonly string[] = ['HTTP', 'HTTPS'];

const COOKIES: readonly string[] = ['lb_cookie', 'app_cookie'];
const SOURCE_IP: readonly string[] = ['source_ip'];

/**
 * The types of stickiness of a target group with this protocol.
 *
 * Read on 2026-11-29. Elastic Load Balancing reports: "Stickiness type 'lb_cookie' is not supported for target groups with the TCP protocol", and
 * "You cannot enable stickiness on target groups with the TLS protocol", which the acceptance tests of Terraform expect.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elbv2/target_group_test.go
 */
export const STICKINESS_TYPES: Readonly<Record<string, readonly string[]>> = {
  HTTP: COOKIES,
  HTTPS: COOKIES,
  TCP: SOURCE_IP,
  UDP: SOURCE_IP,
  TCP_UDP: SOURCE_IP,
  TLS: [],
  GENEVE: ['source_ip_dest_ip', 'source_ip_dest_ip_proto'],
};

/**
 * The protocols of target groups that always preserve client IP addresses: "preserve_client_ip.enabled cannot be false if the target group protocol
 * is UDP or TCP_UDP". The documentation also lists QUIC and TCP_QUIC.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/4899
 */
export const CLIENT_IP_PROTOCOLS: readonly string[] = ['UDP', 'TCP_UDP'];

/** The value of an attribute. */
export interface AttributeState {
  readonly key: string;
  /** Its default. */
  readonly fallback: string;
  holds(value: string): boolean;
}

/** Two attributes of a target group that exclude each other. */
export interface AttributeConflict {
  readonly one: AttributeState;
  readonly other: AttributeState;
  readonly otherwise: Verdict;
}

const algorithm = (holds: AttributeState['holds']): AttributeState => ({ key: 'load_balancing.algorithm.type', fallback: 'round_robin', holds });
const slowStart: AttributeState = { key: 'slow_start.duration_seconds', fallback: '0', holds: value => Number(value) > 0 };
const stickiness: AttributeState = { key: 'stickiness.enabled', fallback: 'false', holds: value => value === 'true' };
const mitigation: AttributeState = { key: 'load_balancing.algorithm.anomaly_mitigation', fallback: 'off', holds: value => value === 'on' };
const oneZone: AttributeState = { key: 'load_balancing.cross_zone.enabled', fallback: 'use_load_balancer_configuration', holds: value => value === 'false' };

/**
 * The attributes of target groups of an Application Load Balancer that exclude each other.
 *
 * Elastic Load Balancing reports "You cannot enable both slow start and weighted random algorithm on a target group", and "You cannot have both
 * stickiness and weighted random algorithm enabled on the same target group". It documents the others; that stickiness is "not supported" with
 * cross-zone load balancing off need not mean that it is refused.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/disable-cross-zone.html
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3686
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/35083
 */
export const ATTRIBUTE_CONFLICTS: readonly AttributeConflict[] = [
  { one: slowStart, other: algorithm(value => value === 'least_outstanding_requests'), otherwise: 'refused' },
  { one: slowStart, other: algorithm(value => value === 'weighted_random'), otherwise: 'refused' },
  { one: stickiness, other: algorithm(value => value === 'weighted_random'), otherwise: 'refused' },
  { one: mitigation, other: algorithm(value => ALGORITHMS.includes(value) && value !== 'weighted_random'), otherwise: 'refused' },
  { one: stickiness, other: oneZone, otherwise: 'doubtful' },
];

/**
 * The attributes of target groups over TCP and TLS that exclude each other: the draining interval of unhealthy targets "can only be configured when
 * target_health_state.unhealthy.connection_termination.enabled is false", and its default is true. It "can't be enabled for UDP and TCP_UDP target groups".
 * Nothing says that the default interval, 0 seconds, is refused.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
 */
export const TERMINATION_PROTOCOLS: readonly string[] = ['TCP', 'TLS'];
export const TERMINATION_CONFLICTS: readonly AttributeConflict[] = [
  {
    one: { key: 'target_health_state.unhealthy.draining_interval_seconds', fallback: '0', holds: value => Number(value) > 0 },
    other: { key: 'target_health_state.unhealthy.connection_termination.enabled', fallback: 'true', holds: value => value === 'true' },
    otherwise: 'refused',
  },
];

/** Two thresholds of a target group, both counts or both percentages. */
export interface ThresholdPair {
  /** Below this many healthy targets, DNS sends no clients to the zone. */
  readonly dns: string;
  /** Below this many healthy targets, requests go to all targets. */
  readonly routing: string;
}

/**
 * "If you specify thresholds for both actions, the threshold for DNS failover must be greater than or equal to the threshold for routing failover, so that
 * DNS failover occurs either with or before routing failover." Nothing says that a smaller one is refused.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health.html
 */
export const FAILOVER_THRESHOLDS: readonly ThresholdPair[] = ['count', 'percentage'].map(unit => ({
  dns: `target_group_health.dns_failover.minimum_healthy_targets.${unit}`,
  routing: `target_group_health.unhealthy_state_routing.minimum_healthy_targets.${unit}`,
}));
