import { CfnResource } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { SharedAlbProps } from './shared-alb-props';
import { LOAD_BALANCER_CERTIFICATES, LOAD_BALANCER_RULES } from '../../../facts/listener-rules';
import { SECURITY_GROUP_RULES } from '../../../facts/security-groups';
import { wholeNumberProblem } from '../../checks';
import { renderedProperties } from '../../rendered-properties';
import { LISTENER_RULES } from '../listener-rule/app-rules';
import { LISTENER_CERTIFICATES, OUTBOUND_RULES, pathOf } from '../load-balancer/app-resources';

/** A resource that counts towards a quota, with its number. */
interface Counted {
  readonly path: string;
  readonly count: number;
}

export function quotaValueProblems({ ruleQuota, certificateQuota, securityGroupRuleQuota }: SharedAlbProps): string[] {
  return [
    ...wholeNumberProblem('ruleQuota', ruleQuota, { min: 1 }),
    ...wholeNumberProblem('certificateQuota', certificateQuota, { min: 0 }),
    ...wholeNumberProblem('securityGroupRuleQuota', securityGroupRuleQuota, { min: 1 }),
  ];
}

/** Fails synthesis when the app has more rules and certificates than AWS allows for the load balancer and its security groups. */
export function refuseAboveQuota(
  edge: IConstruct, { listeners, connections }: elbv2.ApplicationLoadBalancer, props: SharedAlbProps, defaultCertificate?: acm.ICertificate,
): void {
  const { ruleQuota = LOAD_BALANCER_RULES, certificateQuota = LOAD_BALANCER_CERTIFICATES, securityGroupRuleQuota = SECURITY_GROUP_RULES } = props;
  const isOn = ({ listenerArn: arn }: { readonly listenerArn?: string }) => listeners.some(({ listenerArn }) => listenerArn === arn);
  const rules = () => LISTENER_RULES.of(edge).filter(isOn).flatMap(({ resource }) => counted(resource, 1));
  const certificates = () => LISTENER_CERTIFICATES.of(edge).filter(isOn).flatMap(each => counted(each, certificatesIn(each, defaultCertificate)));
  edge.node.addValidation({
    validate: () => [
      ...problem('ruleQuota', 'listener rules', ruleQuota, rules()),
      ...problem('certificateQuota', 'certificates besides the default ones', certificateQuota, certificates()),
      ...connections.securityGroups.flatMap(group =>
        problem('securityGroupRuleQuota', 'outbound rules in a security group', securityGroupRuleQuota, outboundRules(edge, group))),
    ],
  });
}

/** Resources with a condition do not count, because they may not exist. */
function counted(resource: CfnResource, count: number): Counted[] {
  return count > 0 && resource.cfnOptions.condition === undefined ? [{ path: pathOf(resource), count }] : [];
}

/** The default certificate does not count. */
function certificatesIn({ certificates }: elbv2.CfnListenerCertificate, defaultCertificate?: acm.ICertificate): number {
  if (!Array.isArray(certificates)) { return 1; }
  return certificates.filter(each => !('certificateArn' in each) || each.certificateArn !== defaultCertificate?.certificateArn).length;
}

/** The quota counts rules for IPv6 addresses and prefix lists differently. */
function outboundRules(edge: IConstruct, group: ec2.ISecurityGroup): Counted[] {
  const apart = OUTBOUND_RULES.of(edge).filter(({ groupId, cidrIpv6, destinationPrefixListId, cfnOptions }) =>
    groupId === group.securityGroupId && cidrIpv6 === undefined && destinationPrefixListId === undefined && cfnOptions.condition === undefined);
  return [...inlineRules(group), ...apart.map(rule => ({ path: pathOf(rule), count: 1 }))];
}

function inlineRules({ node: { defaultChild } }: ec2.ISecurityGroup): Counted[] {
  if (!(defaultChild instanceof ec2.CfnSecurityGroup)) { return []; }
  const { SecurityGroupEgress: rules } = renderedProperties(defaultChild);
  const toIpv4 = Array.isArray(rules) ? (rules as { CidrIp?: unknown }[]).filter(({ CidrIp }) => CidrIp !== undefined) : [];
  return [{ path: pathOf(defaultChild), count: toIpv4.length }];
}

function problem(prop: string, what: string, quota: number, resources: readonly Counted[]): string[] {
  const count = resources.reduce((sum, each) => sum + each.count, 0);
  if (count <= quota) { return []; }
  const paths = resources.map(({ path }) => `'${path}'`).join(', ');
  return [`the load balancer has ${count} ${what}, and ${prop} is ${quota}; set ${prop} once AWS has raised the quota of the account, or use a second SharedAlb: ${paths}`];
}
