import { FeatureFlags } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ELB_USE_POST_QUANTUM_TLS_POLICY } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { otherPlace, otherRegion } from '../../network/own-place';
import { AlbExposureProps } from '../alb/alb-exposure-props';
import { AlbProps } from '../alb/alb-props';

/** The name of a load balancer for one service, and its certificate. */
export type Domain = Pick<AlbExposureProps, 'certificate' | 'domainName' | 'domainZone' | 'insecureHttp'>;

/** Whether a load balancer has a certificate, and how it could get one. */
export interface Tls {
  readonly isSecure: boolean;
  /** The props that give it a certificate, such as "certificate, or domainName and domainZone". */
  readonly certificateProps: string;
}

/** With a certificate, or with a name and a zone to create one for. */
export function tlsOf({ certificate, domainName, domainZone, insecureHttp }: Domain): Tls {
  return {
    isSecure: certificate !== undefined || (!insecureHttp && domainName !== undefined && domainZone !== undefined),
    certificateProps: 'certificate, or domainName and domainZone',
  };
}

/** Why the TLS settings cannot work. A public load balancer must use TLS unless HTTP is allowed explicitly, because clients may send passwords over the internet. */
export function tlsProblems(scope: Construct, props: AlbProps, { isSecure, certificateProps }: Tls, isPublic: boolean): string[] {
  const { insecureHttp, redirectHttp, sslPolicy, mutualAuthentication } = props;
  if (isSecure) {
    return [
      ...(insecureHttp ? ['insecureHttp (true) cannot be combined with a certificate; remove it'] : []),
      ...trustStoreProblems(scope, mutualAuthentication),
    ];
  }
  return [
    ...(redirectHttp ? [`redirectHttp (true) has no HTTPS to redirect to; set ${certificateProps}`] : []),
    ...(sslPolicy === undefined ? [] : [`sslPolicy (${sslPolicy}) requires HTTPS; set ${certificateProps}`]),
    ...(mutualAuthentication ? [`mutualAuthentication requires HTTPS; set ${certificateProps}`] : []),
    ...(isPublic && !insecureHttp
      ? [`a public load balancer without a certificate accepts HTTP only; set ${certificateProps}, or insecureHttp: true`]
      : []),
  ];
}

/**
 * With its feature flag, the L2 writes a policy with post-quantum key exchange, and may write a newer one later. Without the flag it writes none, and
 * Elastic Load Balancing then uses a policy of 2016.
 */
export function sslPolicyOf(scope: Construct, props: Pick<AlbProps, 'sslPolicy'>): elbv2.SslPolicy | undefined {
  const isChosenByCdk = FeatureFlags.of(scope).isEnabled(ELB_USE_POST_QUANTUM_TLS_POLICY) === true;
  return props.sslPolicy ?? (isChosenByCdk ? undefined : elbv2.SslPolicy.RECOMMENDED_TLS);
}

export function certificateOf(scope: Construct, { certificate, domainName = '', domainZone }: Domain): acm.ICertificate {
  return certificate ?? new acm.Certificate(scope, 'Certificate', { domainName, validation: acm.CertificateValidation.fromDns(domainZone) });
}

/** Why a listener of the stack cannot use the certificate. */
export function certificateProblems(scope: Construct, prop: string, { certificateArn }: acm.ICertificate): string[] {
  const place = otherPlace(scope, certificateArn);
  return place === undefined ? [] : [`${prop} ('${certificateArn}') is in ${place}; use a certificate in the Region and account of the stack`];
}

/** Other accounts may share a trust store. */
function trustStoreProblems(scope: Construct, { trustStore }: elbv2.MutualAuthentication = {}): string[] {
  const arn = trustStore?.trustStoreRef.trustStoreArn;
  const region = arn === undefined ? undefined : otherRegion(scope, arn);
  return region === undefined ? [] : [`mutualAuthentication: trustStore ('${arn}') is in ${region}; use a trust store in the Region of the stack`];
}
