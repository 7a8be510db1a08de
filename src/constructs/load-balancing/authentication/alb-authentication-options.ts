import { Duration } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/**
 * How a load balancer authenticates users.
 */
export interface AlbAuthenticationOptions {
  /**
   * What the load balancer does with a request of a user who has not logged in.
   *
   * `AUTHENTICATE` redirects to the identity provider, for browsers. `DENY` responds with status 401, for calls of scripts. `ALLOW` forwards the
   * request; the tasks identify the user by the header `x-amzn-oidc-data`, which they must verify.
   *
   * @default elbv2.UnauthenticatedAction.AUTHENTICATE
   */
  readonly onUnauthenticatedRequest?: elbv2.UnauthenticatedAction;

  /**
   * The claims to request from the identity provider, separated as it expects, usually by spaces: `openid email profile`.
   *
   * @default openid
   */
  readonly scope?: string;

  /**
   * How long users stay logged in, from 1 second to 7 days.
   *
   * @default - 7 days
   */
  readonly sessionTimeout?: Duration;

  /**
   * The name of the session cookie. Two authentications for the same host need different names.
   *
   * @default AWSELBAuthSessionCookie
   */
  readonly sessionCookieName?: string;

  /**
   * Additional query parameters of the redirect to the identity provider, at most 10.
   *
   * @default - no additional parameters
   */
  readonly authenticationRequestExtraParams?: { [name: string]: string };

  /**
   * Whether the security groups of the load balancer allow connections to port 443 of every IPv4 address, so that it reaches the identity provider.
   *
   * On a `SharedAlb`, its own prop `allowHttpsOutbound` creates the rule, and must be set unless this prop is false. Imported security groups get no
   * rule: their owner must allow the connections. With false, allow the addresses of the provider with the `connections` of the load balancer.
   *
   * @default true
   */
  readonly allowHttpsOutbound?: boolean;
}
