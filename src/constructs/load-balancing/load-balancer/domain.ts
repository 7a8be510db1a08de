import { Reference, ReferenceStrength, Stack, Tokenization } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { refuseRecordCollisions } from './record-collisions';
import { Domain, tlsOf } from './tls';
import { isKnownLater } from '../../checks';
import { AlbExposureProps } from '../alb/alb-exposure-props';
import { AlbProps } from '../alb/alb-props';

const DUAL_STACK: readonly (elbv2.IpAddressType | undefined)[] = [elbv2.IpAddressType.DUAL_STACK, elbv2.IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4];

/** Why the name cannot have a certificate or a record. */
export function domainProblems(props: Domain): string[] {
  const { certificate, domainName, domainZone, insecureHttp } = props;
  if (domainZone && domainName === undefined) {
    return ['domainZone requires domainName; set it to the name in the zone that clients use'];
  }
  if (domainName === undefined) { return []; }
  if (!domainZone) {
    return certificate || insecureHttp ? [] : [`domainName ('${domainName}') without a certificate needs domainZone, to validate a new one`];
  }
  return [...zoneProblems('domainName', domainName, domainZone), ...(tlsOf(props).isSecure && !certificate ? validationProblems(domainZone) : [])];
}

/** Why a record cannot point to another load balancer. */
export function domainTargetProblems({ domainTarget, domainZone }: Pick<AlbExposureProps, 'domainTarget' | 'domainZone'>): string[] {
  return domainTarget && !domainZone ? [`domainTarget ('${domainTarget.node.path}') requires a DNS record; set domainName and domainZone`] : [];
}

/** Whether clients can use IPv6. */
export function hasIpv6({ ipAddressType }: Pick<AlbProps, 'ipAddressType'>): boolean { return DUAL_STACK.includes(ipAddressType); }

/** A name in a hosted zone, and the load balancer that it points to. */
export interface LoadBalancerName {
  readonly recordName?: string;
  readonly zone: route53.IHostedZone;
  readonly loadBalancer: elbv2.ILoadBalancerV2;
  readonly hasIpv6: boolean;
}

/** Points a name at a load balancer: an A record, and for IPv6 an AAAA record. The L2 recognizes the zone in a record name of the same case only. */
export function recordName(scope: Construct, { recordName: name, zone, loadBalancer, hasIpv6: isDualStack }: LoadBalancerName, id = 'DNS'): Construct[] {
  const ownName = isKnownLater(name) ? name : name?.toLowerCase();
  const record = { zone, recordName: ownName, target: route53.RecordTarget.fromAlias(aliasTarget(loadBalancer)) };
  const ipv4 = new route53.ARecord(scope, id, record);
  refuseRecordCollisions(ipv4);
  return [
    ipv4,
    ...(isDualStack ? [new route53.AaaaRecord(scope, `${id}IPv6`, record)] : []),
  ];
}

/** Like the alias target of the CDK, but CloudFormation keeps a load balancer of another stack while a record points to it. */
function aliasTarget({ loadBalancerDnsName, loadBalancerCanonicalHostedZoneId }: elbv2.ILoadBalancerV2): route53.IAliasRecordTarget {
  return { bind: () => ({ hostedZoneId: kept(loadBalancerCanonicalHostedZoneId), dnsName: `dualstack.${kept(loadBalancerDnsName)}` }) };
}

/** A value of a load balancer, which CloudFormation keeps while another stack uses it. */
export function kept(value: string): string {
  return Reference.isReference(Tokenization.reverse(value)) ? Stack.consumeReference(value, ReferenceStrength.STRONG) : value;
}

/** Why a zone cannot have a record of this name, which a prop gives. */
export function zoneProblems(prop: string, name: string, { zoneName }: route53.IHostedZone): string[] {
  if (isKnownLater(name) || isKnownLater(zoneName) || isWithin(name, zoneName)) { return []; }
  return [`${prop} ('${name}') is not in domainZone ('${zoneName}'); it must be ${zoneName} or end in .${zoneName}`];
}

/** ACM looks the name up on the internet. Whether an imported zone is private is unknown. */
export function validationProblems(zone: route53.IHostedZone, cure = 'set certificate, or insecureHttp: true'): string[] {
  if (!isPrivate(zone)) { return []; }
  return [`domainZone ('${zone.node.path}') is a private hosted zone, in which ACM cannot validate a certificate, and the deployment would wait for it; ${cure}`];
}

function isPrivate(zone: route53.IHostedZone): boolean {
  const { defaultChild } = zone.node;
  if (!(defaultChild instanceof route53.CfnHostedZone)) { return false; }
  const vpcs: unknown = Stack.of(defaultChild).resolve(defaultChild.vpcs);
  return Array.isArray(vpcs) && vpcs.length > 0;
}

function isWithin(name: string, zone: string): boolean {
  const [bareName, bareZone] = [name, zone].map(text => text.toLowerCase().replace(/\.$/, ''));
  return bareName === bareZone || bareName.endsWith(`.${bareZone}`);
}
