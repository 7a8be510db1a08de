import { HEALTH_CHECK_PROTOCOLS } from '../../../facts/network-load-balancers';
import { own } from '../../../facts/own';
import { defineRule } from '../rule';

/** Protocols of which it is known whether health checks use them. */
const KNOWN = Object.keys(HEALTH_CHECK_PROTOCOLS);

export default defineRule({
  title: 'A health check uses a protocol that the target group supports',
  severity: 'error',
  outcome: 'refused',
  why: 'Load balancers check health over HTTP and HTTPS; over TCP too where the target group has no protocol of requests. There are no health checks over UDP or TLS, and Elastic Load Balancing refuses the target group.',
  fix: 'Set `healthCheck: { protocol: elbv2.Protocol.TCP, port }` with a TCP port that the tasks answer; HTTP or HTTPS for an Application Load Balancer. CloudFormation: HealthCheckProtocol and HealthCheckPort.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html',

  subject: 'targetGroup',
  *check({ node, protocol }) {
    const allowed = own(HEALTH_CHECK_PROTOCOLS, protocol.known ?? '');
    const checked = node.text('HealthCheckProtocol');
    if (allowed && checked.isOneOf(KNOWN) && checked.isNoneOf(allowed)) {
      yield { location: node.at('HealthCheckProtocol'), message: `HealthCheckProtocol (${checked}) is not possible with protocol ${protocol}; use ${allowed.join(', ')}` };
    }
  },

  scene: 'a Fargate service behind a network load balancer',
  bad: {
    'UDP': { Targets: { Protocol: 'UDP', HealthCheckProtocol: 'UDP' }, Listener: { Protocol: 'UDP' } },
    'TLS': { Targets: { HealthCheckProtocol: 'TLS' } },
    'TCP of an Application Load Balancer': { scene: 'a Fargate service behind a load balancer', change: { Targets: { HealthCheckProtocol: 'TCP' } } },
  },
  good: {
    'TCP for UDP': { Targets: { Protocol: 'UDP', HealthCheckProtocol: 'TCP' }, Listener: { Protocol: 'UDP' } },
    'HTTP for TCP': { Targets: { HealthCheckProtocol: 'HTTP', HealthCheckPath: '/healthz' } },
    'HTTPS for HTTP': { scene: 'a Fargate service behind a load balancer', change: { Targets: { HealthCheckProtocol: 'HTTPS' } } },
    'a protocol that is not known': { Targets: { HealthCheckProtocol: 'QUIC' } },
    'a protocol of a parameter': { Targets: { HealthCheckProtocol: { Ref: 'Protocol' } } },
    'a target group whose protocol is a parameter': { Targets: { Protocol: { Ref: 'Protocol' }, HealthCheckProtocol: 'UDP' } },
  },
});
