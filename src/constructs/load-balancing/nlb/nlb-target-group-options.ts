import { Duration } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/**
 * How a Network Load Balancer forwards connections to the tasks of a service.
 */
export interface NlbTargetGroupOptions {
  /**
   * The protocol between the load balancer and the container if clients use TLS: TCP, or TLS again.
   *
   * The load balancer does not verify the certificate of the container. A change replaces the target group.
   *
   * @default - TCP behind TLS, otherwise the protocol of the clients
   */
  readonly targetProtocol?: elbv2.Protocol;

  /**
   * The port of the target group itself. ECS registers each task with its own port, so it matters only to keep the target group of a service
   * of aws-ecs-patterns, whose port is that of the container. A change replaces the target group.
   *
   * @default 80
   */
  readonly targetGroupPort?: number;

  /**
   * The health check of the tasks, over TCP, HTTP or HTTPS.
   *
   * With UDP `port` is required: a TCP port that the task answers. `traffic-port` means that it answers TCP on its UDP port too, as DNS servers do.
   * The security group of the tasks allows the load balancer on this port. With `interval` alone, a timeout that fits is set: 10 seconds over TCP,
   * otherwise 5, and less for a shorter interval. With `timeout` alone, the interval is 10 seconds, or as long as the timeout.
   *
   * @default - a TCP connection every 10 seconds to the port of the container; a task is unhealthy after 5 failures, and healthy again after 2 successes
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
   */
  readonly healthCheck?: elbv2.HealthCheck;

  /**
   * Whether the tasks see the addresses of the clients instead of those of the load balancer.
   *
   * A client that is a task of the same service, or on the same address, then cannot connect through the load balancer. With UDP it cannot be turned off.
   *
   * @default - false with TCP and TLS, true with UDP and TCP_UDP
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
   */
  readonly preserveClientIp?: boolean;

  /**
   * Whether the load balancer sends a header of the proxy protocol, version 2, with the address of the client. The tasks must understand it, health
   * checks included.
   *
   * @default false
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
   */
  readonly proxyProtocolV2?: boolean;

  /**
   * Whether all connections from an address go to the same task. Cannot be combined with TLS.
   *
   * @default false
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
   */
  readonly sourceIpStickiness?: boolean;

  /**
   * How long connections may last when a task is stopped, from 0 to 3600 seconds. A deployment waits for it.
   *
   * @default - 60 seconds
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
   */
  readonly deregistrationDelay?: Duration;

  /**
   * Whether the load balancer closes the connections that are left after `deregistrationDelay`.
   *
   * With false, a client keeps sending to a stopped task until the client times out.
   *
   * @default - true, because a TCP connection to a stopped task is useless to a client
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
   */
  readonly connectionTermination?: boolean;
}
