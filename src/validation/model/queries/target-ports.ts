import { TARGET_GROUP_DEFAULTS } from '../../../facts/defaults';
import { EPHEMERAL_HOST_PORTS, PORT_MAXIMUM } from '../../../facts/ports';
import type { Attachment } from '../entities/attachment';
import type { PortSpan } from '../entities/security-group';
import type { TargetGroup } from '../entities/target-group';
import type { Value } from '../evaluation/value';

/** Protocols whose traffic is TCP. */
const OVER_TCP: readonly string[] = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'TCP_UDP'];

/** Protocols whose health checks use the traffic port by default. The health checks of a Gateway Load Balancer use port 80. */
const CHECKED_ON_TRAFFIC_PORT: readonly string[] = [...OVER_TCP, 'UDP'];

/** The host ports of a task whose host port is not fixed; the instance selects one of them. */
const DYNAMIC_PORTS: PortSpan = [EPHEMERAL_HOST_PORTS.linux, PORT_MAXIMUM];

/** A port on which a load balancer connects to tasks over TCP, or a range of ports that contains it. */
export interface TargetPort {
  /** As messages print it. */
  readonly name: string;
  readonly span: PortSpan;
  /** Whether health checks use it. */
  readonly isChecked: boolean;
}

/**
 * The ports on which a load balancer connects over TCP to the tasks behind a target group, or to their instance: for traffic, and for health checks.
 * Another rule reports a port that is not mapped.
 */
export function targetPorts(attachment: Attachment, group: TargetGroup, networkMode: Value<string>): readonly TargetPort[] {
  const { healthCheckPort: checked, protocol } = group;
  const span = trafficSpan(attachment, networkMode);
  if (!span || !protocol.isOneOf(CHECKED_ON_TRAFFIC_PORT)) { return []; }
  const isSame = checked.is(TARGET_GROUP_DEFAULTS.healthCheckPort) || Number(checked.known) === span[0] && span[0] === span[1];
  const port = networkMode.is('bridge') ? 'host port' : 'port';
  const traffic = protocol.isOneOf(OVER_TCP) ? [named(port, span, isSame)] : [];
  // health checks use TCP, also for UDP traffic
  if (isSame) { return protocol.isOneOf(OVER_TCP) ? traffic : [named('health check port', span, true)]; }
  const number = Number(checked.known);
  // another rule reports a fixed health check port of tasks on dynamic host ports
  return Number.isInteger(number) && span[0] === span[1] ? [...traffic, named('health check port', [number, number], true)] : traffic;
}

/** In network mode bridge, a task has a port of its instance; in awsvpc and host, its container port. */
function trafficSpan({ portMapping }: Attachment, networkMode: Value<string>): PortSpan | undefined {
  const port = portMapping?.containerPort.known;
  if (!portMapping || port === undefined) { return undefined; }
  const number = networkMode.is('bridge') ? portMapping.hostPort.orDefault(0).known : port;
  if (number === undefined) { return undefined; }
  return number === 0 ? DYNAMIC_PORTS : [number, number];
}

function named(name: string, span: PortSpan, isChecked: boolean): TargetPort {
  const [low, high] = span;
  return { name: low === high ? `${name} ${low}` : `${name}s ${low} to ${high}`, span, isChecked };
}
