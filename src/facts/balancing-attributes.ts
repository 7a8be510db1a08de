import { ALGORITHMS } from './target-group-attributes';
import type { Format } from './value-format';

/** The kind of load balancer; target groups of functions have none. */
export type BalancerKind = 'application' | 'network' | 'gateway' | 'lambda';

/** An attribute of a load balancer, listener or target group. */
export interface BalancingAttribute {
  readonly key: string;
  /** The kinds of load balancer that have it. */
  readonly of: readonly BalancerKind[];
  /** The format of its value, unless it may be any text or is checked with others. */
  readonly value?: Format;
}

const ALL: readonly BalancerKind[] = ['application', 'network', 'gateway'];
const BOTH: readonly BalancerKind[] = ['application', 'network'];
const APPLICATION: readonly BalancerKind[] = ['application'];
const NETWORK: readonly BalancerKind[] = ['network'];
const GATEWAY: readonly BalancerKind[] = ['gateway'];

/** Whether Elastic Load Balancing also accepts `True` is not documented; templates that deploy contain it. */
const FLAG: Format = { oneOf: ['true', 'false'], anyCase: true };
const COUNT: Format = { pattern: /^(?:off|[1-9]\d*)$/, form: 'off or a number from 1' };
const PERCENTAGE: Format = { pattern: /^(?:off|[1-9]\d?|100)$/, form: 'off or from 1 to 100' };

function attributes(of: readonly BalancerKind[], keys: readonly string[], value?: Format): BalancingAttribute[] {
  return keys.map(key => ({ key, of, ...value ? { value } : {} }));
}

/**
 * The attributes of load balancers.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
 */
export const LOAD_BALANCER_ATTRIBUTES: readonly BalancingAttribute[] = [
  ...attributes(ALL, ['deletion_protection.enabled', 'load_balancing.cross_zone.enabled'], FLAG),
  ...attributes(BOTH, ['access_logs.s3.enabled', 'ipv6.deny_all_igw_traffic', 'zonal_shift.config.enabled'], FLAG),
  ...attributes(BOTH, ['access_logs.s3.bucket', 'access_logs.s3.prefix']),
  ...attributes(APPLICATION, [
    'connection_logs.s3.enabled', 'health_check_logs.s3.enabled', 'routing.http.drop_invalid_header_fields.enabled', 'routing.http.preserve_host_header.enabled',
    'routing.http.x_amzn_tls_version_and_cipher_suite.enabled', 'routing.http.xff_client_port.enabled', 'routing.http2.enabled', 'waf.fail_open.enabled',
  ], FLAG),
  ...attributes(APPLICATION, [
    'idle_timeout.timeout_seconds', 'client_keep_alive.seconds', 'connection_logs.s3.bucket', 'connection_logs.s3.prefix', 'health_check_logs.s3.bucket', 'health_check_logs.s3.prefix',
  ]),
  ...attributes(APPLICATION, ['routing.http.desync_mitigation_mode'], { oneOf: ['monitor', 'defensive', 'strictest'] }),
  ...attributes(APPLICATION, ['routing.http.xff_header_processing.mode'], { oneOf: ['append', 'preserve', 'remove'] }),
  ...attributes(NETWORK, ['dns_record.client_routing_policy'], { oneOf: ['availability_zone_affinity', 'partial_availability_zone_affinity', 'any_availability_zone'] }),
  ...attributes(NETWORK, ['secondary_ips.auto_assigned.per_subnet'], { pattern: /^[0-7]$/, form: 'from 0 to 7' }),
];

/**
 * The attributes of target groups. The bounds of durations are in `TIMED_ATTRIBUTES`.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
 */
export const TARGET_GROUP_ATTRIBUTES: readonly BalancingAttribute[] = [
  ...attributes(ALL, ['deregistration_delay.timeout_seconds', 'stickiness.type']),
  ...attributes(ALL, ['stickiness.enabled'], FLAG),
  ...attributes(BOTH, ['load_balancing.cross_zone.enabled'], { oneOf: ['true', 'false', 'use_load_balancer_configuration'], anyCase: true }),
  ...attributes(BOTH, ['target_group_health.dns_failover.minimum_healthy_targets.count', 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count'], COUNT),
  ...attributes(BOTH, ['target_group_health.dns_failover.minimum_healthy_targets.percentage', 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage'], PERCENTAGE),
  ...attributes(APPLICATION, ['load_balancing.algorithm.type'], { oneOf: ALGORITHMS }),
  ...attributes(APPLICATION, ['load_balancing.algorithm.anomaly_mitigation'], { oneOf: ['on', 'off'] }),
  ...attributes(APPLICATION, ['slow_start.duration_seconds', 'stickiness.app_cookie.cookie_name', 'stickiness.app_cookie.duration_seconds', 'stickiness.lb_cookie.duration_seconds']),
  ...attributes(['lambda'], ['lambda.multi_value_headers.enabled'], FLAG),
  ...attributes(NETWORK, [
    'deregistration_delay.connection_termination.enabled', 'preserve_client_ip.enabled', 'proxy_protocol_v2.enabled', 'target_health_state.unhealthy.connection_termination.enabled',
  ], FLAG),
  ...attributes(NETWORK, ['target_health_state.unhealthy.draining_interval_seconds'], { pattern: /^(?:\d{1,5}|[12]\d{5}|3[0-5]\d{4}|360000)$/, form: 'from 0 to 360000 seconds' }),
  ...attributes(GATEWAY, ['target_failover.on_deregistration', 'target_failover.on_unhealthy'], { oneOf: ['rebalance', 'no_rebalance'] }),
];

/** The start of the keys of headers, in requests to targets and in responses to clients. */
const REQUEST = 'routing.http.request.x_amzn_';
const RESPONSE = 'routing.http.response.';

/**
 * The attributes of listeners.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html
 */
export const LISTENER_ATTRIBUTES: readonly BalancingAttribute[] = [
  ...attributes(['network', 'gateway'], ['tcp.idle_timeout.seconds'], { pattern: /^(?:[6-9]\d|[1-9]\d\d|[1-5]\d{3}|6000)$/, form: 'from 60 to 6000 seconds' }),
  ...attributes(APPLICATION, [
    'mtls_clientcert_serial_number', 'mtls_clientcert_issuer', 'mtls_clientcert_subject', 'mtls_clientcert_validity', 'mtls_clientcert_leaf', 'mtls_clientcert', 'tls_version', 'tls_cipher_suite',
  ].map(name => `${REQUEST}${name}.header_name`)),
  ...attributes(APPLICATION, [`${RESPONSE}server.enabled`], FLAG),
  ...attributes(APPLICATION, [`${RESPONSE}x_content_type_options.header_value`], { oneOf: ['nosniff'] }),
  ...attributes(APPLICATION, [
    'strict_transport_security', 'access_control_allow_origin', 'access_control_allow_methods', 'access_control_allow_headers', 'access_control_allow_credentials',
    'access_control_expose_headers', 'access_control_max_age', 'content_security_policy', 'x_frame_options',
  ].map(name => `${RESPONSE}${name}.header_value`)),
];

/**
 * The only value of an attribute for a kind of load balancer: "With Application Load Balancers, cross-zone load balancing is always turned on at the load
 * balancer level, and cannot be turned off." A target group may turn it off for itself.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/disable-cross-zone.html
 */
export const FIXED_ATTRIBUTE = { key: 'load_balancing.cross_zone.enabled', of: 'application', value: 'true' } as const;

/**
 * The logs of a load balancer that need a bucket when they are enabled: "you must specify the name of the S3 bucket".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-health-check-logging.html
 */
export const S3_LOGS: readonly string[] = ['access_logs', 'connection_logs', 'health_check_logs'];
