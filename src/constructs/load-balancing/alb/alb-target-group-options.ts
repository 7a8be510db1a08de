import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { healthCheckOf } from './alb-health-check';
import { TARGET_GROUP_SETTINGS } from '../../../facts/load-balancers';
import { AlbAuthentication } from '../authentication/alb-authentication';

/**
 * How a load balancer sends requests to the tasks of a service.
 */
export interface AlbTargetGroupOptions {
  /**
   * The path that answers with status 200 while a task is healthy.
   *
   * With gRPC it is a method, such as `/grpc.health.v1.Health/Check`, that answers with code 0.
   *
   * A changed path applies to the tasks of the old version at once: first deploy a version that serves both paths.
   *
   * @default - `/`; with gRPC `/AWS.ALB/healthcheck`, which does not exist: any server answers with code 12, and that counts as healthy
   */
  readonly healthCheckPath?: string;

  /**
   * The other settings of the health check. Its `path` cannot be combined with `healthCheckPath`.
   *
   * @default - a request every 10 seconds that expects status 200; a task is unhealthy after 5 failures, and healthy again after 2 successes
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  readonly healthCheck?: elbv2.HealthCheck;

  /**
   * How long requests in flight may take when a task is stopped, from 0 to 3600 seconds. A deployment waits for it.
   *
   * ECS sends SIGTERM afterwards, so `stopTimeout` is added to this time. Raise it for uploads, streams and WebSockets that last longer; a task on
   * Fargate Spot has two minutes for both.
   *
   * @default - 60 seconds
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
   */
  readonly deregistrationDelay?: Duration;

  /**
   * The protocol between the load balancer and the container.
   *
   * A change replaces the target group: see "Changes that replace the target group" in the guide about changes of load balancers.
   *
   * @default elbv2.ApplicationProtocol.HTTP
   */
  readonly targetProtocol?: elbv2.ApplicationProtocol;

  /**
   * The version of the protocol. gRPC and HTTP/2 require HTTPS between the clients and the load balancer.
   *
   * A change replaces the target group: see "Changes that replace the target group" in the guide about changes of load balancers.
   *
   * @default elbv2.ApplicationProtocolVersion.HTTP1
   */
  readonly protocolVersion?: elbv2.ApplicationProtocolVersion;

  /**
   * How long a client is sent to the same task, from 1 second to 7 days.
   *
   * @default - each request goes to any task
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html
   */
  readonly stickinessCookieDuration?: Duration;

  /**
   * The application cookie for sticky sessions: a client stays with a task for `stickinessCookieDuration` after its last response with this cookie.
   *
   * @default - a cookie of the load balancer, if `stickinessCookieDuration` is set
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html
   */
  readonly stickinessCookieName?: string;

  /**
   * How long a new task gets less than its share of requests, for example to fill its caches: from 30 seconds to 15 minutes.
   *
   * The share grows from the first successful health check on. It has no effect while all tasks are new. Requires the `loadBalancingAlgorithmType`
   * ROUND_ROBIN.
   *
   * @default - a healthy task gets its whole share at once
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
   */
  readonly slowStart?: Duration;

  /**
   * How the load balancer chooses the task for a request.
   *
   * @default elbv2.TargetGroupLoadBalancingAlgorithmType.ROUND_ROBIN
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
   */
  readonly loadBalancingAlgorithmType?: elbv2.TargetGroupLoadBalancingAlgorithmType;

  /**
   * Whether a task that answers with more errors than the others gets fewer requests. Requires the algorithm WEIGHTED_RANDOM, and three healthy
   * tasks.
   *
   * @default false
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
   */
  readonly enableAnomalyMitigation?: boolean;

  /**
   * Whether requests also go to tasks in other Availability Zones than the one of the load balancer node that received them.
   *
   * With false, every Availability Zone of the load balancer needs enough tasks for its share of the requests. Cannot be combined with stickiness.
   *
   * @default - true, the setting of every Application Load Balancer
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/disable-cross-zone.html
   */
  readonly crossZoneEnabled?: boolean;

  /**
   * How users log in before their requests are forwarded. Cannot be combined with gRPC or HTTP/2 to the tasks.
   *
   * @default - no authentication: requests of all clients that can connect are forwarded
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
   */
  readonly authentication?: AlbAuthentication;
}

/** Forwards requests, with `authentication` only those of authenticated users. */
export function forwardAction({ authentication }: AlbTargetGroupOptions, forward: elbv2.ListenerAction): elbv2.ListenerAction {
  return authentication ? authentication._kind.before(forward) : forward;
}

/** The VPC and the target type of a target group. */
interface Targets {
  readonly vpc: ec2.IVpc;
  readonly targetType?: elbv2.TargetType;
}

/** A target group for tasks. */
export function createTargetGroup(scope: Construct, id: string, options: AlbTargetGroupOptions, targets: Targets): elbv2.ApplicationTargetGroup {
  return new elbv2.ApplicationTargetGroup(scope, id, {
    ...targets,
    protocol: options.targetProtocol ?? elbv2.ApplicationProtocol.HTTP,
    protocolVersion: options.protocolVersion,
    deregistrationDelay: options.deregistrationDelay ?? Duration.seconds(TARGET_GROUP_SETTINGS.deregistrationDelaySeconds),
    stickinessCookieDuration: options.stickinessCookieDuration,
    stickinessCookieName: options.stickinessCookieName,
    slowStart: options.slowStart,
    loadBalancingAlgorithmType: options.loadBalancingAlgorithmType,
    enableAnomalyMitigation: options.enableAnomalyMitigation,
    crossZoneEnabled: options.crossZoneEnabled,
    healthCheck: healthCheckOf(options),
  });
}
