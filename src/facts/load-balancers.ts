import { SLOW_START, STICKINESS_DURATION } from './target-group-attributes';

const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

/**
 * The deregistration delay of a target group, and how long a connection to an Application Load Balancer may be idle or exist, in seconds.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
 */
export const DEREGISTRATION_DELAY = { min: 0, max: 3600 } as const;
export const IDLE_TIMEOUT = { min: 1, max: 4000 } as const;
export const CLIENT_KEEP_ALIVE = { min: 60, max: 604_800 } as const;

/** An attribute of a load balancer or target group that is a number of seconds within bounds. */
export interface TimedAttribute {
  readonly type: string;
  /** The property with the attributes. */
  readonly list: string;
  readonly key: string;
  readonly min: number;
  readonly max: number;
  /** Whether 0 disables it. */
  readonly zero?: true;
}

export const TIMED_ATTRIBUTES: readonly TimedAttribute[] = [
  { type: LOAD_BALANCER, list: 'LoadBalancerAttributes', key: 'idle_timeout.timeout_seconds', ...IDLE_TIMEOUT },
  { type: LOAD_BALANCER, list: 'LoadBalancerAttributes', key: 'client_keep_alive.seconds', ...CLIENT_KEEP_ALIVE },
  { type: TARGET_GROUP, list: 'TargetGroupAttributes', key: 'deregistration_delay.timeout_seconds', ...DEREGISTRATION_DELAY },
  { type: TARGET_GROUP, list: 'TargetGroupAttributes', key: 'stickiness.lb_cookie.duration_seconds', ...STICKINESS_DURATION },
  { type: TARGET_GROUP, list: 'TargetGroupAttributes', key: 'stickiness.app_cookie.duration_seconds', ...STICKINESS_DURATION },
  { type: TARGET_GROUP, list: 'TargetGroupAttributes', key: 'slow_start.duration_seconds', ...SLOW_START, zero: true },
];

/**
 * Target groups of these protocol versions can only be used with HTTPS listeners: "Listener protocol 'HTTP' is not supported with a target group with
 * the protocol-version 'HTTP2'". A listener or rule can only forward to them, without another action first.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 * @see https://github.com/aws/copilot-cli/issues/4551
 */
export const GRPC = 'GRPC';
export const HTTPS_ONLY_VERSIONS: readonly string[] = [GRPC, 'HTTP2'];

/**
 * An Application Load Balancer needs subnets in this many Availability Zones. One on an Outpost, or in Local Zones, may have a single subnet.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
export const LOAD_BALANCER_ZONES = 2;

/** The name of an Availability Zone; those of Local Zones and Wavelength Zones have further parts. */
const AVAILABILITY_ZONE = /^[a-z]+(?:-[a-z]+)+-\d[a-z]$/;

/** Whether a zone is certainly not a Local Zone or Wavelength Zone. */
export function isAvailabilityZone(name: string): boolean { return AVAILABILITY_ZONE.test(name); }

/**
 * The target group settings of this library, with which a deployment does not wait for minutes and a slow task is not stopped too early. The defaults
 * of Elastic Load Balancing: a deregistration delay of 300 s, a check every 30 s, healthy after 5 and unhealthy after 2 checks.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
 */
export const TARGET_GROUP_SETTINGS = {
  deregistrationDelaySeconds: 60,
  healthCheckIntervalSeconds: 10,
  healthyThreshold: 2,
  unhealthyThreshold: 5,
} as const;

/**
 * How a subnet gets IPv6 addresses: by a property, or by a resource. Every subnet of a load balancer with IPv6 needs them.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html
 */
export const SUBNET_IPV6 = { properties: ['Ipv6CidrBlock', 'Ipv6IpamPoolId', 'Ipv6NetmaskLength', 'Ipv6Native'], association: 'AWS::EC2::SubnetCidrBlock' } as const;
