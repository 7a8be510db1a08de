import { SecretValue, Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AlbAuthenticationOptions } from './alb-authentication-options';
import { AuthenticationKind, sessionProblems } from './authentication-kind';
import { PROVIDER_URL } from '../../../facts/listener-authentication';
import { formatProblem } from '../../checks';

const URLS = ['issuer', 'authorizationEndpoint', 'tokenEndpoint', 'userInfoEndpoint'] as const;

/**
 * An identity provider that supports OpenID Connect.
 */
export interface OidcAuthenticationProps extends AlbAuthenticationOptions {
  /**
   * The issuer, a full URL: the `issuer` of the provider's `/.well-known/openid-configuration`.
   */
  readonly issuer: string;

  /**
   * The URL of the page where users log in: the `authorization_endpoint`.
   */
  readonly authorizationEndpoint: string;

  /**
   * The URL where the load balancer gets tokens: the `token_endpoint`.
   */
  readonly tokenEndpoint: string;

  /**
   * The URL where the load balancer gets the claims of a user: the `userinfo_endpoint`.
   */
  readonly userInfoEndpoint: string;

  /**
   * The client id of the load balancer at the provider.
   */
  readonly clientId: string;

  /**
   * The client secret, from `SecretValue.secretsManager()`.
   *
   * CloudFormation reads it when the listener or rule is created or changed. After a rotation, change another prop too, such as `sessionCookieName`.
   */
  readonly clientSecret: SecretValue;
}

/** Authentication by an identity provider that supports OpenID Connect. */
export class OidcAuthentication implements AuthenticationKind {
  public constructor(private readonly props: OidcAuthenticationProps) {}

  public problems(): readonly string[] {
    const { props } = this;
    return [
      ...URLS.flatMap(name => formatProblem(`authentication: ${name}`, props[name], PROVIDER_URL)),
      ...(props.clientId === '' ? ['authentication: clientId must not be empty'] : []),
      ...(isPlainText(props.clientSecret)
        ? ['authentication: clientSecret would be readable in the template; keep it in Secrets Manager, and use SecretValue.secretsManager()']
        : []),
      ...sessionProblems(props),
    ];
  }

  public get allowHttpsOutbound(): boolean | undefined { return this.props.allowHttpsOutbound; }

  public before(next: elbv2.ListenerAction): elbv2.ListenerAction {
    return elbv2.ListenerAction.authenticateOidc({ ...this.props, allowHttpsOutbound: false, next });
  }
}

/** A dynamic reference is a text too, but CloudFormation resolves it. */
function isPlainText(secret: SecretValue): boolean {
  const value = secret.unsafeUnwrap();
  return !Token.isUnresolved(value) && !value.startsWith('{{resolve:');
}
