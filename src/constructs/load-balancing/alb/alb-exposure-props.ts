import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { AlbProps } from './alb-props';
import { AlbTargetGroupOptions } from './alb-target-group-options';

/**
 * An Application Load Balancer for one service.
 */
export interface AlbExposureProps extends AlbTargetGroupOptions, AlbProps {
  /**
   * The certificate for the name that clients use, in the Region and account of the stack. With a certificate, the load balancer uses HTTPS.
   *
   * @default - with `domainName` and `domainZone` a new certificate, unless `insecureHttp` is set; otherwise no TLS
   */
  readonly certificate?: acm.ICertificate;

  /**
   * Additional certificates of the listener. The load balancer selects one by the host name that the client sends (SNI). Requires HTTPS.
   *
   * @default - none
   */
  readonly additionalCertificates?: acm.ICertificate[];

  /**
   * The name that clients use, such as `api.example.com`.
   *
   * @default - the DNS name of the load balancer
   */
  readonly domainName?: string;

  /**
   * The hosted zone for the DNS record of `domainName`, and for the validation of a new certificate.
   *
   * ACM validates certificates in public hosted zones only. With a private hosted zone, set `certificate` or `insecureHttp`. Without either, the
   * service throws if the zone is a private zone of this app; whether an imported zone is private is unknown.
   *
   * @default - no record is created
   */
  readonly domainZone?: route53.IHostedZone;

  /**
   * Another load balancer that the DNS record points to while clients move to it.
   *
   * Use it to move a service to a shared load balancer without downtime: expose the service there first, then point the record there. Requires
   * `domainName` and `domainZone`.
   *
   * @default - the load balancer of this exposure
   */
  readonly domainTarget?: elbv2.ILoadBalancerV2;
}
