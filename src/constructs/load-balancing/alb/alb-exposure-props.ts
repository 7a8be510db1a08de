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
   * The certificate of the name that clients use, of the Region and account of the stack. With one, the load balancer uses HTTPS.
   *
   * @default - with `domainName` and `domainZone` a new certificate, unless `insecureHttp` is set; otherwise there is no TLS
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
   * @default - the name that the load balancer is given
   */
  readonly domainName?: string;

  /**
   * The hosted zone in which the name is recorded, and a new certificate is validated.
   *
   * ACM validates certificates in public hosted zones only. With a private one, set `certificate` or `insecureHttp`.
   * That is refused for a zone of this app; whether an imported zone is private is unknown.
   *
   * @default - no record is created
   */
  readonly domainZone?: route53.IHostedZone;

  /**
   * The load balancer that the DNS record points to instead, while clients move to it.
   *
   * It moves a service to a shared load balancer without a gap: the service is exposed there first, then the record points there.
   * Requires `domainName` and `domainZone`.
   *
   * @default - the load balancer of this exposure
   */
  readonly domainTarget?: elbv2.ILoadBalancerV2;
}
