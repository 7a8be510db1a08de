import { CfnResource } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { SharedAlbProps } from './shared-alb-props';
import { LOAD_BALANCER_CERTIFICATES, LOAD_BALANCER_RULES } from '../../../facts/listener-rules';
import { wholeNumberProblem } from '../../checks';
import { LISTENER_RULES } from '../listener-rule/app-rules';
import { LISTENER_CERTIFICATES, pathOf } from '../load-balancer/app-resources';

/** A resource that counts, with the number it counts for. */
interface Counted {
  readonly path: string;
  readonly count: number;
}

export function quotaValueProblems({ ruleQuota, certificateQuota }: SharedAlbProps): string[] {
  return [...wholeNumberProblem('ruleQuota', ruleQuota, { min: 1 }), ...wholeNumberProblem('certificateQuota', certificateQuota, { min: 0 })];
}

/** Refuses, at synthesis, more rules and certificates of the app than AWS allows for the load balancer. */
export function refuseAboveQuota(edge: IConstruct, { listeners }: elbv2.ApplicationLoadBalancer, props: SharedAlbProps): void {
  const { ruleQuota = LOAD_BALANCER_RULES, certificateQuota = LOAD_BALANCER_CERTIFICATES } = props;
  const isOn = ({ listenerArn: arn }: { readonly listenerArn?: string }) => listeners.some(({ listenerArn }) => listenerArn === arn);
  edge.node.addValidation({
    validate: () => [
      ...problem('ruleQuota', 'listener rules', ruleQuota, LISTENER_RULES.of(edge).filter(isOn).flatMap(({ resource }) => counted(resource, 1))),
      ...problem('certificateQuota', 'certificates besides the default ones', certificateQuota, LISTENER_CERTIFICATES.of(edge).filter(isOn).flatMap(each => counted(each, certificatesIn(each)))),
    ],
  });
}

/** Resources that a condition decides about may not exist. */
function counted(resource: CfnResource, count: number): Counted[] {
  return resource.cfnOptions.condition === undefined ? [{ path: pathOf(resource), count }] : [];
}

function certificatesIn({ certificates }: elbv2.CfnListenerCertificate): number {
  return Array.isArray(certificates) ? certificates.length : 1;
}

function problem(prop: string, what: string, quota: number, resources: readonly Counted[]): string[] {
  const count = resources.reduce((sum, each) => sum + each.count, 0);
  if (count <= quota) { return []; }
  const paths = resources.map(({ path }) => `'${path}'`).join(', ');
  return [`the load balancer has ${count} ${what}, and ${prop} is ${quota}; set ${prop} once AWS has raised the quota of the account, or use a second SharedAlb: ${paths}`];
}
