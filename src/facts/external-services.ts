import type { Values } from './verdict';

/** A feature that services on ECS Anywhere do not support. */
export interface ExternalLimit {
  /** The path in the properties of a service. */
  readonly path: string;
  readonly values?: Values;
  readonly what: string;
}

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export const EXTERNAL_LIMITS: readonly ExternalLimit[] = [
  { path: 'LoadBalancers', what: 'load balancers' },
  { path: 'ServiceRegistries', what: 'service discovery' },
  { path: 'ServiceConnectConfiguration/Enabled', values: { oneOf: ['true'] }, what: 'Service Connect' },
  { path: 'VpcLatticeConfigurations', what: 'VPC Lattice' },
];
