import { Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { VERIFIES_CLIENTS } from '../../../facts/network-load-balancers';
import { renderedProperties } from '../../rendered-properties';
import { LISTENERS, pathOf } from '../load-balancer/app-resources';

/** The destination of the health checks of a Network Load Balancer for an Application Load Balancer. */
export interface AlbCheck {
  readonly loadBalancer: elbv2.IApplicationLoadBalancer;
  readonly port: number;
  readonly protocol: elbv2.Protocol;
}

/** The properties of a listener that can make it refuse health checks over HTTPS. */
interface Refusing {
  readonly Protocol?: unknown;
  readonly MutualAuthentication?: { readonly Mode?: unknown };
}

const CURE = "set healthCheck to a listener that answers, such as { protocol: elbv2.Protocol.HTTP, port: '80' } for the one that redirects";

/** Fails synthesis for a health check that the Application Load Balancer can never pass. Listeners can be added until then. */
export function refuseHopelessChecks(scope: IConstruct, check: AlbCheck): void {
  scope.node.addValidation({ validate: () => hopelessChecks(scope, check) });
}

function hopelessChecks(scope: IConstruct, { loadBalancer, port, protocol }: AlbCheck): string[] {
  const listeners = LISTENERS.of(scope).filter(({ loadBalancerArn }) => loadBalancerArn === loadBalancer.loadBalancerArn);
  const checked = listeners.filter(listener => listener.port === port);
  if (checked.length === 0) { return unanswered(loadBalancer, port, listeners); }
  return protocol === elbv2.Protocol.HTTPS ? checked.flatMap(listener => refusesCheck(listener, port)) : [];
}

/** Empty for an imported load balancer, whose listeners are not known. */
function unanswered({ node }: elbv2.IApplicationLoadBalancer, port: number, listeners: readonly elbv2.CfnListener[]): string[] {
  const ports = listeners.map(listener => listener.port);
  const isOwn = node.defaultChild instanceof elbv2.CfnLoadBalancer;
  if (!isOwn || [port, ...ports].some(each => Token.isUnresolved(each))) { return []; }
  return [`health checks use port ${port}, but Application Load Balancer '${node.path}' has listeners only on ${ports.join(', ')}; ${CURE}`];
}

function refusesCheck(listener: elbv2.CfnListener, port: number): string[] {
  const { Protocol, MutualAuthentication }: Refusing = renderedProperties(listener);
  return [
    ...(Protocol === elbv2.Protocol.HTTP ? [`health checks use HTTPS on port ${port}, and listener '${pathOf(listener)}' uses HTTP there; set healthCheck.protocol to HTTP`] : []),
    ...(MutualAuthentication?.Mode === VERIFIES_CLIENTS
      ? [`health checks have no certificate, and listener '${pathOf(listener)}' verifies the certificates of all clients; ${CURE}`]
      : []),
  ];
}
