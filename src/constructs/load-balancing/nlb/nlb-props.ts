import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';

/**
 * Properties of a Network Load Balancer: its clients, addresses and network.
 */
export interface NlbProps {
  /**
   * Whether the security group of the load balancer allows connections from every address.
   *
   * With false, no client can connect until you allow it with the `connections` of the load balancer.
   *
   * @default - true for a public load balancer; an internal one allows the CIDR of its VPC
   */
  readonly openListener?: boolean;

  /**
   * Whether connections also go to tasks in other Availability Zones than the one of the load balancer node that received them.
   *
   * AWS charges for traffic between zones. With false, the load balancer answers only in zones with healthy tasks, and each zone gets the same share
   * of connections, regardless of its number of tasks.
   *
   * @default false
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
   */
  readonly crossZoneEnabled?: boolean;

  /**
   * Whether the load balancer gets a new Elastic IP address in each of its subnets, so that clients can allow them in a firewall. Requires a public
   * load balancer.
   *
   * AWS charges for public IPv4 addresses, and allows an account 5 Elastic IP addresses in a Region until it raises the quota. They are kept when
   * the load balancer or the stack is deleted, since clients may rely on them:
   * release them yourself. Set it when you create the load balancer, because its addresses do not change later.
   *
   * @default - false: AWS assigns the addresses of a public load balancer
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
   */
  readonly createElasticIps?: boolean;

  /**
   * The subnets, each with an address: the allocation of an existing Elastic IP address for a public load balancer, a private address for an internal
   * one.
   *
   * Cannot be combined with `loadBalancerSubnets` or `createElasticIps`.
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
   * IPv6 cannot be combined with UDP, for which a dual-stack load balancer supports IPv6 targets only: tasks are registered with IPv4 addresses.
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
   * Whether the load balancer is protected from deletion, including deletion by CloudFormation.
   *
   * @default - true in the regulated profile, otherwise false
   */
  readonly deletionProtection?: boolean;

  /**
   * Whether the inbound rules of the security group also apply to clients that connect through AWS PrivateLink. Their addresses are those of their
   * own VPCs.
   *
   * @default true
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
   */
  readonly enforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: boolean;

  /**
   * The name that clients use, such as `mqtt.example.com`. Requires `domainZone`.
   *
   * @default - the DNS name of the load balancer
   */
  readonly domainName?: string;

  /**
   * The hosted zone for the DNS record of `domainName`.
   *
   * @default - no record is created
   */
  readonly domainZone?: route53.IHostedZone;
}
