import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

export const HTTP_PORT = 80;
export const HTTPS_PORT = 443;

/** How clients connect to a listener. */
export interface ListenerAddress {
  readonly isSecure: boolean;
  /** The default port of the protocol if undefined. */
  readonly port?: number;
}

export function protocolOf(isSecure: boolean): elbv2.ApplicationProtocol {
  return isSecure ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP;
}

/** Whether a host is a complete name, without wildcards. */
export function isHostName(host: string): boolean { return !/[*?]/.test(host); }

/** The URL of a host behind a listener. */
export function urlOf(host: string, { isSecure, port }: ListenerAddress): string {
  const [scheme, usualPort] = isSecure ? ['https', HTTPS_PORT] : ['http', HTTP_PORT];
  return `${scheme}://${host}${port === undefined || port === usualPort ? '' : `:${port}`}`;
}
