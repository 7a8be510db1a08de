import { Annotations, Resource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { AlbAuthentication } from './alb-authentication';
import { WITHOUT_PUBLIC_IPV4 } from '../../../facts/listener-authentication';
import { HTTPS_PORT } from '../alb/alb-url';
import { frontOf } from '../shared-alb/shared-front';

/** Why the load balancer of an existing listener cannot connect to the identity provider. */
export function providerAccessProblems(listener: elbv2.IApplicationListener, authentication?: AlbAuthentication): string[] {
  if (!authentication || authentication._kind.allowHttpsOutbound === false || frontOf(listener).allowsHttpsOutbound !== false) { return []; }
  return [`authentication: the security group of the load balancer of '${listener.node.path}' does not allow connections to identity providers; set allowHttpsOutbound: true on the SharedAlb, or allow the addresses of the provider with its connections and set allowHttpsOutbound: false on the authentication`];
}

/** Allows the load balancer of a listener to connect to the identity provider, unless the authentication leaves that to the user. */
export function allowProviderAccess(scope: Construct, listener: elbv2.IApplicationListener, authentication?: AlbAuthentication): void {
  if (!authentication) { return; }
  if (authentication._kind.allowHttpsOutbound !== false) { allowHttpsOutbound(listener); }
  if (lacksPublicIpv4(listener)) {
    Annotations.of(scope).addWarningV2(
      'cdk-ecs-shipshape:authentication-without-public-ipv4',
      `authentication: the load balancer has the ipAddressType ${elbv2.IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4}, and connects to identity providers over IPv4 only: users get status 500 unless the endpoints of the provider have private IPv4 addresses; set ipAddressType to DUAL_STACK`,
    );
  }
}

/**
 * Allows connections to port 443 of every IPv4 address, once for each security group of this app. Imported ones get no rule:
 * EC2 refuses a second one, which another stack or app may have written.
 */
export function allowHttpsOutbound({ connections }: ec2.IConnectable): void {
  for (const group of connections.securityGroups.filter(each => Resource.isOwnedResource(each) && !each.allowAllOutbound)) {
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(HTTPS_PORT), 'Allow to IdP endpoint');
  }
}

function lacksPublicIpv4(listener: elbv2.IApplicationListener): boolean {
  const resource = listener instanceof elbv2.ApplicationListener ? listener.loadBalancer.node.defaultChild : undefined;
  return resource instanceof elbv2.CfnLoadBalancer && resource.ipAddressType === WITHOUT_PUBLIC_IPV4;
}
