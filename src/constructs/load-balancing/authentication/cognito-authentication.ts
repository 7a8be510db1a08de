import { Stack, Token } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AuthenticateCognitoAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2-actions';
import { IConstruct } from 'constructs';
import { AlbAuthenticationOptions } from './alb-authentication-options';
import { AuthenticationKind, sessionProblems } from './authentication-kind';
import { AUTHENTICATION_CALLBACK_PATH, AUTHENTICATION_FLOW } from '../../../facts/listener-authentication';
import { differ } from '../../checks';

/**
 * A user pool of Amazon Cognito.
 */
export interface CognitoAuthenticationProps extends AlbAuthenticationOptions {
  /**
   * The user pool, in the Region of the stack.
   */
  readonly userPool: cognito.IUserPool;

  /**
   * The user pool client of the load balancer.
   *
   * It needs a secret (`generateSecret`), the authorization code grant, the scope `openid` for the default of `scope`, and the callback URL
   * `https://<name of the load balancer>/oauth2/idpresponse` for every name that clients use. Throws if a client of this app lacks the secret, the
   * grant, or every such URL.
   */
  readonly userPoolClient: cognito.IUserPoolClient;

  /**
   * The domain of the user pool, where users log in.
   */
  readonly userPoolDomain: cognito.IUserPoolDomain;
}

/** Authentication by a user pool. */
export class CognitoAuthentication implements AuthenticationKind {
  public constructor(private readonly props: CognitoAuthenticationProps) {}

  public problems(scope: IConstruct): readonly string[] {
    const { userPool, userPoolClient } = this.props;
    const { region } = Stack.of(scope);
    return [
      ...(differ(userPool.env.region, region)
        ? [`authentication: user pool '${userPool.node.path}' is in Region ${userPool.env.region}, but the stack is in ${region}; use a user pool in the Region of the stack`]
        : []),
      ...clientProblems(userPoolClient),
      ...sessionProblems(this.props),
    ];
  }

  public get allowHttpsOutbound(): boolean | undefined { return this.props.allowHttpsOutbound; }

  public before(next: elbv2.ListenerAction): elbv2.ListenerAction {
    return new AuthenticateCognitoAction({ ...this.props, allowHttpsOutbound: false, next });
  }
}

/** Nothing is known about an imported client. */
function clientProblems(client: cognito.IUserPoolClient): string[] {
  const { defaultChild } = client.node;
  if (!(defaultChild instanceof cognito.CfnUserPoolClient)) { return []; }
  const { generateSecret, allowedOAuthFlows, callbackUrLs } = defaultChild;
  const name = `authentication: user pool client '${client.node.path}'`;
  return [
    ...(generateSecret === undefined || generateSecret === false ? [`${name} has no secret, which the load balancer needs; set generateSecret`] : []),
    ...(lacks(allowedOAuthFlows, flow => flow === AUTHENTICATION_FLOW)
      ? [`${name} does not allow the authorization code grant; set oAuth.flows.authorizationCodeGrant`]
      : []),
    ...(lacks(callbackUrLs, url => url.endsWith(AUTHENTICATION_CALLBACK_PATH))
      ? [`${name} has no callback URL of the load balancer; add https://<its name>${AUTHENTICATION_CALLBACK_PATH} to oAuth.callbackUrls`]
      : []),
  ];
}

/** Whether certainly no element of a list is one of these. */
function lacks(list: string[] = [], isOne: (element: string) => boolean): boolean {
  return !Token.isUnresolved(list) && !list.some(element => isOne(element) || mayEndAnyhow(element));
}

function mayEndAnyhow(text: string): boolean { return /\]\}$/.test(text) && Token.isUnresolved(text); }
