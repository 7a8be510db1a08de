/**
 * The target types of target groups of a service.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
 */
export const SERVICE_TARGET_TYPES: readonly string[] = ['ip', 'instance'];
/**
 * The target types that accept no tasks. A type that AWS may add is in no list.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const OTHER_TARGET_TYPES: readonly string[] = ['lambda', 'alb'];

/**
 * The protocol of Gateway Load Balancers, which support awsvpc tasks: on Fargate since platform version 1.4.0 (older versions are retired), and on
 * every platform version of Windows.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/glb.html
 */
export const GATEWAY_PROTOCOL = 'GENEVE';

/**
 * The target type of a target group of a service, by the network mode of the tasks: IP addresses, or instances and their ports.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
 */
export const TARGET_TYPE_OF_MODE: Readonly<Record<string, string>> = { awsvpc: 'ip', bridge: 'instance', host: 'instance', default: 'instance' };

/**
 * The maximum number of target groups of a service: "load balancers can have at most 5 items".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html
 */
export const SERVICE_TARGET_GROUPS = 5;

/**
 * The time between the interruption notice and the stop of a task on Fargate Spot, in seconds. The task must leave its target groups within this
 * time.
 *
 * Read on 2026-11-29.
 *
 * @see https://repost.aws/knowledge-center/fargate-spot-termination-notice
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export const SPOT_NOTICE_SECONDS = 120;

/** The default deregistration delay of a target group, in seconds. */
export const DEFAULT_DEREGISTRATION_DELAY = 300;
