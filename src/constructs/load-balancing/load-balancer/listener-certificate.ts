import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { LISTENER_CERTIFICATES, mayExistApart, pathOf } from './app-resources';
import { idHash } from './id-hash';
import { pathInStage } from './path-in-stage';

const NAMES = Symbol.for('cdk-ecs-shipshape.certificateNames');

interface Named { readonly [NAMES]?: readonly string[] }

/** The names that the certificates of a resource cover; undefined when they are unknown. */
export function certificateNamesOf(resource: elbv2.CfnListenerCertificate & Named): readonly string[] | undefined { return resource[NAMES]; }

/**
 * Adds a certificate to a listener, which selects a certificate by the host name of the client (SNI).
 *
 * Without an id, the id is derived from the path of the certificate, so that certificates can be added and removed in any order: a resource must not
 * get another certificate because a previous one was removed.
 *
 * The names are all names that the certificate covers, if they are known.
 */
export function addListenerCertificate(
  scope: Construct, id: string | undefined, { listenerArn }: elbv2.IListener, certificate: acm.ICertificate, names?: readonly string[],
): Construct {
  const { certificateArn } = certificate;
  const added = new Construct(scope, id ?? `ListenerCertificate${idHash(pathInStage(certificate))}`);
  const resource = new elbv2.CfnListenerCertificate(added, 'Resource', { listenerArn, certificates: [{ certificateArn }] });
  Object.defineProperty(resource, NAMES, { value: names });
  added.node.addValidation({ validate: () => repeated(resource, certificateArn) });
  return added;
}

/** A listener has each certificate once. Whether it stays when one of two resources is deleted is not documented. */
function repeated(resource: elbv2.CfnListenerCertificate, certificateArn: string): string[] {
  const isSame = (other: elbv2.CfnListenerCertificate) => other !== resource
    && other.listenerArn === resource.listenerArn && arnsOf(other).includes(certificateArn) && !mayExistApart(other, resource);
  return LISTENER_CERTIFICATES.of(resource).filter(isSame).map(other =>
    `'${pathOf(resource)}' and '${pathOf(other)}' add the same certificate to a listener, and removing one of them may remove it for both; set it once, where the load balancer is created`);
}

function arnsOf({ certificates }: elbv2.CfnListenerCertificate): unknown[] {
  return Array.isArray(certificates) ? certificates.map(each => 'certificateArn' in each ? each.certificateArn : undefined) : [];
}
