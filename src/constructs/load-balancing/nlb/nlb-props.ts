import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';

/**
 * A Network Load Balancer: where it is, its addresses, and who may connect.
 */
export interface NlbProps {
  /**
   * Whether every address may connect, as far as the network lets it through.
   *
   * With false, no client can connect until you allow it with the `connections` of the load balancer.
   *
   * @default - true for a public load balancer; an internal one allows the CIDR of its VPC
   */
  readonly openListener?: boolean;

  /**
   * Whether connections also go to tasks in other Availability Zones than the one of the load balancer node that received them.
   *
   * Traffic between zones costs money. Without it, the load balancer answers in the zones of healthy tasks only, and each zone gets the same share of
   * connections, however many tasks it has.
   *
   * @default false
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
   */
  readonly crossZoneEnabled?: boolean;

  /**
   * Whether the load balancer gets a new Elastic IP address in each of its subnets, so that clients can allow them in a firewall. For a public load balancer.
   *
   * AWS charges for public IPv4 addresses, and allows an account 5 Elastic IP addresses in a Region until it raises the quota. They are kept when the load balancer or the stack is deleted, since clients may rely on them:
   * release them yourself. Set it when you create the load balancer, because its addresses do not change later.
   *
   * @default - false: a public load balancer gets addresses of AWS
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
   */
  readonly createElasticIps?: boolean;

  /**
   * The subnets with an address in each: the allocation of an existing Elastic IP address for a public load balancer, a private address for an internal one.
   *
   * Excludes `loadBalancerSubnets` and `createElasticIps`.
   *
   * @default - the addresses are chosen by AWS
   */
  readonly subnetMappings?: elbv2.SubnetMapping[];

  /**
   * The subnets of the load balancer.
   *
   * @default - public ones for a public load balancer, private ones for an internal one
   */
  readonly loadBalancerSubnets?: ec2.SubnetSelection;

  /**
   * Whether clients use IPv4, or IPv6 too. With IPv6, `domainName` gets an AAAA record as well.
   *
   * Not with UDP: there, a load balancer with IPv6 takes IPv6 targets only, and tasks are registered with IPv4 addresses.
   *
   * @default - IPv4
   */
  readonly ipAddressType?: elbv2.IpAddressType;

  /**
   * The name of the load balancer.
   *
   * @default - CloudFormation generates one, so that the load balancer can be replaced
   */
  readonly loadBalancerName?: string;

  /**
   * Whether the load balancer is protected from deletion, also by CloudFormation.
   *
   * @default - true in the regulated profile, otherwise false
   */
  readonly deletionProtection?: boolean;

  /**
   * Whether the inbound rules of the security group hold for clients that come through AWS PrivateLink as well. Their addresses are those of their own VPCs.
   *
   * @default true
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
   */
  readonly enforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: boolean;

  /**
   * The name that clients use, such as `mqtt.example.com`. Requires `domainZone`.
   *
   * @default - the name that the load balancer is given
   */
  readonly domainName?: string;

  /**
   * The hosted zone in which the name is recorded.
   *
   * @default - no record is created
   */
  readonly domainZone?: route53.IHostedZone;
}
