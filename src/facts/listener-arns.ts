/**
 * The ARN of a listener of an Application Load Balancer. Elastic Load Balancing has no resource-based policies and shares only trust stores with
 * other accounts, so that the rules of a listener must be in its own account.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/security_iam_service-with-iam.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/trust-store-sharing.html
 */
export const LISTENER_ARN_FORM = 'arn:<partition>:elasticloadbalancing:<Region>:<account>:listener/app/<name>/<id>/<id>';

const LISTENER_ARN = /^arn:[^:]+:elasticloadbalancing:[^:]+:[^:]+:listener\/app\/[^/]+\/[^/]+\/[^/]+$/;

/** Other resources with similar ARNs, by the start of the last part. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['loadbalancer/', 'is the ARN of a load balancer'],
  ['listener-rule/', 'is the ARN of a listener rule'],
  ['listener/net/', 'is of a Network Load Balancer, whose listeners have no rules'],
];

/** Why a text is not the ARN of a listener of an Application Load Balancer. */
export function listenerArnProblem(text: string): string | undefined {
  if (LISTENER_ARN.test(text)) { return undefined; }
  const [, , , , , resource = ''] = text.split(':');
  return OTHERS.find(([start]) => resource.startsWith(start))?.[1] ?? 'is not the ARN of a listener';
}
