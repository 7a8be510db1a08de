import { AUTHENTICATION_ACTIONS, ROUTING_ACTIONS } from '../../../facts/listener-authentication';
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
    for (const listener of listenersAndRules) { yield* wrongActions(listener); }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'authentication after the service': { Listener: { DefaultActions: [{ ...FORWARD, Order: 1 }, { ...OIDC, Order: 2 }] } },
    'authentication without an order': { Listener: { DefaultActions: [OIDC, FORWARD] } },
    'only authentication': { Rule: adminRule({ ...OIDC, Order: 1 }) },
    'no action': { Rule: adminRule() },
    'two routing actions': { Rule: adminRule({ ...FORWARD, Order: 1 }, { Type: 'fixed-response', Order: 2, FixedResponseConfig: { StatusCode: '404' } }) },
  },
  good: {
    'authentication before the service': { Listener: { DefaultActions: [{ ...FORWARD, Order: 2 }, { ...OIDC, Order: 1 }] } },
    'one action without an order': { Listener: { DefaultActions: [FORWARD] } },
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
