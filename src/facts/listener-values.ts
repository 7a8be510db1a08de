import { PORT_NUMBER } from './ports';
import type { TypeFormats, ValueFormat } from './value-format';

const UNAUTHENTICATED: readonly string[] = ['deny', 'allow', 'authenticate'];

const CERTIFICATE: ValueFormat = {
  path: 'Certificates/*/CertificateArn', pattern: /^(?!arn:)|^arn:[^:]+:(?:acm|iam):/, form: 'the ARN of a certificate in ACM or IAM', otherwise: 'refused',
};

/** The values in a list of actions. */
function ofActions(actions: string): ValueFormat[] {
  return [
    { path: `${actions}/*/AuthenticateOidcConfig/OnUnauthenticatedRequest`, oneOf: UNAUTHENTICATED, otherwise: 'refused' },
    { path: `${actions}/*/AuthenticateCognitoConfig/OnUnauthenticatedRequest`, oneOf: UNAUTHENTICATED, otherwise: 'refused' },
    { path: `${actions}/*/RedirectConfig/Path`, pattern: /^\//, form: 'a path that begins with /', otherwise: 'refused' },
    { path: `${actions}/*/RedirectConfig/Port`, pattern: new RegExp(`^(?:#\\{port\\}|${PORT_NUMBER})$`), form: '#{port}, or from 1 to 65535', otherwise: 'refused' },
    { path: `${actions}/*/RedirectConfig/Protocol`, oneOf: ['HTTP', 'HTTPS', '#{protocol}'], otherwise: 'refused' },
  ];
}

/**
 * The format of values of listeners and rules. The names of security policies have no list here, because AWS adds new ones. The field of a condition is a
 * text of the API, not one of a list, so AWS may know further fields.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
 */
export const LISTENER_FORMATS: readonly TypeFormats[] = [
  {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    formats: [
      ...ofActions('DefaultActions'),
      { path: 'AlpnPolicy/*', oneOf: ['HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'], otherwise: 'refused' },
      { path: 'SslPolicy', pattern: /^ELBSecurityPolicy-/, form: 'the name of a security policy, which begins with ELBSecurityPolicy-', otherwise: 'refused' },
      CERTIFICATE,
    ],
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    formats: [
      ...ofActions('Actions'),
      { path: 'Conditions/*/Field', oneOf: ['host-header', 'path-pattern', 'http-header', 'http-request-method', 'query-string', 'source-ip'], otherwise: 'doubtful' },
    ],
  },
  { type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate', formats: [CERTIFICATE] },
];
