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
