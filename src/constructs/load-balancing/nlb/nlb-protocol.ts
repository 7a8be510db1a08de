import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Transport } from '../exposure-kind';
import { NlbExposureProps } from './nlb-exposure-props';
import { TLS_PROTOCOLS } from '../../../facts/network-load-balancers';

export const TLS_PORT = 443;

/** The transport protocols of a listener protocol, if it is not TCP only. */
const TRANSPORTS: Readonly<Record<string, readonly Transport[]>> = { UDP: ['udp'], TCP_UDP: ['tcp', 'udp'] };

/** The protocol of the clients; undefined if a public load balancer must set it. */
export function clientProtocol(props: NlbExposureProps, isPublic: boolean): elbv2.Protocol | undefined {
  const { protocol, certificate, additionalCertificates, domainName, domainZone } = props;
  const hasCertificate = certificate !== undefined || additionalCertificates !== undefined || (domainName !== undefined && domainZone !== undefined);
  return protocol ?? (hasCertificate ? elbv2.Protocol.TLS : isPublic ? undefined : elbv2.Protocol.TCP);
}

export function usesTls(protocol: elbv2.Protocol | undefined): boolean { return protocol !== undefined && TLS_PROTOCOLS.includes(protocol); }

export function transportsOf(protocol: elbv2.Protocol | undefined): readonly Transport[] { return TRANSPORTS[protocol ?? ''] ?? ['tcp']; }

/** The protocol between load balancer and task. */
export function targetProtocol(props: NlbExposureProps, protocol: elbv2.Protocol): elbv2.Protocol {
  return props.targetProtocol ?? (usesTls(protocol) ? elbv2.Protocol.TCP : protocol);
}
