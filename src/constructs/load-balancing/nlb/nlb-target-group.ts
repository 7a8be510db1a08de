import { Duration, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { transportsOf, usesTls } from './nlb-protocol';
import { NlbTargetGroupOptions } from './nlb-target-group-options';
import { TARGET_GROUP_DEFAULTS } from '../../../facts/defaults';
import { DEREGISTRATION_DELAY, TARGET_GROUP_SETTINGS } from '../../../facts/load-balancers';
import { CONNECTION_HEALTH_CHECKS, REQUEST_HEALTH_CHECKS, TARGET_PROTOCOLS } from '../../../facts/network-load-balancers';
import { PORT_MAXIMUM } from '../../../facts/ports';
import { HEALTH_CHECK_DEFAULTS, HEALTH_CHECK_PATH } from '../../../facts/target-health-checks';
import { isKnownLater, secondsProblem, wholeNumberProblem } from '../../checks';
import { checkBoundsProblems, checkSettings } from '../alb/alb-health-check';

const DEFAULT_PORT = 80;
const TRAFFIC_PORT = TARGET_GROUP_DEFAULTS.healthCheckPort;
/** Elastic Load Balancing chooses the task by the address of the client. */
const SOURCE_IP = 'source_ip';

/** What the tasks of a target group are. */
interface Targets {
  readonly vpc: ec2.IVpc;
  readonly protocol: elbv2.Protocol;
  readonly targetType?: elbv2.TargetType;
}

export function createNlbTargetGroup(scope: Construct, id: string, options: NlbTargetGroupOptions, targets: Targets): elbv2.NetworkTargetGroup {
  const targetGroup = new elbv2.NetworkTargetGroup(scope, id, {
    ...targets,
    port: options.targetGroupPort ?? DEFAULT_PORT,
    deregistrationDelay: options.deregistrationDelay ?? Duration.seconds(TARGET_GROUP_SETTINGS.deregistrationDelaySeconds),
    connectionTermination: options.connectionTermination ?? true,
    preserveClientIp: options.preserveClientIp,
    proxyProtocolV2: options.proxyProtocolV2,
    healthCheck: connectionHealthCheck(options.healthCheck),
  });
  if (options.sourceIpStickiness) {
    targetGroup.setAttribute('stickiness.enabled', 'true');
    targetGroup.setAttribute('stickiness.type', SOURCE_IP);
  }
  return targetGroup;
}

/** A health check with the settings of all services. The default timeout over HTTPS is as long as the interval, and must be shorter. */
export function connectionHealthCheck(healthCheck: elbv2.HealthCheck = {}): elbv2.HealthCheck {
  const { protocol = elbv2.Protocol.TCP, interval, timeout } = healthCheck;
  const isShort = REQUEST_HEALTH_CHECKS.includes(protocol) && interval === undefined && timeout === undefined;
  return { ...checkSettings(healthCheck), ...(isShort ? { timeout: Duration.seconds(HEALTH_CHECK_DEFAULTS.timeoutSeconds) } : {}), ...healthCheck };
}

/** The port of health checks, if it is not that of the traffic. */
export function separateCheckPort({ healthCheck }: NlbTargetGroupOptions): number | undefined {
  const port = healthCheck?.port;
  return port === undefined || port === TRAFFIC_PORT ? undefined : Number(port);
}

/** Why Elastic Load Balancing would refuse the target group behind a listener of this protocol, or its tasks could never become healthy. */
export function nlbTargetProblems(options: NlbTargetGroupOptions, protocol: elbv2.Protocol): string[] {
  const { targetProtocol, targetGroupPort, preserveClientIp, sourceIpStickiness, deregistrationDelay, healthCheck } = options;
  const allowed = TARGET_PROTOCOLS[protocol] ?? [];
  const isUdp = transportsOf(protocol).includes('udp');
  return [
    ...(targetProtocol !== undefined && !allowed.includes(targetProtocol)
      ? [`targetProtocol (${targetProtocol}) does not fit protocol ${protocol}, which forwards to ${allowed.join(' or ')}`]
      : []),
    ...wholeNumberProblem('targetGroupPort', targetGroupPort, { min: 1, max: PORT_MAXIMUM }),
    ...(preserveClientIp === false && isUdp ? [`preserveClientIp (false) is not possible with protocol ${protocol}; remove it`] : []),
    ...(sourceIpStickiness && (usesTls(protocol) || usesTls(targetProtocol)) ? ['sourceIpStickiness (true) is not possible with TLS; remove it'] : []),
    ...secondsProblem('deregistrationDelay', deregistrationDelay, DEREGISTRATION_DELAY),
    ...(protocol === elbv2.Protocol.UDP && healthCheck?.port === undefined
      ? [`healthCheck.port is required with protocol ${protocol}: a TCP port that the tasks answer, or '${TRAFFIC_PORT}' if they answer TCP on the port of the traffic`]
      : []),
    ...connectionCheckProblems(healthCheck),
  ];
}

/** Why a health check of connections is refused. */
export function connectionCheckProblems(healthCheck: elbv2.HealthCheck = {}, allowed = CONNECTION_HEALTH_CHECKS): string[] {
  const { protocol = elbv2.Protocol.TCP, port, path, interval, timeout } = healthCheck;
  return [
    ...(allowed.includes(protocol) ? [] : [`healthCheck.protocol (${protocol}) must be one of ${allowed.join(', ')}`]),
    ...(path !== undefined && !REQUEST_HEALTH_CHECKS.includes(protocol) ? [`healthCheck.path ('${path}') needs healthCheck.protocol ${REQUEST_HEALTH_CHECKS.join(' or ')}`] : []),
    ...(path === undefined || isKnownLater(path) || HEALTH_CHECK_PATH.pattern.test(path) ? [] : [`healthCheck.path ('${path}') must ${HEALTH_CHECK_PATH.form}`]),
    ...checkPortProblems(port),
    ...checkBoundsProblems(healthCheck),
    ...timeoutProblem(protocol, interval, timeout),
  ];
}

/** Over TCP the timeout may be as long as the interval. */
function timeoutProblem(protocol: elbv2.Protocol, interval: Duration | undefined, timeout: Duration | undefined): string[] {
  if (!interval || !timeout || interval.isUnresolved() || timeout.isUnresolved()) { return []; }
  const [every, longest] = [interval, timeout].map(each => each.toSeconds());
  if (longest < every || longest === every && !REQUEST_HEALTH_CHECKS.includes(protocol)) { return []; }
  return [`healthCheck.timeout (${longest} seconds) must be less than healthCheck.interval (${every} seconds)`];
}

/** The tasks admit the load balancer on this port, so it must be known. */
function checkPortProblems(port: string | undefined): string[] {
  if (port === undefined || port === TRAFFIC_PORT) { return []; }
  const number = Token.isUnresolved(port) ? NaN : Number(port);
  return Number.isInteger(number) && number >= 1 && number <= PORT_MAXIMUM ? [] : [`healthCheck.port (${port}) must be '${TRAFFIC_PORT}' or a number from 1 to ${PORT_MAXIMUM}`];
}
