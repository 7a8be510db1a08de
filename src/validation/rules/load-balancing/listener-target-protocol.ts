import { TARGET_PROTOCOLS } from '../../../facts/network-load-balancers';
import { own } from '../../../facts/own';
import { defineRule } from '../rule';

const CERTIFICATES = [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666' }];

export default defineRule({
  title: 'A listener forwards to target groups with a compatible protocol',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses a listener or a listener rule that forwards to a target group with an incompatible protocol, such as a UDP listener with a TCP target group.',
  fix: 'Use compatible protocols: HTTP and HTTPS with HTTP or HTTPS, TCP with TCP or TCP_UDP, TLS with TCP or TLS, UDP with UDP or TCP_UDP, TCP_UDP with TCP_UDP. `listener.addTargets()` and exposures choose one of these. In CloudFormation: Protocol of listener and target group.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html',

  subject: 'targetGroup',
  *check({ protocol, listeners, resource, node }) {
    if (own(TARGET_PROTOCOLS, protocol.known ?? '') === undefined) { return; }
    for (const listener of listeners) {
      const allowed = own(TARGET_PROTOCOLS, listener.protocol.known ?? '');
      if (allowed && protocol.isNoneOf(allowed) && listener.resource.coexistsWith(resource)) {
        yield {
          location: node.at('Protocol'),
          related: [listener.resource.at('')],
          message: `target group ${resource.logicalId} has protocol ${protocol}, but ${listener.resource.logicalId} forwards ${listener.protocol} to it; use ${allowed.join(' or ')}`,
        };
      }
    }
  },

  scene: 'a Fargate service behind a network load balancer',
  bad: {
    'UDP to TCP': { Listener: { Protocol: 'UDP' } },
    'TCP to UDP': { Targets: { Protocol: 'UDP' } },
    'TCP_UDP to TCP': { Listener: { Protocol: 'TCP_UDP' } },
    'TCP to TLS': { Targets: { Protocol: 'TLS' } },
    'TCP to HTTP': { Targets: { Protocol: 'HTTP' } },
    'HTTPS to TCP': { scene: 'a Fargate service behind a load balancer', change: { Targets: { Protocol: 'TCP' } } },
    'a rule from custom resources to TCP': { scene: 'a Fargate service behind a listener rule from custom resources', change: { Targets: { Protocol: 'TCP' } } },
    'a rule of an HTTPS listener to TLS': {
      scene: 'a Fargate service behind a load balancer',
      change: {
        Second: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 80, Protocol: 'TLS', TargetType: 'ip', VpcId: { Ref: 'Vpc' } } },
        Rule: {
          Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
          Properties: {
            ListenerArn: { Ref: 'Listener' }, Priority: 1, Conditions: [{ Field: 'path-pattern', Values: ['/'] }], Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Second' } }],
          },
        },
      },
    },
  },
  good: {
    'TCP to TCP_UDP': { Targets: { Protocol: 'TCP_UDP' } },
    'UDP to TCP_UDP': { Targets: { Protocol: 'TCP_UDP' }, Listener: { Protocol: 'UDP' } },
    'TLS to TCP': { Listener: { Protocol: 'TLS', Certificates: CERTIFICATES } },
    'TLS to TLS': { Listener: { Protocol: 'TLS', Certificates: CERTIFICATES }, Targets: { Protocol: 'TLS' } },
    'HTTPS to HTTPS': { scene: 'a Fargate service behind a load balancer', change: { Targets: { Protocol: 'HTTPS' } } },
    'an unknown protocol': { Listener: { Protocol: 'QUIC' } },
    'a target group with an unknown protocol': { Targets: { Protocol: 'QUIC' } },
    'a protocol from a parameter': { Listener: { Protocol: { Ref: 'Protocol' } } },
    'a listener under a condition': { Listener: { Condition: 'IsTest', Protocol: 'UDP' } },
  },
});
