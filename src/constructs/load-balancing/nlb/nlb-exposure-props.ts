import { Duration } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { NlbProps } from './nlb-props';
import { NlbTargetGroupOptions } from './nlb-target-group-options';

/**
 * A Network Load Balancer for one service.
 */
export interface NlbExposureProps extends NlbProps, NlbTargetGroupOptions {
  /**
   * The protocol that clients use: TLS, TCP, UDP or TCP_UDP.
   *
   * With TCP and UDP the load balancer does not read or encrypt the traffic: only clients and tasks can encrypt it.
   * A change of TCP to TLS or back keeps the target group; every other change replaces it.
   *
   * @default - TLS with `certificate`, or with `domainName` and `domainZone`; otherwise TCP for an internal load balancer, and required for a public one
   */
  readonly protocol?: elbv2.Protocol;

  /**
   * The port that the load balancer listens on, from 1 to 65535.
   *
   * @default - 443 with TLS, otherwise required
   */
  readonly listenerPort?: number;

  /**
   * Whether clients on the internet may use plain HTTP: TCP on port 80, 8008 or 8080, or to tasks that answer an HTTP health check on the port of the traffic.
   *
   * @default - false: such a public load balancer is refused
   */
  readonly insecureHttp?: boolean;

  /**
   * The certificate for the name that clients use, in the Region and account of the stack. Requires TLS.
   *
   * @default - with `domainName` and `domainZone` and TLS a new certificate, which ACM validates in the hosted zone
   */
  readonly certificate?: acm.ICertificate;

  /**
   * Additional certificates of the listener. The load balancer selects one by the host name that the client sends (SNI). Requires TLS.
   *
   * @default - none
   */
  readonly additionalCertificates?: acm.ICertificate[];

  /**
   * Which TLS versions and ciphers are accepted.
   *
   * @default - elbv2.SslPolicy.RECOMMENDED_TLS; with the feature flag `@aws-cdk/aws-elasticloadbalancingv2:usePostQuantumTlsPolicy` the policy
   * that the CDK chooses, with post-quantum key exchange
   */
  readonly sslPolicy?: elbv2.SslPolicy;

  /**
   * Which application protocols the load balancer offers during the TLS handshake, such as HTTP/2.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html
   */
  readonly alpnPolicy?: elbv2.AlpnPolicy;

  /**
   * How long a TCP connection may be idle, from 60 to 6000 seconds. Requires TCP; with TLS it is always 350 seconds.
   *
   * @default - 350 seconds
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html
   */
  readonly tcpIdleTimeout?: Duration;

  /**
   * Whether TLS connections are logged to a bucket. Requires TLS, without which the load balancer writes no logs, and a stack with a known Region.
   *
   * @default - true when `accessLogsBucket` is set, and in the regulated profile
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
   */
  readonly accessLogs?: boolean;

  /**
   * The bucket for the access logs.
   *
   * The policies of an imported bucket and of its KMS key must allow `delivery.logs.amazonaws.com` to write; those of this app are extended.
   *
   * @default - a new private bucket, encrypted by S3, that keeps the logs for a year; required in the regulated profile
   */
  readonly accessLogsBucket?: s3.IBucket;

  /**
   * The prefix of the object keys of the access logs.
   *
   * @default - no prefix: the keys begin with `AWSLogs/`
   */
  readonly accessLogsPrefix?: string;

  /**
   * Another load balancer that the DNS record points to while clients move to it. Requires `domainName` and `domainZone`.
   *
   * @default - the load balancer of this exposure
   */
  readonly domainTarget?: elbv2.ILoadBalancerV2;
}
