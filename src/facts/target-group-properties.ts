import { PORT_NUMBER } from './ports';
import type { ValueFormat } from './value-format';

/**
 * Properties of target groups that CloudFormation treats as optional. Only target groups of functions do without.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const REQUIRED_OF_TARGETS: readonly string[] = ['Protocol', 'Port', 'VpcId'];

/**
 * The format of values of a target group. `TargetType`, `Protocol` and `ProtocolVersion` are lists of the API: "Value 'http' at 'protocol' failed to
 * satisfy constraint: Member must satisfy enum value set".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/5246
 */
export const TARGET_GROUP_FORMATS: readonly ValueFormat[] = [
  { path: 'TargetType', oneOf: ['instance', 'ip', 'lambda', 'alb'], otherwise: 'refused' },
  { path: 'Protocol', oneOf: ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC', 'GENEVE'], otherwise: 'refused' },
  { path: 'ProtocolVersion', oneOf: ['HTTP1', 'HTTP2', 'GRPC'], otherwise: 'refused' },
  { path: 'Port', pattern: new RegExp(`^(?:${PORT_NUMBER})$`), form: 'from 1 to 65535', otherwise: 'refused' },
  { path: 'HealthCheckPort', pattern: new RegExp(`^(?:traffic-port|${PORT_NUMBER})$`), form: 'traffic-port, or from 1 to 65535', otherwise: 'refused' },
];

/**
 * The port of a target group of a Gateway Load Balancer: "If the protocol is GENEVE, the supported port is 6081."
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const GENEVE_PORT = 6081;
