import { Duration } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/**
 * How a load balancer asks users to log in.
 */
export interface AlbAuthenticationOptions {
  /**
   * What happens to a request of a user who has not logged in.
   *
   * `AUTHENTICATE` redirects to the identity provider, which only browsers follow; `DENY` answers with status 401, as calls of scripts expect;
   * `ALLOW` forwards the request, and tasks tell users by the header `x-amzn-oidc-data`, which they have to verify.
   *
   * @default elbv2.UnauthenticatedAction.AUTHENTICATE
   */
  readonly onUnauthenticatedRequest?: elbv2.UnauthenticatedAction;

  /**
   * The claims to ask the identity provider for, separated as it expects it, mostly by blanks: `openid email profile`.
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
   * The name of the cookie of the session. Two authentications under one host need two names.
   *
   * @default AWSELBAuthSessionCookie
   */
  readonly sessionCookieName?: string;

  /**
   * Query parameters of the redirect to the identity provider, at most 10.
   *
   * @default - none of your own
   */
  readonly authenticationRequestExtraParams?: { [name: string]: string };

  /**
   * Whether the security groups of the load balancer allow connections to port 443 of every IPv4 address, so that it reaches the identity provider.
   *
   * Behind a `SharedAlb` its own prop `allowHttpsOutbound` writes the rule, and must be set unless this one is false.
   * Imported security groups get no rule: their owner allows the connections.
   * With false, allow the addresses of the provider with the `connections` of the load balancer.
   *
   * @default true
   */
  readonly allowHttpsOutbound?: boolean;
}
