import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Profile } from '../../profile/profile';
import { AlbProps } from '../alb/alb-props';

/**
 * A domain name of a shared load balancer.
 */
export interface SharedAlbDomain {
  /**
   * The name, such as `shop.example.com` or `*.shop.example.com`.
   */
  readonly domainName: string;

  /**
   * The hosted zone for the DNS record of the name, and for the validation of a new certificate.
   *
   * ACM validates certificates in public hosted zones only.
   *
   * @default - no record is created
   */
  readonly domainZone?: route53.IHostedZone;

  /**
   * The certificate for the name, in the Region and account of the stack.
   *
   * @default - a new one that is validated in `domainZone`, unless `certificateNames` of the load balancer covers the name or `insecureHttp` is set
   */
  readonly certificate?: acm.ICertificate;
}

/**
 * Properties of a SharedAlb.
 */
export interface SharedAlbProps extends AlbProps {
  /**
   * The VPC of the load balancer, which must be the VPC of the clusters.
   */
  readonly vpc: ec2.IVpc;

  /**
   * Whether the load balancer faces the internet.
   *
   * @default - false: only the VPC can reach it
   */
  readonly internetFacing?: boolean;

  /**
   * The names of the load balancer itself. Each gets a DNS record, and a certificate if none is given.
   *
   * Services can add their own names with `hosts` and `domainZone`. Add further domains at the end, since the certificate of the first one is the
   * default certificate of the listener.
   *
   * @default - only the DNS name of the load balancer
   */
  readonly domains?: SharedAlbDomain[];

  /**
   * Certificates of the listener, which selects one by the host name that the client sends (SNI).
   *
   * They do not replace the certificates of domains and services. To use them instead, set `certificateNames`.
   *
   * @default - the certificates of `domains`; without any, the load balancer uses HTTP, which requires `insecureHttp` on a public load balancer
   */
  readonly certificates?: acm.ICertificate[];

  /**
   * The names that `certificates` cover, such as `*.example.com`. Domains and hosts of services with these names get no new certificate.
   *
   * Before you remove a name, see "Removing certificates and domains" in the guide about changes of load balancers.
   *
   * @default - unknown: with `certificates`, a domain or host with a `domainZone` is refused, unless another certificate covers it
   */
  readonly certificateNames?: string[];

  /**
   * The action for requests that no rule forwards.
   *
   * For a default service, use `Exposure.sharedAlbDefault`, which creates a rule in the stack of the service; it comes before this action.
   *
   * @default elbv2.ListenerAction.fixedResponse(404)
   */
  readonly defaultAction?: elbv2.ListenerAction;

  /**
   * Whether the security group of the load balancer allows connections to port 443 of every IPv4 address, so that it reaches identity providers.
   *
   * Services with `authentication` need it. The rule is in the stack of the load balancer, because services do not change that stack.
   *
   * @default - false: `authentication` of a service is refused, unless its own `allowHttpsOutbound` is false
   */
  readonly allowHttpsOutbound?: boolean;

  /**
   * The AWS quota of the account for the rules of a load balancer. Synthesis fails when the app has more.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
   */
  readonly ruleQuota?: number;

  /**
   * The AWS quota of the account for the certificates of a load balancer, besides the default one. Synthesis fails when the app has more.
   *
   * @default 25
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
   */
  readonly certificateQuota?: number;

  /**
   * The AWS quota of the account for the outbound rules of a security group. Synthesis fails when the app has more for the load balancer.
   *
   * A service adds one for each security group and port of its tasks.
   *
   * @default 60
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
   */
  readonly securityGroupRuleQuota?: number;

  /**
   * The defaults of the load balancer. The regulated profile accepts TLS only, requires a bucket for access logs, protects the load balancer from
   * deletion and associates a web ACL with it.
   *
   * @default - the profile of the nearest enclosing construct that has one (such as the stack or app), else Profile.standard()
   */
  readonly profile?: Profile;
}
