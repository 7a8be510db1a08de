import type { ValueFormat } from './value-format';

/**
 * The target groups of a forward action: their maximum number on an Application Load Balancer, and their weights.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html
 */
export const FORWARD_TARGET_GROUPS = 5;
export const FORWARD_WEIGHT = { min: 0, max: 999, default: 1 } as const;

/**
 * How many target groups a ForwardConfig can have beside a TargetGroupArn: "If you specify both ForwardConfig and TargetGroupArn, you can specify only
 * one target group using ForwardConfig and it must be the same target group specified in TargetGroupArn."
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-elasticloadbalancingv2-listener-forwardconfig.html
 */
export const GROUPS_BESIDE_ARN = 1;

/**
 * Actions that a Network Load Balancer does not have: their settings are for "[Application Load Balancer]". Authentication is for "[HTTPS listeners]".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
 */
export const APPLICATION_ACTIONS: readonly string[] = ['fixed-response', 'redirect'];

/**
 * The type of the action that has a setting: "Specify only when Type is fixed-response", and so on. Nothing says that it is refused otherwise.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
 */
export const TYPES_OF_SETTINGS: Readonly<Record<string, string>> = {
  FixedResponseConfig: 'fixed-response',
  RedirectConfig: 'redirect',
  ForwardConfig: 'forward',
  AuthenticateCognitoConfig: 'authenticate-cognito',
  AuthenticateOidcConfig: 'authenticate-oidc',
};

/**
 * A redirect must change one of these parts of the URL. By property: the value that keeps the part, as omitting the property does. Otherwise Elastic
 * Load Balancing refuses it: "The redirect configuration is not valid because it creates a loop".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export const REDIRECT_PARTS: Readonly<Record<string, string>> = {
  Protocol: '#{protocol}', Host: '#{host}', Port: '#{port}', Path: '/#{path}', Query: '#{query}',
};

/** The status codes of a redirect: moved permanently, and found. */
export const REDIRECT_CODES: readonly string[] = ['HTTP_301', 'HTTP_302'];

/**
 * The values of a fixed response, by property.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html
 */
export const RESPONSE_FORMATS: readonly ValueFormat[] = [
  { path: 'StatusCode', pattern: /^[245]\d\d$/, form: 'a status code that begins with 2, 4 or 5', otherwise: 'refused' },
  { path: 'ContentType', oneOf: ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'], otherwise: 'refused' },
  { path: 'MessageBody', pattern: /^.{0,1024}$/s, form: 'at most 1024 characters long', otherwise: 'refused' },
];
