/** The form of a value. */
export interface ValueForm {
  readonly types: readonly string[];
  /** Where the value is; a star matches each element of a list. */
  readonly path: string;
  readonly pattern: RegExp;
  /** Completes "must". */
  readonly form: string;
}

const LISTENER: readonly string[] = ['AWS::ElasticLoadBalancingV2::Listener'];
const RULE: readonly string[] = ['AWS::ElasticLoadBalancingV2::ListenerRule'];
const CERTIFICATES: readonly string[] = [...LISTENER, 'AWS::ElasticLoadBalancingV2::ListenerCertificate'];
const PORT = '[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]';

/** A value in the actions of a listener and of a rule. */
function ofActions(path: string, pattern: RegExp, form: string): ValueForm[] {
  return [{ types: LISTENER, path: `DefaultActions/*/${path}`, pattern, form }, { types: RULE, path: `Actions/*/${path}`, pattern, form }];
}

const UNAUTHENTICATED = [/^(?:deny|allow|authenticate)$/, 'be deny, allow or authenticate'] as const;

/**
 * The form of values of listeners and rules. The names of security policies have no list here, because AWS adds new ones.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
 */
export const LISTENER_VALUES: readonly ValueForm[] = [
  ...ofActions('AuthenticateOidcConfig/OnUnauthenticatedRequest', ...UNAUTHENTICATED),
  ...ofActions('AuthenticateCognitoConfig/OnUnauthenticatedRequest', ...UNAUTHENTICATED),
  ...ofActions('RedirectConfig/Path', /^\//, 'begin with /'),
  ...ofActions('RedirectConfig/Port', new RegExp(`^(?:#\\{port\\}|${PORT})$`), 'be #{port}, or from 1 to 65535'),
  ...ofActions('RedirectConfig/Protocol', /^(?:HTTPS?|#\{protocol\})$/, 'be HTTP, HTTPS or #{protocol}'),
  { types: LISTENER, path: 'AlpnPolicy/*', pattern: /^(?:HTTP1Only|HTTP2Only|HTTP2Optional|HTTP2Preferred|None)$/, form: 'be HTTP1Only, HTTP2Only, HTTP2Optional, HTTP2Preferred or None' },
  { types: LISTENER, path: 'SslPolicy', pattern: /^ELBSecurityPolicy-/, form: 'be the name of a security policy, which begins with ELBSecurityPolicy-' },
  { types: CERTIFICATES, path: 'Certificates/*/CertificateArn', pattern: /^(?!arn:)|^arn:[^:]+:(?:acm|iam):/, form: 'be the ARN of a certificate in ACM or IAM' },
  {
    types: RULE,
    path: 'Conditions/*/Field',
    pattern: /^(?:host-header|path-pattern|http-header|http-request-method|query-string|source-ip)$/,
    form: 'be host-header, path-pattern, http-header, http-request-method, query-string or source-ip',
  },
];

const MINUTES = /^(?:\d{1,3}|1\d{3}|2[0-7]\d{2}|28[0-7]\d|2880)$/;
const PERCENT = /^[1-9]\d?$/;
const CONFIGURATION: readonly string[] = ['AWS::CodeDeploy::DeploymentConfig'];

/**
 * The form of values of CodeDeploy.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueInstanceTerminationOption.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codedeploy-deploymentconfig.html
 */
export const CODE_DEPLOY_VALUES: readonly ValueForm[] = [
  { types: ['AWS::CodeDeploy::DeploymentGroup'], path: 'BlueGreenDeploymentConfiguration/TerminateBlueInstancesOnDeploymentSuccess/TerminationWaitTimeInMinutes', pattern: MINUTES, form: 'be from 0 to 2880' },
  { types: CONFIGURATION, path: 'TrafficRoutingConfig/TimeBasedCanary/CanaryPercentage', pattern: PERCENT, form: 'be from 1 to 99' },
  { types: CONFIGURATION, path: 'TrafficRoutingConfig/TimeBasedLinear/LinearPercentage', pattern: PERCENT, form: 'be from 1 to 99' },
];
