import { Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { NlbExposureProps } from './nlb-exposure-props';
import { transportsOf, usesTls } from './nlb-protocol';
import { TARGET_GROUP_DEFAULTS } from '../../../facts/defaults';
import { IPV6_TARGET_PROTOCOLS, PLAIN_HTTP_PORTS, PROTOCOLS_WITHOUT_SECURITY_GROUPS, REQUEST_HEALTH_CHECKS, TCP_IDLE_TIMEOUT } from '../../../facts/network-load-balancers';
import { PORT_MAXIMUM } from '../../../facts/ports';
import { secondsProblem, wholeNumberProblem } from '../../checks';
import { hasIpv6, validationProblems } from '../load-balancer/domain';
import { certificateProblems } from '../load-balancer/tls';

const { TCP, TLS, UDP, TCP_UDP } = elbv2.Protocol;
const PROTOCOLS: readonly elbv2.Protocol[] = [TCP, TLS, UDP, TCP_UDP];
const CERTIFICATE_PROPS = 'certificate, or domainName and domainZone';

/** Why a listener cannot have the protocol, the port and the TLS settings of the props. */
export function nlbListenerProblems(scope: Construct, props: NlbExposureProps, protocol: elbv2.Protocol | undefined, isPublic: boolean): string[] {
  const { listenerPort, tcpIdleTimeout, domainName, domainZone } = props;
  const isNameWithoutZone = domainName !== undefined && domainZone === undefined;
  // With a zone the protocol would be TLS; the missing zone is reported with the name.
  if (protocol === undefined && isNameWithoutZone) { return []; }
  if (protocol === undefined) { return [`a public load balancer without a certificate does not encrypt traffic; set ${CERTIFICATE_PROPS}, or set the protocol that clients use`]; }
  if (!PROTOCOLS.includes(protocol)) { return [unsupported(protocol)]; }
  return [
    ...(listenerPort === undefined && !usesTls(protocol) ? [`listenerPort is required with protocol ${protocol}: the port that clients connect to`] : []),
    ...wholeNumberProblem('listenerPort', listenerPort, { min: 1, max: PORT_MAXIMUM }),
    ...(tcpIdleTimeout && protocol !== TCP
      ? [`tcpIdleTimeout (${tcpIdleTimeout.toHumanString()}) requires protocol ${TCP}, and this one is ${protocol}; remove it`]
      : secondsProblem('tcpIdleTimeout', tcpIdleTimeout, TCP_IDLE_TIMEOUT)),
    ...(usesTls(protocol) ? tlsProblems(scope, props) : plainProblems(props, protocol)),
    ...consentProblems(props, protocol, isPublic),
    ...dualStackProblems(props, protocol),
  ];
}

function unsupported(protocol: elbv2.Protocol): string {
  const reason = PROTOCOLS_WITHOUT_SECURITY_GROUPS.includes(protocol) ? ' is not possible with security groups, which this load balancer has, and' : '';
  return `protocol (${protocol})${reason} must be one of ${PROTOCOLS.join(', ')}`;
}

/** Target groups of tasks have IPv4 addresses here. */
function dualStackProblems(props: NlbExposureProps, protocol: elbv2.Protocol): string[] {
  if (!hasIpv6(props) || !IPV6_TARGET_PROTOCOLS.includes(protocol)) { return []; }
  return [`ipAddressType (${props.ipAddressType}) is not possible with protocol ${protocol}: for UDP, a dual-stack load balancer supports IPv6 targets only, and tasks are registered with IPv4 addresses; remove ipAddressType`];
}

function tlsProblems(scope: Construct, props: NlbExposureProps): string[] {
  const { certificate, additionalCertificates = [], domainName, domainZone } = props;
  const isNew = certificate === undefined && domainName !== undefined && domainZone !== undefined;
  return [
    ...(certificate || isNew ? [] : [`protocol ${TLS} needs a certificate; set ${CERTIFICATE_PROPS}`]),
    ...(isNew ? validationProblems(domainZone, `set certificate, or protocol: elbv2.Protocol.${TCP}`) : []),
    ...(certificate ? certificateProblems(scope, 'certificate', certificate) : []),
    ...additionalCertificates.flatMap(each => certificateProblems(scope, 'additionalCertificates', each)),
  ];
}

/** Settings that only TLS has. */
function plainProblems(props: NlbExposureProps, protocol: elbv2.Protocol): string[] {
  const { certificate, additionalCertificates, sslPolicy, alpnPolicy, accessLogs, accessLogsBucket } = props;
  const given = Object.entries({ certificate, additionalCertificates, sslPolicy, alpnPolicy, accessLogs: accessLogs || undefined, accessLogsBucket })
    .flatMap(([name, value]) => value === undefined ? [] : [name]);
  return given.length === 0 ? [] : [`${given.join(', ')} ${given.length > 1 ? 'require' : 'requires'} protocol ${TLS}, and this one is ${protocol}; set protocol to TLS, or remove ${given.length > 1 ? 'them' : 'it'}`];
}

/** Plain HTTP over the internet is not encrypted, so it must be allowed explicitly. See decision 021. */
function consentProblems({ insecureHttp, listenerPort = 0, healthCheck }: NlbExposureProps, protocol: elbv2.Protocol, isPublic: boolean): string[] {
  const mayBeHttp = !usesTls(protocol) && transportsOf(protocol).includes('tcp');
  if (insecureHttp) { return mayBeHttp ? [] : [`insecureHttp (true) requires plain HTTP over TCP, and protocol is ${protocol}; remove it`]; }
  if (!isPublic || !mayBeHttp) { return []; }
  const cure = `set ${CERTIFICATE_PROPS}, or insecureHttp: true`;
  if (PLAIN_HTTP_PORTS.includes(listenerPort)) { return [`listenerPort (${listenerPort}) is an HTTP port, on which a public load balancer would accept traffic without encryption; ${cure}`]; }
  return answersHttp(healthCheck)
    ? [`healthCheck: the tasks answer ${String(healthCheck?.protocol)} on the port of the traffic, which a public load balancer would accept without encryption; ${cure}`]
    : [];
}

/** Whether the port of the traffic answers HTTP without TLS. */
function answersHttp({ protocol, port = TARGET_GROUP_DEFAULTS.healthCheckPort }: elbv2.HealthCheck = {}): boolean {
  return protocol === REQUEST_HEALTH_CHECKS[0] && !Token.isUnresolved(port) && port === TARGET_GROUP_DEFAULTS.healthCheckPort;
}
