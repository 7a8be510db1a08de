import type { Values, Verdict } from './verdict';

/** A setting that a service with a Classic Load Balancer cannot have. */
export interface ClassicLoadBalancerLimit {
  /** The path in the properties of a service. */
  readonly path: string;
  readonly values?: Values;
  readonly what: string;
  readonly otherwise: Verdict;
}

/**
 * The settings of a service that exclude a Classic Load Balancer. The guide of ECS documents both as not supported; no answer of ECS is known. Network modes
 * are in `TRAFFIC_LIMITS`, and Availability Zone rebalancing in `REBALANCING_LIMITS`.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 */
export const CLASSIC_LOAD_BALANCER_LIMITS: readonly ClassicLoadBalancerLimit[] = [
  { path: 'SchedulingStrategy', values: { oneOf: ['DAEMON'] }, what: 'scheduling strategy DAEMON', otherwise: 'doubtful' },
  { path: 'ServiceRegistries/*', what: 'a service registry', otherwise: 'doubtful' },
];
