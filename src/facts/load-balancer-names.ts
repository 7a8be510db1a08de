import type { Format, TypeFormats } from './value-format';

const TEXT = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?';
const FORM = 'at most 32 letters, digits and hyphens, without a hyphen at its start or end';

/**
 * The names of load balancers and target groups. Elastic Load Balancing names internal load balancers that have no name `internal-…`.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const LOAD_BALANCER_NAME: Format = { pattern: new RegExp(`^(?!internal-)${TEXT}$`), form: `${FORM}, and not begin with internal-` };
export const TARGET_GROUP_NAME: Format = { pattern: new RegExp(`^${TEXT}$`), form: FORM };

/** The same, by resource type. */
export const LOAD_BALANCER_NAMES: readonly TypeFormats[] = [
  { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', formats: [{ path: 'Name', ...LOAD_BALANCER_NAME, otherwise: 'refused' }] },
  { type: 'AWS::ElasticLoadBalancingV2::TargetGroup', formats: [{ path: 'Name', ...TARGET_GROUP_NAME, otherwise: 'refused' }] },
];
