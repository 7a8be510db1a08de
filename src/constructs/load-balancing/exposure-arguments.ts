import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { shown } from '../checks';
import { ISharedAlb } from './shared-alb/shared-alb-interface';

// The checks of the TypeScript types, for callers in JavaScript.

/** The props of exposures that are lists. */
const LISTS = ['hosts', 'paths', 'methods', 'sourceIps', 'conditions', 'certificates', 'additionalCertificates', 'subnetMappings'];

export function checkProps(factory: string, props: object | undefined): void {
  if (typeof props !== 'object') { throw new Error(`Exposure.${factory}: props (${typeof props}) must be an object`); }
  const given: Readonly<Record<string, unknown>> = { ...props };
  const wrong = LISTS.filter(name => given[name] !== undefined && !Array.isArray(given[name]));
  if (wrong.length > 0) { throw new Error(`Exposure.${factory}: ${wrong.join(', ')} must be ${wrong.length > 1 ? 'lists' : 'a list'}, even with one value`); }
}

export function checkEdge(factory: string, otherFactory: string, edge: Partial<ISharedAlb> | undefined): void {
  if (isListener(edge?.listener)) { return; }
  const given = edge?.node ? ` ('${edge.node.path}')` : '';
  throw new Error(`Exposure.${factory}: edge${given} must be a SharedAlb, of this app or imported; for other listeners, use Exposure.${otherFactory}`);
}

export function checkListener(factory: string, otherFactory: string, listener: Partial<elbv2.IApplicationListener & ISharedAlb> | undefined): void {
  if (isListener(listener)) { return; }
  const given = listener?.node ? ` ('${listener.node.path}')` : '';
  if (isListener(listener?.listener)) {
    throw new Error(`Exposure.${factory}: listener${given} is a shared load balancer, not a listener; use Exposure.${otherFactory}, or its property listener`);
  }
  throw new Error(`Exposure.${factory}: listener${given} must be the listener of an Application Load Balancer, since other load balancers have no listener rules`);
}

export function checkTestHeader(name: unknown, value: unknown, options: unknown): void {
  const wrong = Object.entries({ name, value }).filter(([, each]) => typeof each !== 'string').map(([key, each]) => `${key}${shown(each)} must be a string`);
  if (typeof options !== 'object' || options === null) { wrong.push(`options${shown(options)} must be an object, such as { priority: 10 }`); }
  if (wrong.length > 0) { throw new Error(`TestTraffic.header: ${wrong.join('; ')}`); }
}

export function checkTestListener(listener: Partial<elbv2.IApplicationListener> | undefined): void {
  if (isListener(listener)) { return; }
  throw new Error(`TestTraffic.listener: listener${shown(listener)} must be the listener of an Application Load Balancer; for a port, use TestTraffic.port`);
}

function isListener(value: Partial<elbv2.IApplicationListener> | undefined): boolean { return typeof value?.registerConnectable === 'function'; }
