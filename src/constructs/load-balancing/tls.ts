import { FeatureFlags } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ELB_USE_POST_QUANTUM_TLS_POLICY } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { AlbExposureProps } from './alb-exposure-props';
import { otherPlace } from '../network/own-place';

/** With a certificate, or with a name and a zone to create one for. */
export function usesTls({ certificate, domainName, domainZone, insecureHttp }: AlbExposureProps): boolean {
  return certificate !== undefined || (!insecureHttp && domainName !== undefined && domainZone !== undefined);
}

/** Passwords and sessions of clients on the internet are not sent without encryption, unless that is intended. */
export function tlsProblems(scope: Construct, props: AlbExposureProps, isPublic: boolean): string[] {
  const { certificate, insecureHttp, redirectHttp, sslPolicy } = props;
  if (usesTls(props)) {
    return [
      ...(insecureHttp ? ['insecureHttp (true) cannot be combined with a certificate; remove it'] : []),
      ...(certificate ? certificateProblems(scope, certificate) : []),
    ];
  }
  return [
    ...(redirectHttp ? ['redirectHttp (true) has no HTTPS to redirect to, give a certificate, or domainName and domainZone'] : []),
    ...(sslPolicy === undefined ? [] : [`sslPolicy (${sslPolicy}) is for HTTPS, give a certificate, or domainName and domainZone`]),
    ...(isPublic && !insecureHttp
      ? ['a public load balancer without a certificate accepts HTTP only; set certificate, or domainName and domainZone, or insecureHttp: true']
      : []),
  ];
}

/**
 * The L2 writes a policy with post-quantum key exchange where its feature flag is set, and the flag may stand for newer ones later.
 * Without the flag it writes none, and Elastic Load Balancing then uses one of 2016.
 */
export function sslPolicyOf(scope: Construct, props: AlbExposureProps): elbv2.SslPolicy | undefined {
  const isChosenByCdk = FeatureFlags.of(scope).isEnabled(ELB_USE_POST_QUANTUM_TLS_POLICY) === true;
  return props.sslPolicy ?? (isChosenByCdk ? undefined : elbv2.SslPolicy.RECOMMENDED_TLS);
}

export function certificateOf(scope: Construct, { certificate, domainName = '', domainZone }: AlbExposureProps): acm.ICertificate {
  return certificate ?? new acm.Certificate(scope, 'Certificate', { domainName, validation: acm.CertificateValidation.fromDns(domainZone) });
}

function certificateProblems(scope: Construct, { certificateArn }: acm.ICertificate): string[] {
  const place = otherPlace(scope, certificateArn);
  return place === undefined ? [] : [`certificate ('${certificateArn}') is of ${place}; use a certificate of the stack's own Region and account`];
}
