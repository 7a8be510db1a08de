/**
 * What a target group of a service may hold at all, and a protocol that only gateway load balancers speak, which services do not stand behind.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
 */
export const SERVICE_TARGET_TYPES: readonly string[] = ['ip', 'instance'];
export const GATEWAY_PROTOCOL = 'GENEVE';

/**
 * What a target group of a service holds, by the network mode of the tasks: addresses, or instances and their ports.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
 */
export const TARGET_TYPE_OF_MODE: Readonly<Record<string, string>> = { awsvpc: 'ip', bridge: 'instance', host: 'instance', default: 'instance' };
