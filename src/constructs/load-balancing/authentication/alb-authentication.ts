import { AuthenticationKind } from './authentication-kind';
import { CognitoAuthentication, CognitoAuthenticationProps } from './cognito-authentication';
import { OidcAuthentication, OidcAuthenticationProps } from './oidc-authentication';

/**
 * Who may use a service behind an Application Load Balancer: users who log in at an identity provider first.
 *
 * The load balancer needs HTTPS and a way to the endpoints of the provider, over IPv4: an internal one reaches them through a NAT gateway.
 * With the IP address type DUAL_STACK_WITHOUT_PUBLIC_IPV4 it cannot reach providers on the internet.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class AlbAuthentication {
  /**
   * Through an identity provider that follows OpenID Connect.
   *
   * The provider must allow the redirect to `https://<name of the load balancer>/oauth2/idpresponse`. An exposure refuses a client secret in plain text.
   *
   * @param props the endpoints of the provider, and the client it knows the load balancer by
   */
  public static oidc(props: OidcAuthenticationProps): AlbAuthentication {
    return new AlbAuthentication(new OidcAuthentication(props));
  }

  /**
   * Through a user pool of Amazon Cognito, with its own users, social or corporate identities.
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
