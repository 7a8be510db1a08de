import { ALPN_PROTOCOL, PROTOCOLS_WITHOUT_TLS, SINGLE_OF_LISTENER, TLS_PROTOCOLS } from '../../../facts/network-load-balancers';
import { defineRule } from '../rule';

const CERTIFICATES = [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666' }];
const MORE_CERTIFICATES = 'AWS::ElasticLoadBalancingV2::ListenerCertificate';
const OTHER_CERTIFICATE = { CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455557777' };

export default defineRule({
  title: 'A listener has one certificate if its protocol is HTTPS or TLS, and none otherwise',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses an HTTPS or TLS listener without a certificate, a listener without TLS that has a certificate or an ALPN policy, and a second certificate or policy in the listener.',
  fix: 'Give the listener a certificate: `Exposure.publicNlb({ certificate })`, or `listener.addCertificates()`; or remove certificates and `alpnPolicy` of a listener without TLS. A further certificate needs an own resource, which `addCertificates()` creates. In CloudFormation: Protocol, Certificates and AlpnPolicy of the listener.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html',

  subject: 'application',
  *check(application) {
    for (const { resource, node, protocol } of application.listeners) {
      const name = `listener ${resource.logicalId}`;
      const certificates = node.get('Certificates');
      const [hasNone, hasOne] = [certificates.asList.isEmpty, certificates.asList.sure.length > 0];
      if (protocol.isOneOf(TLS_PROTOCOLS) && hasNone) {
        yield { location: node.at('Certificates'), message: `${name} has protocol ${protocol} but no certificate; add one` };
      } else if (protocol.isOneOf(PROTOCOLS_WITHOUT_TLS) && hasOne) {
        yield { location: node.at('Certificates'), message: `${name} has a certificate, which protocol ${protocol} cannot use; use HTTPS or TLS, or remove the certificate` };
      }
      for (const key of SINGLE_OF_LISTENER.filter(each => node.list(each).atLeast > 1)) {
        yield { location: node.at(key), message: `${name} has ${node.list(key).atLeast} values in ${key}; a listener can have one` };
      }
      if (protocol.isOneOf(PROTOCOLS_WITHOUT_TLS) && node.list('AlpnPolicy').sure.length > 0) {
        yield { location: node.at('AlpnPolicy'), message: `${name} has an ALPN policy, which protocol ${protocol} cannot use; use ${ALPN_PROTOCOL}, or remove the policy` };
      }
    }
    for (const more of application.ofType(MORE_CERTIFICATES)) {
      const listener = more.properties.target('ListenerArn');
      if (listener?.properties.text('Protocol').isOneOf(PROTOCOLS_WITHOUT_TLS)) {
        yield { location: more.at('ListenerArn'), message: `listener ${listener.logicalId} has protocol ${listener.properties.text('Protocol')}, which cannot use a certificate; use HTTPS or TLS, or remove the certificate` };
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
    'a certificate for a TCP listener, in its own resource': { More: { Type: MORE_CERTIFICATES, Properties: { ListenerArn: { Ref: 'Listener' }, Certificates: [OTHER_CERTIFICATE] } } },
    'two certificates': { Listener: { Protocol: 'TLS', Certificates: [...CERTIFICATES, OTHER_CERTIFICATE] } },
    'two ALPN policies': { Listener: { Protocol: 'TLS', Certificates: CERTIFICATES, AlpnPolicy: ['HTTP2Preferred', 'HTTP1Only'] } },
    'TCP with an ALPN policy': { Listener: { AlpnPolicy: ['HTTP2Preferred'] } },
  },
  good: {
    'TLS with a certificate and an ALPN policy': { Listener: { Protocol: 'TLS', Certificates: CERTIFICATES, AlpnPolicy: ['HTTP2Preferred'] } },
    'a second certificate in its own resource, and one under a condition': {
      Listener: { Protocol: 'TLS', Certificates: [...CERTIFICATES, { 'Fn::If': ['IsTest', OTHER_CERTIFICATE, { Ref: 'AWS::NoValue' }] }] },
      More: { Type: MORE_CERTIFICATES, Properties: { ListenerArn: { Ref: 'Listener' }, Certificates: [OTHER_CERTIFICATE] } },
    },
    'a certificate from a parameter': { Listener: { Protocol: 'TLS', Certificates: { Ref: 'Certificates' } } },
    'a certificate for a listener outside the app': { More: { Type: MORE_CERTIFICATES, Properties: { ListenerArn: { Ref: 'AParameter' }, Certificates: [OTHER_CERTIFICATE] } } },
    'a protocol from a parameter': { Listener: { Protocol: { Ref: 'Protocol' }, AlpnPolicy: ['HTTP2Preferred'] } },
    'TCP with an empty list': { Listener: { Certificates: [], AlpnPolicy: [] } },
  },
});
