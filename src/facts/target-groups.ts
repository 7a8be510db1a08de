/**
 * What a target group of a service may hold.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
 */
export const SERVICE_TARGET_TYPES: readonly string[] = ['ip', 'instance'];

/**
 * The protocol of Gateway Load Balancers, which serve awsvpc tasks: on Fargate from platform version 1.4.0 on, older ones being retired, and on
 * every one of Windows.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/glb.html
 */
export const GATEWAY_PROTOCOL = 'GENEVE';

/**
 * What a target group of a service holds, by the network mode of the tasks: addresses, or instances and their ports.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
 */
export const TARGET_TYPE_OF_MODE: Readonly<Record<string, string>> = { awsvpc: 'ip', bridge: 'instance', host: 'instance', default: 'instance' };

/**
 * How many target groups a service has at most: "load balancers can have at most 5 items".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html
 */
export const SERVICE_TARGET_GROUPS = 5;

/**
 * How long a task on Fargate Spot lives on once it is to be interrupted, in seconds: it has to leave its target groups in less.
 *
 * Read on 2026-11-29.
 *
 * @see https://repost.aws/knowledge-center/fargate-spot-termination-notice
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export const SPOT_NOTICE_SECONDS = 120;

/** How long a target group drains a target that is deregistered, where it does not say it, in seconds. */
export const DEFAULT_DEREGISTRATION_DELAY = 300;
