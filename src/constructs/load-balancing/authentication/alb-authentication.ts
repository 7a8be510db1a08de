import { AuthenticationKind } from './authentication-kind';
import { CognitoAuthentication, CognitoAuthenticationProps } from './cognito-authentication';
import { OidcAuthentication, OidcAuthenticationProps } from './oidc-authentication';

/**
 * How an Application Load Balancer authenticates users with an identity provider before it forwards their requests.
 *
 * The load balancer needs HTTPS, and a route to the endpoints of the provider over IPv4: an internal load balancer uses a NAT gateway. With the IP
 * address type DUAL_STACK_WITHOUT_PUBLIC_IPV4 it cannot reach providers on the internet.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class AlbAuthentication {
  /**
   * Authenticates users with an identity provider that supports OpenID Connect.
   *
   * The provider must allow the redirect URL `https://<name of the load balancer>/oauth2/idpresponse`. An exposure throws for a client secret in
   * plain text.
   *
   * @param props the endpoints of the provider, the client id and the client secret
   */
  public static oidc(props: OidcAuthenticationProps): AlbAuthentication {
    return new AlbAuthentication(new OidcAuthentication(props));
  }

  /**
   * Authenticates users with an Amazon Cognito user pool: its own users, social or corporate identities.
   *
   * @param props the user pool, its client and its domain
   */
  public static cognito(props: CognitoAuthenticationProps): AlbAuthentication {
    return new AlbAuthentication(new CognitoAuthentication(props));
  }

  private constructor(
    /** @internal */
    public readonly _kind: AuthenticationKind,
  ) {}
}
