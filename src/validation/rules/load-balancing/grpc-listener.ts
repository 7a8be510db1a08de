import { GRPC } from '../../../facts/load-balancers';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A gRPC target group is used with HTTPS listeners',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses an HTTP listener or its rule that forwards to a target group with protocol version GRPC.',
  fix: 'Give the listener a certificate and protocol HTTPS: `Exposure.publicAlb({ certificate, protocolVersion })`, or `listener.addCertificates()`. CloudFormation: Protocol and Certificates of the listener.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',

  subject: 'targetGroup',
  *check({ protocolVersion, listeners, resource, node }) {
    if (!protocolVersion.is(GRPC)) { return; }
    for (const listener of listeners) {
      if (listener.protocol.is('HTTP') && listener.resource.coexistsWith(resource)) {
        yield {
          location: node.at('ProtocolVersion'),
          related: [listener.resource.at('')],
          message: `has protocol version ${protocolVersion}, but ${listener.resource.logicalId} forwards HTTP to it; use an HTTPS listener`,
        };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'an HTTP listener': { Targets: { ProtocolVersion: 'GRPC' }, Listener: { Port: 80, Protocol: 'HTTP', Certificates: undefined } },
  },
  good: {
    'an HTTPS listener': { Targets: { ProtocolVersion: 'GRPC' } },
    'HTTP/2 behind an HTTP listener': { Targets: { ProtocolVersion: 'HTTP2' }, Listener: { Port: 80, Protocol: 'HTTP', Certificates: undefined } },
    'an HTTP listener that exists under a condition': {
      Targets: { ProtocolVersion: 'GRPC' }, Listener: { Condition: 'IsTest', Port: 80, Protocol: 'HTTP', Certificates: undefined },
    },
    'a protocol of a parameter': { Targets: { ProtocolVersion: 'GRPC' }, Listener: { Protocol: { Ref: 'Protocol' } } },
  },
});
