import { createHash } from 'crypto';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { pathInStage } from './path-in-stage';

/**
 * Adds a certificate to a listener, which chooses among its certificates by the name that a client asks for.
 *
 * Without an id, it is made of the path of the certificate, so that certificates can be added and removed in any order: the removal of one
 * must never delete another that has moved to its place.
 */
export function addListenerCertificate(
  scope: Construct, id: string | undefined, listener: elbv2.IApplicationListener, certificate: acm.ICertificate,
): elbv2.ApplicationListenerCertificate {
  const hash = () => createHash('sha256').update(pathInStage(certificate)).digest('hex').slice(0, 8).toUpperCase();
  return new elbv2.ApplicationListenerCertificate(scope, id ?? `ListenerCertificate${hash()}`, { listener, certificates: [certificate] });
}
