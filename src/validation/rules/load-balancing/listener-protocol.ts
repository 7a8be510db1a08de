import { LISTENER_PROTOCOLS } from '../../../facts/network-load-balancers';
import { own } from '../../../facts/own';
import { defineRule } from '../rule';

/** Protocols of which it is known what supports them. */
const KNOWN = Object.values(LISTENER_PROTOCOLS).flat();

export default defineRule({
  title: 'A listener has a protocol that its load balancer supports',
  severity: 'error',
  outcome: 'refused',
  why: 'An Application Load Balancer listens to HTTP and HTTPS, a Network Load Balancer to TCP, TLS and UDP. Elastic Load Balancing refuses a listener with a protocol of the other type.',
  fix: 'Use the load balancer for the protocol: `Exposure.publicAlb()` or `elbv2.ApplicationLoadBalancer` for HTTP, `Exposure.publicNlb()` or `elbv2.NetworkLoadBalancer` for TCP and UDP. CloudFormation: Type of the load balancer, application by default, and Protocol of the listener.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html',

  subject: 'application',
  *check({ listeners }) {
    for (const { node, protocol, loadBalancer } of listeners) {
      const supported = own(LISTENER_PROTOCOLS, loadBalancer?.type.known ?? '');
      if (loadBalancer && supported && protocol.isOneOf(KNOWN) && protocol.isNoneOf(supported)) {
        yield {
          location: node.at('Protocol'),
          related: [loadBalancer.resource.at('Type')],
          message: `has protocol ${protocol}, but ${loadBalancer.resource.logicalId} is of type ${loadBalancer.type}; use ${supported.join(', ')}, or another load balancer`,
        };
      }
    }
  },

  scene: 'a Fargate service behind a network load balancer',
  bad: {
    'HTTP of a Network Load Balancer': { Listener: { Protocol: 'HTTP' }, Targets: { Protocol: 'HTTP' } },
    'TCP of an Application Load Balancer': {
      scene: 'a Fargate service behind a load balancer', change: { Listener: { Protocol: 'TCP', Certificates: undefined }, Targets: { Protocol: 'TCP' } },
    },
    'TCP of a load balancer without a type': { Balancer: balancer(undefined) },
  },
  good: {
    'TLS of a Network Load Balancer': { Listener: { Protocol: 'TLS', Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666' }] } },
    'QUIC of a Network Load Balancer': { Listener: { Protocol: 'QUIC' } },
    'a protocol that is not known': { Listener: { Protocol: 'SCTP' } },
    'a type of a parameter': { Balancer: balancer({ Ref: 'Type' }), Listener: { Protocol: 'HTTP' }, Targets: { Protocol: 'HTTP' } },
    'a load balancer outside the app': { Listener: { LoadBalancerArn: { Ref: 'BalancerArn' }, Protocol: 'HTTP' }, Targets: { Protocol: 'HTTP' } },
  },
});

function balancer(Type: unknown) { return { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type } }; }
