import { ALPN_PROTOCOL, PROTOCOLS_WITHOUT_TLS, TLS_PROTOCOLS } from '../../../facts/network-load-balancers';
import { defineRule } from '../rule';

const CERTIFICATES = [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666' }];

export default defineRule({
  title: 'A listener has a certificate if, and only if, its protocol is HTTPS or TLS',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses an HTTPS or TLS listener without a certificate, and a listener without TLS that has a certificate or an ALPN policy.',
  fix: 'Give the listener a certificate: `Exposure.publicNlb({ certificate })`, or `listener.addCertificates()`; or remove certificates and `alpnPolicy` of a listener without TLS. In CloudFormation: Protocol, Certificates and AlpnPolicy of the listener.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html',

  subject: 'application',
  *check({ listeners }) {
    for (const { node, protocol } of listeners) {
      const certificates = node.get('Certificates');
      const [hasNone, hasOne] = [certificates.asList.isEmpty, certificates.asList.sure.length > 0];
      if (protocol.isOneOf(TLS_PROTOCOLS) && hasNone) {
        yield { location: node.at('Certificates'), message: `has protocol ${protocol} but no certificate; add one` };
      } else if (protocol.isOneOf(PROTOCOLS_WITHOUT_TLS) && hasOne) {
        yield { location: node.at('Certificates'), message: `has a certificate, which protocol ${protocol} cannot use; use HTTPS or TLS, or remove the certificate` };
      }
      if (protocol.isOneOf(PROTOCOLS_WITHOUT_TLS) && node.list('AlpnPolicy').sure.length > 0) {
        yield { location: node.at('AlpnPolicy'), message: `has an ALPN policy, which protocol ${protocol} cannot use; use ${ALPN_PROTOCOL}, or remove the policy` };
      }
    }
  },

  scene: 'a Fargate service behind a network load balancer',
  bad: {
    'TLS without a certificate': { Listener: { Protocol: 'TLS' } },
    'TLS with an empty list': { Listener: { Protocol: 'TLS', Certificates: [] } },
    'HTTPS without a certificate': { scene: 'a Fargate service behind a load balancer', change: { Listener: { Certificates: undefined } } },
    'TCP with a certificate': { Listener: { Certificates: CERTIFICATES } },
    'HTTP with a certificate': { scene: 'a Fargate service behind a load balancer', change: { Listener: { Protocol: 'HTTP', Port: 80 } } },
    'TCP with an ALPN policy': { Listener: { AlpnPolicy: ['HTTP2Preferred'] } },
  },
  good: {
    'TLS with a certificate and an ALPN policy': { Listener: { Protocol: 'TLS', Certificates: CERTIFICATES, AlpnPolicy: ['HTTP2Preferred'] } },
    'a certificate from a parameter': { Listener: { Protocol: 'TLS', Certificates: { Ref: 'Certificates' } } },
    'a protocol from a parameter': { Listener: { Protocol: { Ref: 'Protocol' }, AlpnPolicy: ['HTTP2Preferred'] } },
    'TCP with an empty list': { Listener: { Certificates: [], AlpnPolicy: [] } },
  },
});
