import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AlbDefaults } from '../../profile/alb-defaults';

/**
 * Properties of an Application Load Balancer: its clients, TLS, logs and network.
 */
export interface AlbProps extends AlbDefaults {
  /**
   * Whether the load balancer uses HTTP without TLS, for example behind a proxy that terminates TLS, or with a name in a private hosted zone.
   *
   * With it, a domain gets a DNS record but no certificate.
   *
   * @default - false: a public load balancer without a certificate is refused; an internal one uses HTTP if it has neither a certificate nor a
   * domain to create one for
   */
  readonly insecureHttp?: boolean;

  /**
   * The port that the load balancer listens on, from 1 to 65535.
   *
   * @default - 443 with HTTPS, otherwise 80
   */
  readonly listenerPort?: number;

  /**
   * Which TLS versions and ciphers are accepted.
   *
   * @default - elbv2.SslPolicy.RECOMMENDED_TLS; with the feature flag `@aws-cdk/aws-elasticloadbalancingv2:usePostQuantumTlsPolicy` the policy
   * that the CDK chooses, with post-quantum key exchange
   */
  readonly sslPolicy?: elbv2.SslPolicy;

  /**
   * Whether the security group of the load balancer allows connections from every address.
   *
   * With false, no client can connect until you allow it with `loadBalancer.connections`.
   *
   * @default - true for a public load balancer; an internal one allows the CIDR of its VPC
   */
  readonly openListener?: boolean;

  /**
   * The bucket for the access logs. Elastic Load Balancing cannot write to a bucket that is encrypted with a KMS key.
   *
   * The bucket policy of an imported bucket must allow Elastic Load Balancing to write; that of a bucket in this app is extended.
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
   * Whether client connections are logged to a bucket: addresses, TLS versions, client certificates. Requires a stack with a known Region.
   *
   * @default - true when `connectionLogsBucket` is set
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html
   */
  readonly connectionLogs?: boolean;

  /**
   * The bucket for the connection logs, which may be the bucket of the access logs. Elastic Load Balancing cannot write to a bucket that is encrypted
   * with a KMS key.
   *
   * The bucket policy of an imported bucket must allow Elastic Load Balancing to write; that of a bucket in this app is extended.
   *
   * @default - a new private bucket, encrypted by S3, that keeps the logs for a year; required in the regulated profile
   */
  readonly connectionLogsBucket?: s3.IBucket;

  /**
   * The prefix of the object keys of the connection logs.
   *
   * @default - no prefix: the keys begin with `AWSLogs/`
   */
  readonly connectionLogsPrefix?: string;

  /**
   * How the load balancer verifies client certificates (mutual TLS). Requires HTTPS.
   *
   * Clients without a valid certificate cannot connect, including clients of other services on the load balancer. In mode PASS_THROUGH, the load
   * balancer sends the certificate to the tasks in the header `X-Amzn-Mtls-Clientcert`, and does not verify it.
   *
   * @default - clients need no certificate
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
   */
  readonly mutualAuthentication?: elbv2.MutualAuthentication;

  /**
   * The ARN of an AWS WAF web ACL for the load balancer. It must have the scope REGIONAL and be in the Region of the stack. Services may share a web
   * ACL.
   *
   * @default - in the regulated profile a new one with the AWS managed rules for every web application, otherwise none
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
   */
  readonly webAclArn?: string;

  /**
   * How long a connection may be idle, from 1 to 4000 seconds.
   *
   * @default - 60 seconds
   */
  readonly idleTimeout?: Duration;

  /**
   * How long a client may keep an HTTP connection, from 60 to 604800 seconds. The load balancer then answers one more request, and closes the connection.
   *
   * @default - 3600 seconds
   */
  readonly clientKeepAlive?: Duration;

  /**
   * The name of the load balancer.
   *
   * @default - CloudFormation generates one, so that the load balancer can be replaced
   */
  readonly loadBalancerName?: string;

  /**
   * The subnets of the load balancer.
   *
   * @default - public ones for a public load balancer, private ones for an internal one
   */
  readonly loadBalancerSubnets?: ec2.SubnetSelection;

  /**
   * Whether clients use IPv4, or IPv6 too. With IPv6, names of the load balancer get an AAAA record as well.
   *
   * An internal load balancer allows the IPv6 addresses of a VPC of this app. Those of an imported VPC are unknown: allow them with the
   * `connections` of the load balancer.
   *
   * @default - IPv4
   */
  readonly ipAddressType?: elbv2.IpAddressType;
}
