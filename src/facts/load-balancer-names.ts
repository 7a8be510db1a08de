/** The form of the name of a resource. */
export interface NameForm {
  readonly type: string;
  readonly pattern: RegExp;
  /** Completes "must". */
  readonly form: string;
}

const TEXT = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?';
const FORM = 'have at most 32 letters, digits and hyphens, and no hyphen at its start or end';

/**
 * The names of load balancers and target groups. Elastic Load Balancing names internal load balancers that have no name `internal-…`.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const NAME_FORMS: readonly NameForm[] = [
  { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', pattern: new RegExp(`^(?!internal-)${TEXT}$`), form: `${FORM}, and must not begin with internal-` },
  { type: 'AWS::ElasticLoadBalancingV2::TargetGroup', pattern: new RegExp(`^${TEXT}$`), form: FORM },
];
