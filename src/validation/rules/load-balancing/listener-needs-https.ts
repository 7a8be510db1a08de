import { AUTHENTICATION_ACTIONS, MUTUAL_TLS_MODES } from '../../../facts/listener-authentication';
import { Listener } from '../../model/entities/listener';
import { adminRule } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const OVER_HTTP = { Port: 80, Protocol: 'HTTP', Certificates: undefined };
const FORWARD = { Type: 'forward', Order: 2, TargetGroupArn: { Ref: 'Targets' } };
const COGNITO = {
  Type: 'authenticate-cognito',
  Order: 1,
  AuthenticateCognitoConfig: { UserPoolArn: { Ref: 'Pool' }, UserPoolClientId: '1example23456789', UserPoolDomain: 'shop' },
};

export default defineRule({
  title: 'A listener that authenticates users or clients uses HTTPS',
  severity: 'error',
  outcome: 'refused',
  why: 'Logins and client certificates need HTTPS. Elastic Load Balancing refuses authentication actions and mutual TLS on an HTTP listener, also in its rules.',
  fix: 'Give the listener a certificate and protocol HTTPS: `Exposure.publicAlb({ certificate, authentication })`. In CloudFormation: Protocol and Certificates of the listener.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',

  subject: 'application',
  *check({ listenersAndRules }) {
    for (const listener of listenersAndRules) {
      if (listener.protocol.is('HTTP')) { yield* needs(listener); }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'authentication on an HTTP listener': { Listener: { ...OVER_HTTP, DefaultActions: [COGNITO, FORWARD] } },
    'authentication in a rule of an HTTP listener': { Listener: OVER_HTTP, Rule: adminRule(COGNITO, FORWARD) },
    'token validation in a rule of an HTTP listener': {
      Listener: OVER_HTTP,
      Rule: adminRule({ Type: 'jwt-validation', Order: 1, JwtValidationConfig: { Issuer: 'https://login.example.com', JwksEndpoint: 'https://login.example.com/jwks' } }, FORWARD),
    },
    'mutual TLS on an HTTP listener': { Listener: { ...OVER_HTTP, MutualAuthentication: { Mode: 'passthrough' } } },
  },
  good: {
    'authentication on an HTTPS listener': { Listener: { DefaultActions: [COGNITO, FORWARD] }, Rule: adminRule(COGNITO, FORWARD) },
    'a rule that forwards HTTP': { Listener: OVER_HTTP, Rule: adminRule({ ...FORWARD, Order: 1 }) },
    'no mutual TLS on an HTTP listener': { Listener: { ...OVER_HTTP, MutualAuthentication: { Mode: 'off' } } },
    'a rule of a listener from a parameter': { Rule: { ...adminRule(COGNITO, FORWARD), Properties: { ...adminRule(COGNITO, FORWARD).Properties, ListenerArn: { Ref: 'ListenerArn' } } } },
    'a protocol from a parameter': { Listener: { Protocol: { Ref: 'Protocol' }, DefaultActions: [COGNITO, FORWARD] } },
  },
});

function* needs({ node, actions }: Listener): Iterable<Violation> {
  for (const action of actions.sure) {
    const type = action.text('Type');
    if (type.isOneOf(AUTHENTICATION_ACTIONS)) {
      yield { location: action.at('Type'), message: `an action of type ${type} needs an HTTPS listener, but this listener uses HTTP` };
    }
  }
  const mode = node.get('MutualAuthentication').text('Mode');
  if (mode.isOneOf(MUTUAL_TLS_MODES)) {
    yield { location: node.get('MutualAuthentication').at('Mode'), message: `mutual TLS (${mode}) needs an HTTPS listener, but this listener uses HTTP` };
  }
}
