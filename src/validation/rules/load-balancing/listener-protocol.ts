import { LISTENER_PROTOCOLS } from '../../../facts/network-load-balancers';
import { own } from '../../../facts/own';
import { defineRule } from '../rule';

/** Protocols for which it is known which load balancers support them. */
const KNOWN = Object.values(LISTENER_PROTOCOLS).flat();

export default defineRule({
  title: 'A listener has a protocol that its load balancer supports',
  severity: 'error',
  outcome: 'refused',
  why: 'An Application Load Balancer supports HTTP and HTTPS, and a Network Load Balancer supports TCP, TLS and UDP. Elastic Load Balancing refuses a listener with another protocol.',
  fix: 'Use the load balancer for the protocol: `Exposure.publicAlb()` or `elbv2.ApplicationLoadBalancer` for HTTP, `Exposure.publicNlb()` or `elbv2.NetworkLoadBalancer` for TCP and UDP. In CloudFormation: Type of the load balancer, application by default, and Protocol of the listener.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html',

  subject: 'application',
  *check({ listeners }) {
    for (const { resource, node, protocol, loadBalancer } of listeners) {
      const supported = own(LISTENER_PROTOCOLS, loadBalancer?.type.known ?? '');
      if (loadBalancer && supported && protocol.isOneOf(KNOWN) && protocol.isNoneOf(supported)) {
        yield {
          location: node.at('Protocol'),
          related: [loadBalancer.resource.at('Type')],
          message: `listener ${resource.logicalId} has protocol ${protocol}, but load balancer ${loadBalancer.resource.logicalId} is of type ${loadBalancer.type}; use ${supported.join(', ')}, or another load balancer`,
        };
      }
    }
  },

  scene: 'a Fargate service behind a network load balancer',
  bad: {
    'HTTP on a Network Load Balancer': { Listener: { Protocol: 'HTTP' }, Targets: { Protocol: 'HTTP' } },
    'TCP on an Application Load Balancer': {
      scene: 'a Fargate service behind a load balancer', change: { Listener: { Protocol: 'TCP', Certificates: undefined }, Targets: { Protocol: 'TCP' } },
    },
    'TCP on a load balancer without a type': { Balancer: balancer(undefined) },
  },
  good: {
    'TLS on a Network Load Balancer': { Listener: { Protocol: 'TLS', Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666' }] } },
    'QUIC on a Network Load Balancer': { Listener: { Protocol: 'QUIC' } },
    'an unknown protocol': { Listener: { Protocol: 'SCTP' } },
    'a type from a parameter': { Balancer: balancer({ Ref: 'Type' }), Listener: { Protocol: 'HTTP' }, Targets: { Protocol: 'HTTP' } },
    'a load balancer outside the app': { Listener: { LoadBalancerArn: { Ref: 'BalancerArn' }, Protocol: 'HTTP' }, Targets: { Protocol: 'HTTP' } },
  },
});

function balancer(Type: unknown) { return { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type } }; }
