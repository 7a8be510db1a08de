import { Duration, Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { TARGET_GROUP_DEFAULTS } from '../../../facts/defaults';
import { TARGET_GROUP_SETTINGS } from '../../../facts/load-balancers';
import { CONNECTION_HEALTH_CHECKS, REQUEST_HEALTH_CHECKS } from '../../../facts/network-load-balancers';
import { PORT_MAXIMUM } from '../../../facts/ports';
import { areCodes, CONNECTION_HTTP_CODES, HEALTH_CHECK_DEFAULTS, HEALTH_CHECK_PATH } from '../../../facts/target-health-checks';
import { formatProblem, isKnownLater } from '../../checks';
import { checkBoundsProblems, checkSettings } from '../alb/alb-health-check';

export const TRAFFIC_PORT = TARGET_GROUP_DEFAULTS.healthCheckPort;

/** A health check with the defaults of this library. */
export function connectionHealthCheck(healthCheck: elbv2.HealthCheck = {}): elbv2.HealthCheck {
  return { ...checkSettings(healthCheck), ...healthCheck, ...missingTimes(healthCheck) };
}

/** The interval or timeout, if only the other one is set: Elastic Load Balancing refuses its own default if it does not fit. */
function missingTimes({ interval, timeout }: elbv2.HealthCheck): elbv2.HealthCheck {
  if ((interval && timeout) || interval?.isUnresolved() || timeout?.isUnresolved()) { return {}; }
  const every = interval?.toSeconds() ?? Math.max(TARGET_GROUP_SETTINGS.healthCheckIntervalSeconds, timeout?.toSeconds() ?? 0);
  return { interval: Duration.seconds(every), timeout: timeout ?? Duration.seconds(Math.min(HEALTH_CHECK_DEFAULTS.timeoutSeconds, every - 1)) };
}

/** The port of health checks, if it is not that of the traffic. */
export function separateCheckPort(healthCheck: elbv2.HealthCheck | undefined): number | undefined {
  const port = healthCheck?.port;
  return port === undefined || port === TRAFFIC_PORT ? undefined : Number(port);
}

/** Why a health check of connections is refused. */
export function connectionCheckProblems(healthCheck: elbv2.HealthCheck = {}, allowed = CONNECTION_HEALTH_CHECKS): string[] {
  const { protocol = elbv2.Protocol.TCP, port, path, interval, timeout } = healthCheck;
  return [
    ...(allowed.includes(protocol) ? [] : [`healthCheck.protocol (${protocol}) must be one of ${allowed.join(', ')}`]),
    ...(path !== undefined && !checksRequests(protocol) ? [`healthCheck.path ('${path}') needs healthCheck.protocol ${REQUEST_HEALTH_CHECKS.join(' or ')}`] : []),
    ...formatProblem('healthCheck.path', path, HEALTH_CHECK_PATH),
    ...checkPortProblems(port),
    ...checkBoundsProblems(healthCheck),
    ...timeoutProblem(interval, timeout),
    ...codeProblems(protocol, healthCheck),
  ];
}

function checksRequests(protocol: elbv2.Protocol): boolean { return REQUEST_HEALTH_CHECKS.includes(protocol); }

/** The timeout may be as long as the interval. */
function timeoutProblem(interval: Duration | undefined, timeout: Duration | undefined): string[] {
  if (!interval || !timeout || interval.isUnresolved() || timeout.isUnresolved()) { return []; }
  const [every, longest] = [interval, timeout].map(each => each.toSeconds());
  return longest <= every ? [] : [`healthCheck.timeout (${longest} seconds) must not be longer than healthCheck.interval (${every} seconds)`];
}

/** The security group of the tasks allows the load balancer on this port, so it must be known. */
function checkPortProblems(port: string | undefined): string[] {
  if (port === undefined || port === TRAFFIC_PORT) { return []; }
  const number = Token.isUnresolved(port) ? NaN : Number(port);
  return Number.isInteger(number) && number >= 1 && number <= PORT_MAXIMUM ? [] : [`healthCheck.port (${port}) must be '${TRAFFIC_PORT}' or a number from 1 to ${PORT_MAXIMUM}`];
}

function codeProblems(protocol: elbv2.Protocol, { healthyHttpCodes: codes, healthyGrpcCodes }: elbv2.HealthCheck): string[] {
  const { min, max } = CONNECTION_HTTP_CODES;
  return [
    ...(healthyGrpcCodes === undefined ? [] : [`healthCheck.healthyGrpcCodes ('${healthyGrpcCodes}') are for an Application Load Balancer; remove them`]),
    ...(codes !== undefined && !checksRequests(protocol)
      ? [`healthCheck.healthyHttpCodes ('${codes}') need healthCheck.protocol ${REQUEST_HEALTH_CHECKS.join(' or ')}, and it is ${protocol}`]
      : []),
    ...(codes === undefined || isKnownLater(codes) || areCodes(codes, CONNECTION_HTTP_CODES)
      ? []
      : [`healthCheck.healthyHttpCodes ('${codes}') must be codes from ${min} to ${max}, such as '${min},${min + 2}' or '${min}-${max}'`]),
  ];
}
