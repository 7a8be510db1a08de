import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { AlbAuthenticationOptions } from './alb-authentication-options';
import { AUTHENTICATION_EXTRA_PARAMETERS, AUTHENTICATION_SESSION } from '../../../facts/listener-authentication';
import { secondsProblem } from '../../checks';

/** The value inside an `AlbAuthentication`. */
export interface AuthenticationKind {
  /** Whether the load balancer may connect to port 443 of every address; undefined when the props do not set it. */
  readonly allowHttpsOutbound?: boolean;
  /** Why it can never work in the stack of this construct. */
  problems(scope: IConstruct): readonly string[];
  /** Authenticates before another action. It does not change security groups. */
  before(next: elbv2.ListenerAction): elbv2.ListenerAction;
}

/** Why Elastic Load Balancing would refuse the session. */
export function sessionProblems({ sessionTimeout, sessionCookieName, authenticationRequestExtraParams = {} }: AlbAuthenticationOptions): string[] {
  const count = Object.keys(authenticationRequestExtraParams).length;
  return [
    ...secondsProblem('authentication: sessionTimeout', sessionTimeout, AUTHENTICATION_SESSION),
    ...(sessionCookieName === '' ? ['authentication: sessionCookieName must not be empty'] : []),
    ...(count > AUTHENTICATION_EXTRA_PARAMETERS
      ? [`authentication: authenticationRequestExtraParams has ${count} parameters, and the redirect allows ${AUTHENTICATION_EXTRA_PARAMETERS}`]
      : []),
  ];
}
