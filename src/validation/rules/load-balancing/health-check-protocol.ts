import { HEALTH_CHECK_PROTOCOLS } from '../../../facts/network-load-balancers';
import { own } from '../../../facts/own';
import { defineRule } from '../rule';

/** Protocols for which it is known whether health checks can use them. */
const KNOWN = Object.keys(HEALTH_CHECK_PROTOCOLS);

export default defineRule({
  title: 'A health check uses a protocol that the target group supports',
  severity: 'error',
  outcome: 'refused',
  why: 'Health checks use HTTP or HTTPS, and also TCP if the target group does not use HTTP or HTTPS. Elastic Load Balancing refuses a target group with health checks over UDP or TLS.',
  fix: 'Set `healthCheck: { protocol: elbv2.Protocol.TCP, port }` with a TCP port on which the tasks respond; use HTTP or HTTPS for an Application Load Balancer. In CloudFormation: HealthCheckProtocol and HealthCheckPort.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html',

  subject: 'targetGroup',
  *check({ node, protocol }) {
    const allowed = own(HEALTH_CHECK_PROTOCOLS, protocol.known ?? '');
    const checked = node.text('HealthCheckProtocol');
    if (allowed && checked.isOneOf(KNOWN) && checked.isNoneOf(allowed)) {
      yield { location: node.at('HealthCheckProtocol'), message: `HealthCheckProtocol (${checked}) is not supported with protocol ${protocol}; use ${allowed.join(', ')}` };
    }
  },

  scene: 'a Fargate service behind a network load balancer',
  bad: {
    'UDP': { Targets: { Protocol: 'UDP', HealthCheckProtocol: 'UDP' }, Listener: { Protocol: 'UDP' } },
    'TLS': { Targets: { HealthCheckProtocol: 'TLS' } },
    'TCP for an Application Load Balancer': { scene: 'a Fargate service behind a load balancer', change: { Targets: { HealthCheckProtocol: 'TCP' } } },
  },
  good: {
    'TCP for UDP': { Targets: { Protocol: 'UDP', HealthCheckProtocol: 'TCP' }, Listener: { Protocol: 'UDP' } },
    'HTTP for TCP': { Targets: { HealthCheckProtocol: 'HTTP', HealthCheckPath: '/healthz' } },
    'HTTPS for HTTP': { scene: 'a Fargate service behind a load balancer', change: { Targets: { HealthCheckProtocol: 'HTTPS' } } },
    'an unknown protocol': { Targets: { HealthCheckProtocol: 'QUIC' } },
    'a protocol from a parameter': { Targets: { HealthCheckProtocol: { Ref: 'Protocol' } } },
    'a target group whose protocol is a parameter': { Targets: { Protocol: { Ref: 'Protocol' }, HealthCheckProtocol: 'UDP' } },
  },
});
