import type { Values, Verdict } from './verdict';

/** A setting that a service with Availability Zone rebalancing cannot have. */
export interface RebalancingLimit {
  /** The path in the properties of a service. */
  readonly path: string;
  readonly values?: Values;
  readonly what: string;
  readonly otherwise: Verdict;
}

/**
 * Settings with which ECS cannot rebalance a service. A service that does not set AvailabilityZoneRebalancing has it only where ECS supports it.
 *
 * ECS reports "Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration", and "Availability Zone
 * Rebalancing does not support DAEMON services". For the other settings, the documentation states that they cannot be used together.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 * @see https://github.com/aws/aws-cdk/pull/32263
 */
export const REBALANCING_LIMITS: readonly RebalancingLimit[] = [
  { path: 'DeploymentConfiguration/MaximumPercent', values: { below: 101 }, what: 'a MaximumPercent of 100 or less', otherwise: 'refused' },
  { path: 'SchedulingStrategy', values: { oneOf: ['DAEMON'] }, what: 'the scheduling strategy DAEMON', otherwise: 'refused' },
  { path: 'LoadBalancers/*/LoadBalancerName', what: 'a Classic Load Balancer', otherwise: 'doubtful' },
  {
    path: 'PlacementConstraints/*/Expression', values: { matching: /attribute:ecs\.availability-zone(?!-)/ }, what: 'a placement constraint on Availability Zones', otherwise: 'doubtful',
  },
];

/** The attribute over which the first placement strategy of a service with Availability Zone rebalancing, if there is one, must spread tasks. */
export const REBALANCED_ATTRIBUTE = 'ecs.availability-zone';
