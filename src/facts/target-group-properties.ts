/** A property of a target group, and its valid values. */
export interface TargetGroupProperty {
  readonly key: string;
  readonly pattern: RegExp;
  /** Completes "must". */
  readonly form: string;
}

const PORT = '(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';

/**
 * Properties of target groups that CloudFormation treats as optional. Only target groups of functions do without.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const REQUIRED_OF_TARGETS: readonly string[] = ['Protocol', 'Port', 'VpcId'];

export const TARGET_GROUP_FORMS: readonly TargetGroupProperty[] = [
  { key: 'TargetType', pattern: /^(?:instance|ip|lambda|alb)$/, form: 'be instance, ip, lambda or alb' },
  { key: 'Protocol', pattern: /^(?:HTTPS?|TCP|TLS|UDP|TCP_UDP|QUIC|TCP_QUIC|GENEVE)$/, form: 'be HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, QUIC, TCP_QUIC or GENEVE' },
  { key: 'ProtocolVersion', pattern: /^(?:HTTP1|HTTP2|GRPC)$/, form: 'be HTTP1, HTTP2 or GRPC' },
  { key: 'Port', pattern: new RegExp(`^${PORT}$`), form: 'be from 1 to 65535' },
  { key: 'HealthCheckPort', pattern: new RegExp(`^(?:traffic-port|${PORT})$`), form: 'be traffic-port, or from 1 to 65535' },
];

/** The port of a target group of a Gateway Load Balancer. */
export const GENEVE_PORT = 6081;
