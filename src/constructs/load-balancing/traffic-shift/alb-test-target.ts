import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { TestRoute } from './test-traffic';
import { HTTP_PORT, HTTPS_PORT } from '../alb/alb-url';
import { TestTarget } from '../exposure-kind';
import { ExistingListener } from '../listener-rule/existing-listener';
import { kept } from '../load-balancer/domain';

const INTERNET_FACING = 'internet-facing';

/** What is known about the load balancer of a service. */
interface KnownAlb {
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
  readonly host?: string;
  /** Only for a load balancer that the exposure created. */
  testListener?(port: number): elbv2.IApplicationListener;
}

/** The destination of test traffic; undefined if the DNS name of the load balancer is not known. */
export function testTargetOf({ header, port }: TestRoute, listener: elbv2.IApplicationListener | undefined, alb: KnownAlb): TestTarget | undefined {
  const own = listener instanceof elbv2.ApplicationListener ? listener : undefined;
  const loadBalancer = alb.loadBalancer ?? own?.loadBalancer;
  const dnsName = dnsNameOf(loadBalancer);
  if (!listener || !loadBalancer || dnsName === undefined) { return undefined; }
  const isSecure = new ExistingListener(listener).protocol === elbv2.ApplicationProtocol.HTTPS;
  return {
    dnsName,
    port: port ?? own?.port ?? (isSecure ? HTTPS_PORT : HTTP_PORT),
    isSecure,
    host: alb.host,
    header,
    isInternal: isInternal(loadBalancer),
    isOwn: alb.testListener !== undefined,
  };
}

/** An imported load balancer throws if its DNS name is unknown. */
function dnsNameOf(loadBalancer: elbv2.IApplicationLoadBalancer | undefined): string | undefined {
  try { return loadBalancer && kept(loadBalancer.loadBalancerDnsName); } catch { return undefined; }
}

function isInternal({ node: { defaultChild } }: elbv2.IApplicationLoadBalancer): boolean {
  return defaultChild instanceof elbv2.CfnLoadBalancer && defaultChild.scheme !== INTERNET_FACING;
}
