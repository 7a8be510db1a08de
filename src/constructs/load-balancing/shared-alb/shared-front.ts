import { IConstruct } from 'constructs';
import { isKnownLater } from '../../checks';

const FRONT = Symbol.for('cdk-ecs-shipshape.sharedFront');

/** What services need to know about a shared load balancer, as plain data that all copies of this package can read. */
export interface SharedFront {
  /** Undefined when it is unknown. */
  readonly isSecure?: boolean;
  /** The names that certificates of the load balancer are known to cover. */
  readonly certificateNames: readonly string[];
  /** Whether it has certificates whose names are unknown. */
  readonly hasUnknownCertificates: boolean;
  /** The names that the load balancer has DNS records for. */
  readonly recordedNames: readonly string[];
  readonly hasIpv6: boolean;
  /** Why a Lambda function without a client certificate cannot connect. */
  readonly obstacles?: readonly string[];
  /** Whether the load balancer may connect to identity providers, as far as the app decides it. */
  readonly allowsHttpsOutbound?: boolean;
  /** Whether a DNS record can point to the load balancer. */
  readonly isAliasTarget: boolean;
  urlOf(host: string): string | undefined;
}

interface Holder { readonly [FRONT]?: SharedFront }

/** The value for any other construct, about which nothing is known. */
const UNKNOWN: SharedFront = {
  certificateNames: [],
  hasUnknownCertificates: true,
  recordedNames: [],
  hasIpv6: false,
  isAliasTarget: true,
  urlOf: () => undefined,
};

/** Attaches the data to a shared load balancer and to its listener. */
export function attachFront(edge: IConstruct, front: SharedFront): void {
  Object.defineProperty(edge, FRONT, { value: front });
}

export function frontOf(edge: IConstruct): SharedFront { return (edge as IConstruct & Holder)[FRONT] ?? UNKNOWN; }

/** The shared load balancer that a listener belongs to. */
export function sharedAlbOf(listener: IConstruct): IConstruct | undefined {
  return listener.node.scopes.find(scope => scope !== listener && FRONT in scope);
}

/** Whether a certificate of one of the names is valid for a host. A wildcard stands for one label. */
export function isCovered(host: string, names: readonly string[]): boolean {
  const [name, ...certificates] = [host, ...names].map(text => text.toLowerCase());
  const wildcard = name.replace(/^[^.]+/, '*');
  return certificates.some(each => each === name || each === wildcard);
}

/** A wildcard of a certificate is its complete first label. */
const CERTIFICATE_NAME = /^(?:\*\.)?[^*?]*[^*?.]$/;

export function certificateNameProblems(names: readonly string[]): string[] {
  return names.filter(name => !isKnownLater(name) && !CERTIFICATE_NAME.test(name)).map(name =>
    `certificateNames: '${name}' cannot be the name of a certificate: a wildcard must be the complete first label, such as *.example.com`);
}
