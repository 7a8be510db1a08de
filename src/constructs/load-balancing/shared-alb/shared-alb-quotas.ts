import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { SharedAlbProps } from './shared-alb-props';
import { LOAD_BALANCER_CERTIFICATES, LOAD_BALANCER_RULES } from '../../../facts/listener-rules';
import { wholeNumberProblem } from '../../checks';
import { AppResources, LISTENER_CERTIFICATES, LISTENER_RULES, pathOf } from '../load-balancer/app-resources';

/** A resource that counts, with the number it counts for. */
interface Counted {
  readonly path: string;
  readonly count: number;
}

export function quotaValueProblems({ ruleQuota, certificateQuota }: SharedAlbProps): string[] {
  return [...wholeNumberProblem('ruleQuota', ruleQuota, { min: 1 }), ...wholeNumberProblem('certificateQuota', certificateQuota, { min: 0 })];
}

/** Refuses, at synthesis, more rules and certificates of the app than AWS allows for the load balancer. */
export function refuseAboveQuota(
  edge: IConstruct, loadBalancer: elbv2.ApplicationLoadBalancer, props: SharedAlbProps, defaultCertificate?: acm.ICertificate,
): void {
  const { ruleQuota = LOAD_BALANCER_RULES, certificateQuota = LOAD_BALANCER_CERTIFICATES } = props;
  edge.node.addValidation({
    validate: () => [
      ...problem('ruleQuota', 'listener rules', ruleQuota, counted(edge, loadBalancer, LISTENER_RULES, () => 1)),
      ...problem('certificateQuota', 'certificates besides the default ones', certificateQuota, counted(edge, loadBalancer, LISTENER_CERTIFICATES, resource => certificatesIn(resource, defaultCertificate))),
    ],
  });
}

/** Resources that a condition decides about may not exist. */
function counted<Resource extends elbv2.CfnListenerRule | elbv2.CfnListenerCertificate>(
  edge: IConstruct, { listeners }: elbv2.ApplicationLoadBalancer, resources: AppResources<Resource>, countOf: (resource: Resource) => number,
): Counted[] {
  const arns = new Set<string | undefined>(listeners.map(({ listenerArn }) => listenerArn));
  return resources.of(edge)
    .filter(resource => arns.has(resource.listenerArn) && resource.cfnOptions.condition === undefined)
    .map(resource => ({ path: pathOf(resource), count: countOf(resource) }))
    .filter(({ count }) => count > 0);
}

/** The default certificate does not count. */
function certificatesIn({ certificates }: elbv2.CfnListenerCertificate, defaultCertificate?: acm.ICertificate): number {
  if (!Array.isArray(certificates)) { return 1; }
  return certificates.filter(each => !('certificateArn' in each) || each.certificateArn !== defaultCertificate?.certificateArn).length;
}

function problem(prop: string, what: string, quota: number, resources: readonly Counted[]): string[] {
  const count = resources.reduce((sum, each) => sum + each.count, 0);
  if (count <= quota) { return []; }
  const paths = resources.map(({ path }) => `'${path}'`).join(', ');
  return [`the load balancer has ${count} ${what}, and ${prop} is ${quota}; set ${prop} once AWS has raised the quota of the account, or use a second SharedAlb: ${paths}`];
}
