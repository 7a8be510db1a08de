import { Duration } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { GRPC, TARGET_GROUP_SETTINGS } from '../../../facts/load-balancers';
import { areCodes, GRPC_CODES, GRPC_HEALTH_CHECK, HEALTH_CHECK_BOUNDS, HEALTH_CHECK_DEFAULTS, HEALTH_CHECK_PATH, HTTP_CODES } from '../../../facts/target-health-checks';
import { formatProblem, isKnownLater, secondsProblem, wholeNumberProblem } from '../../checks';

/** The options of a target group that decide how the load balancer checks tasks. */
export interface HealthCheckOptions {
  readonly healthCheckPath?: string;
  readonly healthCheck?: elbv2.HealthCheck;
  readonly protocolVersion?: elbv2.ApplicationProtocolVersion;
}

/** The health check with defaults for missing settings. If `timeout` is set, Elastic Load Balancing chooses a missing interval, which must be longer than the timeout. */
export function healthCheckOf(options: HealthCheckOptions): elbv2.HealthCheck {
  const { healthCheck } = options;
  const path = pathOf(options);
  return {
    ...checkSettings(healthCheck),
    ...(isGrpc(options) && path !== undefined && path !== GRPC_HEALTH_CHECK.defaultPath ? { healthyGrpcCodes: GRPC_HEALTH_CHECK.methodCode } : {}),
    ...healthCheck,
    ...(path === undefined ? {} : { path }),
  };
}

/** The defaults of this library for health checks. */
export function checkSettings(healthCheck?: elbv2.HealthCheck): elbv2.HealthCheck {
  const { healthCheckIntervalSeconds, healthyThreshold, unhealthyThreshold } = TARGET_GROUP_SETTINGS;
  return {
    ...(healthCheck?.timeout ? {} : { interval: Duration.seconds(healthCheckIntervalSeconds) }),
    healthyThresholdCount: healthyThreshold,
    unhealthyThresholdCount: unhealthyThreshold,
  };
}

/** Why Elastic Load Balancing would refuse the health check, or no task would ever pass it. */
export function healthCheckProblems(options: HealthCheckOptions): string[] {
  const { healthCheckPath, healthCheck } = options;
  return [
    ...(healthCheckPath !== undefined && healthCheck?.path !== undefined
      ? [`healthCheckPath ('${healthCheckPath}') and healthCheck.path ('${healthCheck.path}') cannot be combined; remove one of them`]
      : []),
    ...pathProblems('healthCheckPath', healthCheckPath, options),
    ...pathProblems('healthCheck.path', healthCheck?.path, options),
    ...checkBoundsProblems(healthCheck),
    ...timeoutProblems(healthCheck?.interval, healthCheck?.timeout),
    ...codeProblems(options),
  ];
}

/** Why numbers of a health check are out of bounds. */
export function checkBoundsProblems({ interval, timeout, healthyThresholdCount, unhealthyThresholdCount }: elbv2.HealthCheck = {}): string[] {
  const bounds = HEALTH_CHECK_BOUNDS;
  return [
    ...secondsProblem('healthCheck.interval', interval, bounds.HealthCheckIntervalSeconds),
    ...secondsProblem('healthCheck.timeout', timeout, bounds.HealthCheckTimeoutSeconds),
    ...wholeNumberProblem('healthCheck.healthyThresholdCount', healthyThresholdCount, bounds.HealthyThresholdCount),
    ...wholeNumberProblem('healthCheck.unhealthyThresholdCount', unhealthyThresholdCount, bounds.UnhealthyThresholdCount),
  ];
}

function isGrpc({ protocolVersion }: HealthCheckOptions): boolean { return protocolVersion === GRPC; }

function pathOf({ healthCheckPath, healthCheck }: HealthCheckOptions): string | undefined { return healthCheckPath ?? healthCheck?.path; }

function pathProblems(name: string, path: string | undefined, options: HealthCheckOptions): string[] {
  const problems = formatProblem(name, path, HEALTH_CHECK_PATH);
  if (problems.length > 0 || !isGrpc(options)) { return problems; }
  return formatProblem(name, path, GRPC_HEALTH_CHECK.method).map(problem => `${problem}, because protocolVersion is ${GRPC}`);
}

function timeoutProblems(interval: Duration | undefined, timeout: Duration | undefined): string[] {
  if ([interval, timeout].some(duration => duration?.isUnresolved())) { return []; }
  const { intervalSeconds, timeoutSeconds } = HEALTH_CHECK_DEFAULTS;
  const every = interval?.toSeconds() ?? (timeout ? intervalSeconds : TARGET_GROUP_SETTINGS.healthCheckIntervalSeconds);
  const longest = timeout?.toSeconds() ?? timeoutSeconds;
  if (longest < every) { return []; }
  return [`healthCheck.timeout (${longest} seconds${timeout ? '' : ', the default'}) must be shorter than healthCheck.interval (${every} seconds${interval ? '' : ', the default'})`];
}

function codeProblems(options: HealthCheckOptions): string[] {
  const { healthyHttpCodes, healthyGrpcCodes } = options.healthCheck ?? {};
  const [name, codes, bounds] = isGrpc(options)
    ? ['healthyGrpcCodes', healthyGrpcCodes, GRPC_CODES] as const
    : ['healthyHttpCodes', healthyHttpCodes, HTTP_CODES] as const;
  return [
    ...(isGrpc(options) && healthyHttpCodes !== undefined
      ? [`healthCheck.healthyHttpCodes ('${healthyHttpCodes}') are HTTP codes, and protocolVersion is ${GRPC}; use healthyGrpcCodes`]
      : []),
    ...(!isGrpc(options) && healthyGrpcCodes !== undefined
      ? [`healthCheck.healthyGrpcCodes ('${healthyGrpcCodes}') are gRPC codes; use healthyHttpCodes, or protocolVersion ${GRPC}`]
      : []),
    ...(codes === undefined || isKnownLater(codes) || areCodes(codes, bounds)
      ? []
      : [`healthCheck.${name} ('${codes}') must be codes from ${bounds.min} to ${bounds.max}, such as '${bounds.min},${bounds.min + 2}' or '${bounds.min}-${bounds.max}'`]),
  ];
}
