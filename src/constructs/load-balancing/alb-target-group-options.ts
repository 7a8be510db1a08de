import { Duration } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { DEREGISTRATION_DELAY, HEALTH_CHECK_PATH, TARGET_GROUP_SETTINGS } from '../../facts/load-balancers';
import { isKnownLater, secondsProblem } from '../checks';

/**
 * How a load balancer sends requests to the tasks of a service.
 */
export interface AlbTargetGroupOptions {
  /**
   * The path that answers with status 200 while a task is healthy.
   *
   * @default - `/`; with gRPC `/AWS.ALB/healthcheck`
   */
  readonly healthCheckPath?: string;

  /**
   * Everything else about the health check. Its path and `healthCheckPath` exclude each other.
   *
   * @default - a request every 10 seconds that expects status 200; a task is unhealthy after 5 failures, and healthy again after 2 successes
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  readonly healthCheck?: elbv2.HealthCheck;

  /**
   * How long requests in flight may take when a task is stopped, from 0 to 3600 seconds. A rollout waits for it.
   *
   * Raise it for uploads, streams and WebSockets that last longer.
   *
   * @default - 60 seconds
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
   */
  readonly deregistrationDelay?: Duration;

  /**
   * The protocol between the load balancer and the container.
   *
   * A change replaces the target group: see "Changes that replace the target group" in the guide.
   *
   * @default elbv2.ApplicationProtocol.HTTP
   */
  readonly targetProtocol?: elbv2.ApplicationProtocol;

  /**
   * The version of that protocol. gRPC requires HTTPS between the clients and the load balancer.
   *
   * A change replaces the target group: see "Changes that replace the target group" in the guide.
   *
   * @default elbv2.ApplicationProtocolVersion.HTTP1
   */
  readonly protocolVersion?: elbv2.ApplicationProtocolVersion;

  /**
   * How long a client is sent to the same task.
   *
   * @default - each request goes to any task
   */
  readonly stickinessCookieDuration?: Duration;
}

/** What `addTargets` and a target group of its own both take. */
export function targetGroupProps(props: AlbTargetGroupOptions) {
  return {
    protocol: props.targetProtocol ?? elbv2.ApplicationProtocol.HTTP,
    protocolVersion: props.protocolVersion,
    deregistrationDelay: props.deregistrationDelay ?? Duration.seconds(TARGET_GROUP_SETTINGS.deregistrationDelaySeconds),
    stickinessCookieDuration: props.stickinessCookieDuration,
    healthCheck: healthCheckOf(props),
  };
}

/** Why Elastic Load Balancing would refuse the target group, behind a listener of this protocol as far as it is known. */
export function targetProblems(props: AlbTargetGroupOptions, listenerProtocol: string | undefined): string[] {
  const { healthCheckPath, healthCheck, deregistrationDelay, protocolVersion } = props;
  return [
    ...(healthCheckPath !== undefined && healthCheck?.path !== undefined
      ? [`healthCheckPath ('${healthCheckPath}') and healthCheck.path ('${healthCheck.path}') say the same thing, give one of them`]
      : []),
    ...pathProblem('healthCheckPath', healthCheckPath),
    ...pathProblem('healthCheck.path', healthCheck?.path),
    ...secondsProblem('deregistrationDelay', deregistrationDelay, DEREGISTRATION_DELAY),
    ...(protocolVersion === elbv2.ApplicationProtocolVersion.GRPC && listenerProtocol === elbv2.ApplicationProtocol.HTTP
      ? [`protocolVersion (${protocolVersion}) requires an HTTPS listener, and this one uses HTTP; use a listener with a certificate`]
      : []),
  ];
}

function pathProblem(name: string, path: string | undefined): string[] {
  if (path === undefined || isKnownLater(path) || HEALTH_CHECK_PATH.pattern.test(path)) { return []; }
  return [`${name} ('${path}') must ${HEALTH_CHECK_PATH.form}`];
}

/** The interval must be longer than the timeout: with a timeout of its own, Elastic Load Balancing chooses it. */
function healthCheckOf({ healthCheckPath, healthCheck }: AlbTargetGroupOptions): elbv2.HealthCheck {
  const { healthCheckIntervalSeconds, healthyThreshold, unhealthyThreshold } = TARGET_GROUP_SETTINGS;
  return {
    ...(healthCheck?.timeout ? {} : { interval: Duration.seconds(healthCheckIntervalSeconds) }),
    healthyThresholdCount: healthyThreshold,
    unhealthyThresholdCount: unhealthyThreshold,
    ...healthCheck,
    ...(healthCheckPath === undefined ? {} : { path: healthCheckPath }),
  };
}
