import { AUTHENTICATION_EXTRA_PARAMETERS, AUTHENTICATION_FLOW, AUTHENTICATION_SESSION, PROVIDER_URL } from '../../../facts/listener-authentication';
import { inWords } from '../../../facts/value-format';
import type { Node } from '../../model/evaluation/node';
import { breaksFormat } from '../../model/queries/value-format';
import { adminRule, OIDC_CONFIG } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const URLS: readonly string[] = ['Issuer', 'AuthorizationEndpoint', 'TokenEndpoint', 'UserInfoEndpoint'];
const POOL = { UserPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_example', UserPoolDomain: 'shop' };
const CLIENT = { GenerateSecret: true, AllowedOAuthFlows: ['code'] };

export default defineRule({
  title: 'A listener authenticates users with valid settings',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses the listener or rule without full URLs of the identity provider, a session of at most 7 days, and a user pool client with a secret. Logins need the authorization code grant of the client.',
  fix: 'Set the value that the message names, in `AlbAuthentication.oidc()` or `AlbAuthentication.cognito()`, or `generateSecret` of the user pool client. In CloudFormation: AuthenticateOidcConfig, AuthenticateCognitoConfig.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',

  subject: 'application',
  *check({ listenersAndRules }) {
    for (const action of listenersAndRules.flatMap(({ actions }) => actions.sure)) {
      const [provider, pool] = [action.get('AuthenticateOidcConfig'), action.get('AuthenticateCognitoConfig')];
      yield* [...session(provider), ...session(pool), ...endpoints(provider), ...client(pool)];
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a session of eight days': oidc({ SessionTimeout: '691200' }),
    'a session of 0 seconds for a user pool': cognito({ SessionTimeout: 0 }),
    'eleven parameters': oidc({ AuthenticationRequestExtraParams: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`p${index}`, '1'])) }),
    'an issuer without a protocol': oidc({ Issuer: 'login.example.com' }),
    'a token endpoint without TLS': oidc({ TokenEndpoint: 'http://login.example.com/token' }),
    'a user pool client without a secret': cognito({}, { AllowedOAuthFlows: ['code'] }),
    'a user pool client with GenerateSecret false': cognito({}, { ...CLIENT, GenerateSecret: false }),
    'a user pool client with only the implicit grant': cognito({}, { ...CLIENT, AllowedOAuthFlows: ['implicit'] }),
  },
  good: {
    'an identity provider': oidc({ SessionTimeout: 604800, AuthenticationRequestExtraParams: { prompt: 'login' } }),
    'an endpoint from a parameter': oidc({ TokenEndpoint: { Ref: 'Endpoint' } }),
    'a user pool client with a secret': cognito(),
    'grants from a parameter': cognito({}, { ...CLIENT, AllowedOAuthFlows: { Ref: 'Flows' } }),
    'a user pool client of another app': cognito({ UserPoolClientId: '1example23456789' }, { GenerateSecret: false }),
  },
});

function* session(config: Node): Iterable<Violation> {
  const { min, max } = AUTHENTICATION_SESSION;
  const timeout = config.number('SessionTimeout');
  if (timeout.satisfies(seconds => seconds < min || seconds > max)) {
    yield { location: config.at('SessionTimeout'), message: `SessionTimeout (${timeout}) must be from ${min} to ${max} seconds` };
  }
  const { length } = config.get('AuthenticationRequestExtraParams').keys;
  if (length > AUTHENTICATION_EXTRA_PARAMETERS) {
    yield { location: config.at('AuthenticationRequestExtraParams'), message: `AuthenticationRequestExtraParams has ${length} parameters; the maximum is ${AUTHENTICATION_EXTRA_PARAMETERS}` };
  }
}

function* endpoints(config: Node): Iterable<Violation> {
  for (const key of URLS) {
    const url = config.get(key);
    if (breaksFormat(url, PROVIDER_URL)) { yield { location: url.location, message: `${key} ("${url.asText}") must be ${inWords(PROVIDER_URL)}` }; }
  }
}

function* client(config: Node): Iterable<Violation> {
  const found = config.target('UserPoolClientId');
  if (found?.type !== 'AWS::Cognito::UserPoolClient') { return; }
  const { properties } = found;
  const place = { location: config.at('UserPoolClientId'), related: [found.at('')] };
  if (properties.flag('GenerateSecret').orDefault(false).is(false)) { yield { ...place, message: `user pool client ${found.logicalId} has no secret; set GenerateSecret` }; }
  const flows = properties.list('AllowedOAuthFlows');
  if (flows.isKnown && flows.map(flow => flow.asText).every(flow => flow.differs(AUTHENTICATION_FLOW))) {
    // logins fail; AWS does not document whether the listener is refused
    yield {
      ...place,
      message: `user pool client ${found.logicalId} does not allow the authorization code grant; add "${AUTHENTICATION_FLOW}" to AllowedOAuthFlows`,
      severity: 'warning',
    };
  }
}

function oidc(config: object) { return { Rule: ruleWith({ Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: { ...OIDC_CONFIG, ...config } }) }; }

function cognito(config: object = {}, Properties: object = CLIENT) {
  return {
    Rule: ruleWith({ Type: 'authenticate-cognito', Order: 1, AuthenticateCognitoConfig: { ...POOL, UserPoolClientId: { Ref: 'Client' }, ...config } }),
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: 'eu-west-1_example', ...Properties } },
  };
}

/** A rule that authenticates before it forwards. */
function ruleWith(action: object) { return adminRule(action, { Type: 'forward', Order: 2, TargetGroupArn: { Ref: 'Targets' } }); }
