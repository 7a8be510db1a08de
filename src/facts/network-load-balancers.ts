import { APPLICATION_PROTOCOLS } from './target-group-attributes';

/**
 * The protocols of target groups to which a listener can forward, by the protocol of the listener.
 *
 * Read on 2026-11-29. Protocols that are not listed, such as QUIC, are not known here.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export const TARGET_PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTP', 'HTTPS'],
  HTTPS: ['HTTP', 'HTTPS'],
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
  TCP_QUIC: ['TCP_QUIC'],
};

/**
 * The protocols of listeners, by the type of their load balancer.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 */
export const LISTENER_PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
};

/** The port of a listener. */
export const LISTENER_PORT = { min: 1, max: 65_535 } as const;

/**
 * Protocols of which a load balancer can have only one listener on a port: "A listener already exists on this port for this load balancer". This
 * includes TCP and UDP together.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1608
 */
export const PROTOCOLS_WITH_A_PORT: readonly string[] = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP'];

/**
 * Protocols of listeners that need a certificate. Other listeners cannot have a certificate or a TLS policy; AddListenerCertificates adds to "the specified
 * HTTPS or TLS listener".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 */
export const TLS_PROTOCOLS: readonly string[] = ['HTTPS', 'TLS'];
export const PROTOCOLS_WITHOUT_TLS: readonly string[] = ['HTTP', 'TCP', 'UDP', 'TCP_UDP'];

/**
 * Protocols for which a dual-stack load balancer supports IPv6 targets only: "You can't use an IPv4 target group with a UDP listener for a dualstack
 * load balancer."
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-listener.html
 */
export const IPV6_TARGET_PROTOCOLS: readonly string[] = ['UDP', 'TCP_UDP'];

/**
 * Protocols of listeners that a load balancer with security groups cannot have.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-listener.html
 */
export const PROTOCOLS_WITHOUT_SECURITY_GROUPS: readonly string[] = ['QUIC', 'TCP_QUIC'];

/**
 * Lists of a listener that have at most one element. "You must provide exactly one certificate if the listener protocol is HTTPS or TLS"; further ones are
 * ListenerCertificates. "[TLS listeners] The name of the Application-Layer Protocol Negotiation (ALPN) policy. You can specify one policy name."
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 */
export const SINGLE_OF_LISTENER: readonly string[] = ['Certificates', 'AlpnPolicy'];

/** The protocol of listeners that can have an ALPN policy. */
export const ALPN_PROTOCOL = 'TLS';

/** The protocols of target groups of a Network Load Balancer, as far as they are known here. */
export const CONNECTION_PROTOCOLS: readonly string[] = ['TCP', 'TLS', 'UDP', 'TCP_UDP'];

/**
 * The protocols of health checks, by that of the target group.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const CONNECTION_HEALTH_CHECKS: readonly string[] = ['TCP', 'HTTP', 'HTTPS'];
export const REQUEST_HEALTH_CHECKS = APPLICATION_PROTOCOLS;
export const HEALTH_CHECK_PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  HTTP: REQUEST_HEALTH_CHECKS,
  HTTPS: REQUEST_HEALTH_CHECKS,
  TCP: CONNECTION_HEALTH_CHECKS,
  TLS: CONNECTION_HEALTH_CHECKS,
  UDP: CONNECTION_HEALTH_CHECKS,
  TCP_UDP: CONNECTION_HEALTH_CHECKS,
  GENEVE: CONNECTION_HEALTH_CHECKS,
};

/**
 * How long a TCP connection may be idle, in seconds. With TLS it is 350 seconds, which cannot be changed.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html
 */
export const TCP_IDLE_TIMEOUT = { min: 60, max: 6000 } as const;

/**
 * The ports that IANA assigns to HTTP without TLS: http, http-alt (8008 and 8080).
 *
 * Read on 2026-11-29.
 *
 * @see https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml
 */
export const PLAIN_HTTP_PORTS: readonly number[] = [80, 8008, 8080];

/**
 * How many Network Load Balancers can have the same Application Load Balancer as a target. The quota is fixed.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 */
export const NETWORK_LOAD_BALANCERS_PER_ALB = 2;

/** The mode of mutual TLS in which a listener refuses clients without a certificate. Health checks have no certificate. */
export const VERIFIES_CLIENTS = 'verify';

/** The target type of a target group with an Application Load Balancer, on a port on which that load balancer listens. */
export const ALB_TARGET_TYPE = 'alb';

/**
 * The status codes that show that an Application Load Balancer responds, regardless of its rules for the path of the health check.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
 */
export const ANSWERING_ALB_CODES = '200-499';
