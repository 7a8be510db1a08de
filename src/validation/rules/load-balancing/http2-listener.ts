import { HTTPS_ONLY_VERSIONS } from '../../../facts/load-balancers';
import { defineRule } from '../rule';

const OVER_HTTP = { Port: 80, Protocol: 'HTTP', Certificates: undefined };

export default defineRule({
  title: 'Only HTTPS listeners forward to a target group with gRPC or HTTP/2',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses an HTTP listener or rule that forwards to such a target group: "Listener protocol \'HTTP\' is not supported with a target group with the protocol-version \'HTTP2\'".',
  fix: 'Give the listener a certificate and protocol HTTPS: `addListener() with port 443 and certificates` of the load balancer, or `Exposure.publicAlb({ certificate, protocolVersion })`. In CloudFormation: Protocol and Certificates of the listener.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',

  subject: 'targetGroup',
  *check({ protocolVersion, listeners, resource, node }) {
    if (!protocolVersion.isOneOf(HTTPS_ONLY_VERSIONS)) { return; }
    for (const listener of listeners) {
      if (listener.protocol.is('HTTP') && listener.resource.coexistsWith(resource)) {
        yield {
          location: node.at('ProtocolVersion'),
          related: [listener.resource.at('')],
          message: `target group ${resource.logicalId} has protocol version ${protocolVersion}, but ${listener.resource.logicalId} forwards HTTP to it; use an HTTPS listener`,
        };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'gRPC behind an HTTP listener': { Targets: { ProtocolVersion: 'GRPC' }, Listener: OVER_HTTP },
    'HTTP/2 behind an HTTP listener': { Targets: { ProtocolVersion: 'HTTP2' }, Listener: OVER_HTTP },
  },
  good: {
    'gRPC behind an HTTPS listener': { Targets: { ProtocolVersion: 'GRPC' } },
    'HTTP/1 behind an HTTP listener': { Targets: { ProtocolVersion: 'HTTP1' }, Listener: OVER_HTTP },
    'an HTTP listener under a condition': { Targets: { ProtocolVersion: 'GRPC' }, Listener: { Condition: 'IsTest', ...OVER_HTTP } },
    'a protocol from a parameter': { Targets: { ProtocolVersion: 'GRPC' }, Listener: { Protocol: { Ref: 'Protocol' } } },
  },
});
