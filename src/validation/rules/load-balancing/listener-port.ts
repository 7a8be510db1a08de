import { LISTENER_PORT, PROTOCOLS_WITH_A_PORT } from '../../../facts/network-load-balancers';
import type { Node } from '../../model/evaluation/node';
import type { Resource } from '../../model/evaluation/resource';
import { identityKey } from '../../model/index/identity';
import { repetitions } from '../../model/index/repetitions';
import { defineRule } from '../rule';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const SHARED = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188';
const SERVER_HEADER = { Key: 'routing.http.response.server.enabled', Value: 'true' };

export default defineRule({
  title: 'Listeners of a load balancer have different ports, from 1 to 65535',
  severity: 'error',
  outcome: 'refused',
  why: 'A load balancer can have only one listener on a port, even for TCP and UDP. Elastic Load Balancing refuses a second one: "A listener already exists on this port for this load balancer".',
  fix: 'Set another `listenerPort`, add rules to the existing listener (`Exposure.albListenerRule`), or use protocol TCP_UDP for TCP and UDP on one port. In CloudFormation: Port.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html',

  subject: 'application',
  *check(application) {
    for (const { port, node } of application.listeners) {
      if (port.satisfies(value => value < LISTENER_PORT.min || value > LISTENER_PORT.max)) {
        yield { location: node.at('Port'), message: `port ${port} must be from ${LISTENER_PORT.min} to ${LISTENER_PORT.max}` };
      }
    }
    for (const { again, first } of repetitions(application.ofType(LISTENER), keyOf)) {
      if (isCopy(again.properties, first.properties)) { continue; }
      yield {
        location: again.at('Port'),
        related: [first.at('Port')],
        message: `port ${again.properties.number('Port')} is used by listener ${first.logicalId} of the same load balancer; use another port, or one listener`,
      };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'one port for two listeners': { Second: listenerOf({ Ref: 'Balancer' }, { Port: '443' }) },
    'a load balancer outside the app': { A: listenerOf(SHARED), B: listenerOf(SHARED, { DefaultActions: toOther() }) },
    'the same port with different attributes': {
      A: listenerOf(SHARED, { ListenerAttributes: [SERVER_HEADER, { Key: 'routing.http.response.x_frame_options.header_value', Value: 'DENY' }] }),
      B: listenerOf(SHARED, { ListenerAttributes: [SERVER_HEADER] }),
    },
    'TCP and UDP on one port': {
      scene: 'a Fargate service behind a network load balancer', change: { Second: listenerOf({ Ref: 'Balancer' }, { Port: 80, Protocol: 'UDP', DefaultActions: toOther() }) },
    },
    'no port': { Second: listenerOf({ Ref: 'Balancer' }, { Port: 0 }) },
    'a port above 65535': { Second: listenerOf({ Ref: 'Balancer' }, { Port: 65_536 }) },
  },
  good: {
    'two ports': { Second: listenerOf({ Ref: 'Balancer' }, { Port: 65_535 }), Third: listenerOf({ Ref: 'Balancer' }, { Port: 1 }) },
    'two load balancers': { A: listenerOf(SHARED), B: listenerOf(SHARED.replace('shop', 'admin')) },
    'listeners under different conditions': {
      A: { ...listenerOf(SHARED), Condition: 'IsProduction' }, B: { ...listenerOf(SHARED, { DefaultActions: toOther() }), Condition: 'IsTest' },
    },
    'two identical listeners, which Elastic Load Balancing treats as one': { A: listenerOf(SHARED), B: listenerOf(SHARED) },
    'QUIC and TCP': {
      scene: 'a Fargate service behind a network load balancer', change: { Second: listenerOf({ Ref: 'Balancer' }, { Port: 80, Protocol: 'QUIC', DefaultActions: toOther() }) },
    },
    'ports from parameters': { Second: listenerOf({ Ref: 'Balancer' }, { Port: { Ref: 'PortA' } }), Third: listenerOf({ Ref: 'Balancer' }, { Port: { Ref: 'PortB' }, DefaultActions: toOther() }) },
    'load balancers from parameters': { A: listenerOf({ Ref: 'BalancerOfA' }), B: listenerOf({ Ref: 'BalancerOfB' }, { DefaultActions: toOther() }) },
  },
});

function keyOf({ properties }: Resource): string | undefined {
  const balancer = identityKey(properties.get('LoadBalancerArn'), { types: 'AWS::ElasticLoadBalancingV2::LoadBalancer' });
  const port = properties.number('Port').known;
  const isExclusive = properties.text('Protocol').isOneOf(PROTOCOLS_WITH_A_PORT);
  return balancer === undefined || port === undefined || !isExclusive ? undefined : `${balancer} ${port}`;
}

/** A second CreateListener call with the same settings succeeds. */
function isCopy(one: Node, other: Node): boolean {
  const [elements, others] = [[...one.asList], [...other.asList]];
  return one.asPartialString?.key === other.asPartialString?.key
    && elements.length === others.length
    && elements.every((element, index) => isCopy(element, others[index]))
    && [...one.keys, ...other.keys].every(key => isCopy(one.get(key), other.get(key)));
}

function listenerOf(LoadBalancerArn: unknown, properties: object = {}) {
  return {
    Type: LISTENER,
    Properties: { LoadBalancerArn, Port: 443, Protocol: 'HTTP', DefaultActions: toNothing(), ...properties },
  };
}

function toNothing() {
  return [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
}

/** Forwards to a target group outside the app. */
function toOther() {
  return [{ Type: 'forward', TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/other/6d0ecf831eec9f09' }];
}
