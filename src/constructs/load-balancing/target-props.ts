import { Duration } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/**
 * How a load balancer speaks to the tasks of a service.
 */
export interface TargetProps {
  /**
   * The path that answers 200 while a task is well.
   *
   * @default /
   */
  readonly healthCheckPath?: string;

  /**
   * Everything else about the health check. Its path and `healthCheckPath` exclude each other.
   *
   * @default - as the load balancer does it: every 30 seconds, status 200
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  readonly healthCheck?: elbv2.HealthCheck;

  /**
   * How long requests in flight may take when a task is stopped.
   *
   * @default - 300 seconds, as the load balancer does it
   */
  readonly deregistrationDelay?: Duration;

  /**
   * The protocol that the container speaks.
   *
   * @default elbv2.ApplicationProtocol.HTTP
   */
  readonly targetProtocol?: elbv2.ApplicationProtocol;

  /**
   * The version of that protocol.
   *
   * @default elbv2.ApplicationProtocolVersion.HTTP1
   */
  readonly protocolVersion?: elbv2.ApplicationProtocolVersion;

  /**
   * Sends a client to the same task again, for this long.
   *
   * @default - each request goes to any task
   */
  readonly stickinessCookieDuration?: Duration;
}

/** What `addTargets` and a target group of its own both take. */
export function targetGroupProps(props: TargetProps) {
  return {
    protocol: props.targetProtocol ?? elbv2.ApplicationProtocol.HTTP,
    protocolVersion: props.protocolVersion,
    deregistrationDelay: props.deregistrationDelay,
    stickinessCookieDuration: props.stickinessCookieDuration,
    healthCheck: healthCheckOf(props),
  };
}

export function targetProblems({ healthCheckPath, healthCheck }: TargetProps): string[] {
  if (healthCheckPath === undefined || healthCheck?.path === undefined) { return []; }
  return [`healthCheckPath ('${healthCheckPath}') and healthCheck.path ('${healthCheck.path}') say the same thing, give one of them`];
}

function healthCheckOf({ healthCheckPath, healthCheck }: TargetProps): elbv2.HealthCheck | undefined {
  return healthCheckPath === undefined ? healthCheck : { ...healthCheck, path: healthCheckPath };
}
