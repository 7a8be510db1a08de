import { APPLICATION_ACTIONS, TYPES_OF_SETTINGS } from '../../../facts/listener-actions';
import { AUTHENTICATION_ACTIONS, ROUTING_ACTIONS } from '../../../facts/listener-authentication';
import { LISTENER_PROTOCOLS } from '../../../facts/network-load-balancers';
import { Listener } from '../../model/entities/listener';
import type { Node } from '../../model/evaluation/node';
import type { Value } from '../../model/evaluation/value';
import { adminRule, OIDC_CONFIG } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const FORWARD = { Type: 'forward', TargetGroupArn: { Ref: 'Targets' } };
const OIDC = { Type: 'authenticate-oidc', AuthenticateOidcConfig: OIDC_CONFIG };

export default defineRule({
  title: 'The actions of a listener or rule end with one routing action, and several actions have an order',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses actions unless exactly one of them forwards, redirects or returns a fixed response, and comes last, after authentication. Several actions need an order.',
  fix: 'Keep one action of type forward, redirect or fixed-response, and give it the highest Order. `authentication` of an exposure does so.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html',

  subject: 'application',
  *check({ listenersAndRules }) {
    for (const listener of listenersAndRules) { yield* [...wrongActions(listener), ...unusedSettings(listener), ...notForwarded(listener)]; }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'authentication after the service': { Listener: { DefaultActions: [{ ...FORWARD, Order: 1 }, { ...OIDC, Order: 2 }] } },
    'authentication without an order': { Listener: { DefaultActions: [OIDC, FORWARD] } },
    'only authentication': { Rule: adminRule({ ...OIDC, Order: 1 }) },
    'no action': { Rule: adminRule() },
    'a fixed response over TCP': {
      scene: 'a Fargate service behind a network load balancer',
      change: {
        Second: {
          Type: Listener.TYPE,
          Properties: { LoadBalancerArn: { Ref: 'Balancer' }, Port: 81, Protocol: 'TCP', DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] },
        },
      },
    },
    'settings of another type': { Rule: adminRule({ ...FORWARD, RedirectConfig: { Path: '/login', StatusCode: 'HTTP_302' } }) },
    'two routing actions': { Rule: adminRule({ ...FORWARD, Order: 1 }, { Type: 'fixed-response', Order: 2, FixedResponseConfig: { StatusCode: '404' } }) },
  },
  good: {
    'authentication before the service': { Listener: { DefaultActions: [{ ...FORWARD, Order: 2 }, { ...OIDC, Order: 1 }] } },
    'one action without an order': { Listener: { DefaultActions: [FORWARD] } },
    'settings of the type': { Rule: adminRule({ Type: 'redirect', RedirectConfig: { Path: '/login', StatusCode: 'HTTP_302' } }) },
    'actions from a parameter': { Listener: { DefaultActions: { Ref: 'Actions' } } },
    'an action from a parameter': { Listener: { DefaultActions: [{ ...OIDC, Order: 2 }, { Type: { Ref: 'Type' }, Order: 1, TargetGroupArn: { Ref: 'Targets' } }] } },
    'an order from a parameter': { Listener: { DefaultActions: [{ ...OIDC, Order: { Ref: 'Order' } }, { ...FORWARD, Order: 1 }] } },
  },
});

function* wrongActions({ actions, actionsPlace }: Listener): Iterable<Violation> {
  const types = actions.map(action => action.text('Type').known ?? '');
  if (!actions.isKnown || !types.every(type => [...AUTHENTICATION_ACTIONS, ...ROUTING_ACTIONS].includes(type))) { return; }
  const routing = types.filter(type => ROUTING_ACTIONS.includes(type));
  if (routing.length !== 1) {
    const what = routing.length === 0 ? 'no action routes requests' : `${routing.length} actions route requests (${routing.join(', ')})`;
    yield { location: actionsPlace.location, message: `${what}; exactly one must be of type ${ROUTING_ACTIONS.join(', ')}` };
    return;
  }
  yield* wrongOrder(actions.map(action => ({ type: action.text('Type'), order: action.number('Order'), node: action })));
}

function* notForwarded({ actions, protocol }: Listener): Iterable<Violation> {
  if (!protocol.isOneOf(LISTENER_PROTOCOLS.network)) { return; }
  for (const action of actions.sure.filter(each => each.text('Type').isOneOf(APPLICATION_ACTIONS))) {
    yield { location: action.at('Type'), message: `action ${action.text('Type')} is for an Application Load Balancer, but the protocol is ${protocol}; use forward` };
  }
}

function* unusedSettings({ actions }: Listener): Iterable<Violation> {
  for (const action of actions.sure) {
    for (const [key, type] of Object.entries(TYPES_OF_SETTINGS)) {
      if (!action.get(key).isSure || !action.text('Type').differs(type)) { continue; }
      yield { location: action.at(key), severity: 'warning', message: `${key} is for actions of type ${type}, but the type is ${action.text('Type')}` };
    }
  }
}

interface Action {
  readonly node: Node;
  readonly type: Value<string>;
  readonly order: Value<number>;
}

function* wrongOrder(actions: readonly Action[]): Iterable<Violation> {
  const last = actions.find(({ type }) => type.isOneOf(ROUTING_ACTIONS));
  const end = last?.order.known ?? Infinity;
  const unordered = actions.length > 1 ? actions.find(({ order }) => order.isAbsent) : undefined;
  if (unordered) { yield { location: unordered.node.location, message: `action ${unordered.type} has no Order, which several actions need` }; }
  for (const { type, order, node } of actions) {
    if (type.isOneOf(AUTHENTICATION_ACTIONS) && order.satisfies(value => value >= end)) {
      yield { location: node.at('Order'), message: `action ${type} (Order ${order}) must come before ${last?.type} (Order ${end})` };
    }
  }
}
