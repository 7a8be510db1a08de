import type { Format } from './value-format';

/**
 * How long a user of an Application Load Balancer stays authenticated, in seconds.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html
 */
export const AUTHENTICATION_SESSION = { min: 1, max: 604_800 } as const;

/** The maximum number of additional parameters of the redirect to the identity provider. */
export const AUTHENTICATION_EXTRA_PARAMETERS = 10;

/**
 * The callback path of the load balancer, to which the identity provider redirects users. The provider must allow it for every name that clients use.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export const AUTHENTICATION_CALLBACK_PATH = '/oauth2/idpresponse';

/** The OAuth flow in which the load balancer gets tokens: the authorization code grant. */
export const AUTHENTICATION_FLOW = 'code';

/** Issuer and endpoints of an identity provider are full URLs with this protocol. */
export const PROVIDER_URL: Format = { pattern: /^https:\/\/[^/?#\s]+/, form: 'a full URL that begins with https://' };

/**
 * The actions of a listener or rule: it can authenticate a request with one of the first, and ends with one of the others. Only HTTPS listeners can
 * authenticate.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
 */
export const AUTHENTICATION_ACTIONS: readonly string[] = ['authenticate-oidc', 'authenticate-cognito', 'jwt-validation'];
export const ROUTING_ACTIONS: readonly string[] = ['forward', 'redirect', 'fixed-response'];

/** The modes of mutual TLS that request client certificates; only HTTPS listeners have them. */
export const MUTUAL_TLS_MODES: readonly string[] = ['passthrough', 'verify'];
export const NO_MUTUAL_TLS = 'off';

/**
 * The settings that mutual TLS has only if it verifies clients.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_MutualAuthenticationAttributes.html
 */
export const VERIFYING_SETTINGS: readonly string[] = ['TrustStoreArn', 'IgnoreClientCertificateExpiry', 'AdvertiseTrustStoreCaNames'];

/**
 * With this IP address type, load balancers fail to authenticate users with status 500 according to AWS: they connect to identity providers
 * over IPv4 only. An endpoint may resolve to a private address, which the page about authentication allows, so this is not certain.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetIpAddressType.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export const WITHOUT_PUBLIC_IPV4 = 'dualstack-without-public-ipv4';
